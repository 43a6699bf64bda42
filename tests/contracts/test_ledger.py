"""What a run creates is deleted, by the run or after it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from contracts.api import Who
from contracts.budget import Limits
from contracts.commands import cli
from contracts.ledger import Entry, Ledger, default_folder, left_behind
from contracts.options import Options
from contracts.stopping import Blocked, WrongUsage
from fake_gemini.testing import Running, running
from tests.contracts.asking import KEY, OTHER_KEY, session_with, session_with_fake


@pytest.fixture
def fake() -> Iterator[Running]:
    with running() as fake:
        yield fake


def _names(folder: Path) -> list[str]:
    return [entry.name for left in left_behind(folder) for entry in left.entries]


def test_name_is_written_down_until_it_is_gone(tmp_path: Path) -> None:
    ledger = Ledger("http://target", tmp_path)
    ledger.add("files/a", "main")
    ledger.add("interactions/v1_b", "other")
    ledger.remove("files/a")
    ledger.close()

    (left,) = left_behind(tmp_path)
    assert left.entries == [Entry("http://target", "interactions/v1_b", "other")]


def test_ledger_of_a_run_that_left_nothing_goes(tmp_path: Path) -> None:
    ledger = Ledger("http://target", tmp_path)
    ledger.add("files/a", "main")
    ledger.remove("files/a")
    ledger.close()

    assert not list(tmp_path.iterdir())


def test_ledger_of_a_run_that_goes_on_is_left_alone(tmp_path: Path) -> None:
    ledger = Ledger("http://target", tmp_path)
    ledger.add("files/a", "main")

    assert not list(left_behind(tmp_path))
    ledger.close()
    assert _names(tmp_path) == ["files/a"]


def test_two_ledgers_of_a_process_do_not_meet(tmp_path: Path) -> None:
    ledgers = [Ledger("http://target", tmp_path) for _ in range(2)]
    for number, ledger in enumerate(ledgers):
        ledger.add(f"files/{number}", "main")
        ledger.close()

    assert sorted(_names(tmp_path)) == ["files/0", "files/1"]


def test_line_that_was_cut_short_is_no_name(tmp_path: Path) -> None:
    lines = [
        json.dumps({"target": "t", "name": "files/a", "holder": "main"}),
        '{"target": "t", "na',
    ]
    (tmp_path / "1-0.jsonl").write_text("\n".join(lines))

    assert _names(tmp_path) == ["files/a"]


def test_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(WrongUsage, match="--ledger-dir"):
        Ledger("http://target", tmp_path / "file")


def test_default_folder_is_where_states_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/somewhere")

    assert default_folder() == Path("/somewhere/gemini-contracts")


def test_session_deletes_all_that_was_created() -> None:
    with session_with_fake() as session:
        api = session.api()
        first = api.create().ok["id"].text
        second = api.stream(previous_interaction_id=first).folded["id"].text
        file = api.upload(b"x", who=Who.OTHER)["name"].text
        names = [f"interactions/{first}", f"interactions/{second}", file]
        assert [entry.name for entry in session.ledger.left] == names[::-1]

        assert session.sweep() == []

        assert api.get(second).status == 404
        assert api.send("GET", f"/v1/{file}", key=Who.OTHER).status == 403


def test_stream_that_is_interrupted_is_on_the_ledger(tmp_path: Path) -> None:
    """Ctrl-C while a stream is read: its first event was enough to know the name."""

    class Pieces(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield b'event: interaction.created\ndata: {"interaction":{"id":"v1_cut"}}\n\n'
            raise KeyboardInterrupt

    deleted: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        if request.method == "DELETE":
            deleted.append(request.url.path)
            return httpx.Response(200, json={})
        return httpx.Response(200, stream=Pieces())

    with pytest.raises(KeyboardInterrupt):
        with session_with(handler, options=Options(ledger_dir=tmp_path), keeps=True) as session:
            session.api().stream()

    assert deleted == ["/v1/interactions/v1_cut"]
    assert not list(tmp_path.iterdir())


def test_what_will_not_go_stays_on_the_ledger(tmp_path: Path) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        if request.method == "DELETE":
            return httpx.Response(409, json={"error": {"message": "Not now."}})
        return httpx.Response(200, json={"id": "v1_stays"})

    with session_with(handler, options=Options(ledger_dir=tmp_path), keeps=True) as session:
        session.api().create()
        assert session.sweep() == ["interactions/v1_stays: 409 Not now."]

    assert _names(tmp_path) == ["interactions/v1_stays"]
    assert KEY not in "".join(path.read_text() for path in tmp_path.iterdir())


def test_deletion_is_paid_for_when_something_is_created() -> None:
    """A budget that is used up, and a time that is over, do not keep a run from cleaning up."""
    options = Options(max_minutes=1)
    with session_with_fake(Limits(requests=2), options=options) as session:
        id = session.api().create().ok["id"].text
        session.time.sleep(3600)
        with pytest.raises(Blocked):
            session.api().get(id)

        assert session.sweep() == []
        assert not session.ledger.left


def test_unusual_id_is_deleted_by_its_own_path() -> None:
    paths: list[bytes] = []

    def handler(request: httpx.Request) -> httpx.Response:
        paths.append(request.url.raw_path)
        return httpx.Response(200, json={"id": "../models?x=1#y"})

    with session_with(handler) as session:
        session.api().create()
        session.sweep()

    assert paths[-1] == b"/v1/interactions/..%2Fmodels%3Fx%3D1%23y"


def _left_at(fake: Running, folder: Path, *, other: bool = False) -> str:
    """Leave an interaction behind, as a run does that is killed."""
    headers = {"x-goog-api-key": OTHER_KEY if other else KEY}
    body = {"model": "gemini-3.5-flash-lite", "input": "hi"}
    id: str = httpx.post(f"{fake.url}/v1/interactions", headers=headers, json=body).json()["id"]
    ledger = Ledger(fake.url, folder)
    ledger.add(f"interactions/{id}", "other" if other else "main")
    ledger.close()
    return id


def _clean(fake: Running, folder: Path, *more: str) -> tuple[int, str]:
    arguments = [
        "clean",
        "--target",
        fake.url,
        "--api-key",
        KEY,
        "--ledger-dir",
        str(folder),
        *more,
    ]
    result = CliRunner().invoke(cli, arguments, standalone_mode=False)
    return result.return_value, result.output


def test_clean_deletes_what_a_killed_run_has_left(fake: Running, tmp_path: Path) -> None:
    id = _left_at(fake, tmp_path)

    assert _clean(fake, tmp_path) == (0, f"deleted: interactions/{id}\n")

    url = f"{fake.url}/v1/interactions/{id}"
    assert httpx.get(url, headers={"x-goog-api-key": KEY}).status_code == 404
    assert not list(tmp_path.iterdir())


def test_clean_needs_the_key_that_created(fake: Running, tmp_path: Path) -> None:
    id = _left_at(fake, tmp_path, other=True)

    code, said = _clean(fake, tmp_path)
    assert (code, said) == (3, f"not deleted: interactions/{id}: was made with --other-api-key\n")
    code, said = _clean(fake, tmp_path, "--other-api-key", OTHER_KEY)
    assert (code, said) == (0, f"deleted: interactions/{id}\n")


def test_clean_leaves_other_targets_alone(fake: Running, tmp_path: Path) -> None:
    ledger = Ledger("http://elsewhere", tmp_path)
    ledger.add("files/a", "main")
    ledger.close()

    assert _clean(fake, tmp_path) == (0, "left for --target http://elsewhere\n")
    assert _names(tmp_path) == ["files/a"]


def test_clean_of_nothing_says_so(fake: Running, tmp_path: Path) -> None:
    assert _clean(fake, tmp_path) == (0, "nothing was left\n")
