"""The private folder of uploaded bytes."""

from __future__ import annotations

import fcntl
import gc
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import httpx
import pytest

from fake_gemini import Settings, create_app
from fake_gemini.state.folder import LOCK, PREFIX, Folder
from fake_gemini.testing import SyncTransport
from tests.api import Connect
from tests.files.uploading import chunk, started, upload
from tests.process import served

KEEPER = """
import sys
from pathlib import Path
from fake_gemini.state.folder import Folder
folder = Folder(Path(sys.argv[1]))
folder.new_file().write_bytes(b"x")
print(folder.path, flush=True)
sys.stdin.read()
"""

FORKER = """
import os, sys
from pathlib import Path
from fake_gemini.state.folder import Folder
folder = Folder(Path(sys.argv[1]))
kept = folder.new_file().parent
if os.fork() == 0:
    sys.exit()
os.wait()
print(kept.is_dir())
"""


def folders(parent: Path) -> list[Path]:
    return sorted(parent.glob(PREFIX + "*"))


def keeper(parent: Path) -> tuple[subprocess.Popen[str], Path]:
    """Start a process that holds a folder, and return it with the folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", KEEPER, str(parent)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_nothing_is_made_before_it_is_needed(tmp_path: Path, connect: Connect) -> None:
    client = connect(data_dir=tmp_path / "data")
    client.get("/v1/files")
    started(client)

    assert folders(tmp_path / "data") == []


def test_folder_is_private(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.new_file()

    (path,) = folders(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o700


def test_uploaded_bytes_are_private_and_as_they_were_sent(tmp_path: Path, connect: Connect) -> None:
    upload(connect(data_dir=tmp_path), b"hello")

    (content,) = [path for path in tmp_path.glob("*/*") if path.name != LOCK]
    assert content.read_bytes() == b"hello"
    assert stat.S_IMODE(content.stat().st_mode) == 0o600


def test_bytes_are_on_disk_as_they_arrive(tmp_path: Path, connect: Connect) -> None:
    client = connect(data_dir=tmp_path)
    chunk(client, started(client), b"abc")

    assert [path.read_bytes() for path in tmp_path.glob("*/*") if path.name != LOCK] == [b"abc"]


def test_deleted_bytes_are_gone_from_disk(tmp_path: Path, connect: Connect) -> None:
    client = connect(data_dir=tmp_path)
    client.delete(f"/v1/{upload(client)['name']}")

    assert [path.name for path in tmp_path.glob("*/*")] == [LOCK]


@pytest.mark.parametrize("body", [{}, {"api_key": "test-key"}], ids=["all", "one key"])
def test_reset_removes_bytes_from_disk(
    tmp_path: Path, connect: Connect, body: dict[str, str]
) -> None:
    client = connect(data_dir=tmp_path)
    upload(client)
    chunk(client, started(client), b"abc")

    counts = client.post("/_fake/reset", json=body).json()

    assert (counts["files"], counts["uploads"]) == (1, 1)
    assert [path.name for path in tmp_path.glob("*/*")] == [LOCK]


def test_folder_goes_with_its_owner(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.new_file()

    del folder
    gc.collect()

    assert folders(tmp_path) == []


def test_folder_goes_with_its_app(tmp_path: Path) -> None:
    def use() -> None:
        transport: Any = SyncTransport(create_app(Settings(data_dir=tmp_path)))
        headers = {"x-goog-api-key": "k"}
        with httpx.Client(
            transport=transport, base_url="http://127.0.0.1", headers=headers
        ) as client:
            upload(client)
        assert len(folders(tmp_path)) == 1

    use()
    gc.collect()

    assert folders(tmp_path) == []


def test_closed_folder_makes_another_when_it_is_needed(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    first = folder.new_file()
    folder.close()
    assert folders(tmp_path) == []

    assert folder.new_file().parent != first.parent
    folder.close()
    folder.close()
    assert folders(tmp_path) == []


@pytest.mark.parametrize("deep", [False, True], ids=["folder", "parent"])
def test_folder_that_somebody_removed_is_made_again(
    tmp_path: Path, connect: Connect, deep: bool
) -> None:
    data = tmp_path / "data"
    client = connect(data_dir=data)
    file = upload(client)
    shutil.rmtree(data if deep else folders(data)[0])

    assert upload(client, b"other")["sizeBytes"] == "5"
    assert client.get(f"/v1/{file['name']}").json() == file
    assert len(folders(data)) == 1


def test_temporary_folder_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    folder = Folder(None)
    folder.new_file()

    assert folder.path == folders(tmp_path)[0]


def test_folder_of_a_killed_process_is_swept(tmp_path: Path) -> None:
    process, left = keeper(tmp_path)
    with process:
        process.kill()
    assert left.is_dir()

    Folder(tmp_path).sweep()

    assert folders(tmp_path) == []


def test_folder_of_a_killed_process_is_swept_by_the_first_upload(
    tmp_path: Path, connect: Connect
) -> None:
    process, left = keeper(tmp_path)
    with process:
        process.kill()

    upload(connect(data_dir=tmp_path))

    assert not left.exists()
    assert len(folders(tmp_path)) == 1


def test_folder_in_use_is_not_swept(tmp_path: Path) -> None:
    process, kept = keeper(tmp_path)
    with process:
        mine = Folder(tmp_path)
        mine.new_file()
        Folder(tmp_path).sweep()

        assert sorted([kept, Path(str(mine.path))]) == folders(tmp_path)
        process.kill()


def test_folder_goes_with_a_process_that_ends(tmp_path: Path) -> None:
    process, left = keeper(tmp_path)
    with process:
        process.communicate("")

    assert not left.exists()


def test_folder_is_not_the_childs_to_remove(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", FORKER, str(tmp_path)], stdout=subprocess.PIPE, check=True
    )

    assert result.stdout == b"True\n"
    assert folders(tmp_path) == []


def test_empty_folder_without_a_lock_is_swept(tmp_path: Path) -> None:
    (tmp_path / (PREFIX + "made")).mkdir()

    Folder(tmp_path).sweep()

    assert folders(tmp_path) == []


def test_what_is_not_a_folder_of_ours_is_kept(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / LOCK).touch()
    (tmp_path / (PREFIX + "link")).symlink_to(tmp_path / "target")
    (tmp_path / (PREFIX + "file")).touch()
    (tmp_path / (PREFIX + "full")).mkdir()
    (tmp_path / (PREFIX + "full") / "precious").touch()
    (tmp_path / "other").mkdir()

    Folder(tmp_path).sweep()

    assert len(list(tmp_path.iterdir())) == 5
    assert (tmp_path / (PREFIX + "full") / "precious").exists()


def test_folder_that_is_swept_while_it_is_made_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals = iter([OSError("locked by a sweep")])

    def flock(descriptor: int, how: int) -> None:
        if error := next(refusals, None):
            raise error

    monkeypatch.setattr(fcntl, "flock", flock)

    folder = Folder(tmp_path)
    folder.new_file()

    assert folder.path in folders(tmp_path)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT], ids=["term", "int"])
def test_server_removes_its_folder_when_it_is_stopped(tmp_path: Path, how: signal.Signals) -> None:
    with served("--data-dir", str(tmp_path)) as server:
        with httpx.Client(base_url=server.url, headers={"x-goog-api-key": "k"}) as client:
            upload(client)
        assert len(folders(tmp_path)) == 1
        server.stop(how)

    assert folders(tmp_path) == []


def test_server_sweeps_when_it_starts(tmp_path: Path) -> None:
    process, left = keeper(tmp_path)
    with process:
        process.kill()

    with served("--data-dir", str(tmp_path)):
        assert not left.exists()
