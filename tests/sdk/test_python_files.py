"""google-genai and the Files API, models and token counts of a fake in another process."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from google import genai
from google.genai import types
from google.genai._interactions import BadRequestError
from google.genai.errors import ClientError

from tests.api import MODEL
from tests.sdk.programs import Fake

pytestmark = pytest.mark.sdk


def _upload(client: genai.Client, data: bytes, **config: Any) -> types.File:
    return client.files.upload(file=io.BytesIO(data), config=types.UploadFileConfig(**config))


def _sha256(data: bytes) -> str:
    """The digest as a file has it: base64 of the hexadecimal digits."""
    return base64.b64encode(hashlib.sha256(data).hexdigest().encode()).decode()


def _used(client: genai.Client, kind: str, file: types.File) -> str:
    # The overloads of the SDK want each argument spelled out.
    interactions: Any = client.interactions
    input = [{"type": kind, "uri": file.uri}]
    return str(interactions.create(model=MODEL, input=input).output_text)


def test_upload_of_20_mib_arrives_whole(client: genai.Client, big_file: Path) -> None:
    uploaded = client.files.upload(file=big_file)
    assert uploaded.size_bytes == 20 * 1024 * 1024
    assert uploaded.sha256_hash == _sha256(big_file.read_bytes())
    assert uploaded.state == types.FileState.ACTIVE


def test_async_upload_of_20_mib_arrives_whole(fake: Fake, big_file: Path) -> None:
    async def uploaded() -> types.File:
        options = types.HttpOptions(base_url=fake.url)
        with genai.Client(api_key="async", http_options=options) as client:
            async with client.aio as aio:
                return await aio.files.upload(file=big_file)

    assert asyncio.run(uploaded()).sha256_hash == _sha256(big_file.read_bytes())


def test_chosen_names_are_kept(client: genai.Client) -> None:
    _upload(client, b"hi", mime_type="text/plain", name="my-file", display_name="Größe")
    found = client.files.get(name="my-file")
    assert (found.name, found.display_name, found.mime_type) == (
        "files/my-file",
        "Größe",
        "text/plain",
    )
    assert found.source == types.FileSource.UPLOADED


def test_file_is_found_by_its_uri(client: genai.Client) -> None:
    uploaded = _upload(client, b"by uri", mime_type="text/plain")
    assert client.files.get(name=str(uploaded.uri)).name == uploaded.name


def test_list_goes_through_all_pages(fake: Fake) -> None:
    options = types.HttpOptions(base_url=fake.url)
    with genai.Client(api_key="pages", http_options=options) as client:
        made = {_upload(client, bytes([n]), mime_type="text/plain").name for n in range(5)}
        listed = [file.name for file in client.files.list(config={"page_size": 2})]
    assert len(listed) == 5
    assert set(listed) == made


def test_deleted_file_is_gone(client: genai.Client) -> None:
    uploaded = _upload(client, b"to be deleted", mime_type="text/plain")
    client.files.delete(name=str(uploaded.name))
    with pytest.raises(ClientError, match="403 PERMISSION_DENIED"):
        client.files.get(name=str(uploaded.name))


def test_uploaded_file_cannot_be_downloaded(client: genai.Client) -> None:
    uploaded = _upload(client, b"no way back", mime_type="text/plain")
    with pytest.raises(ClientError, match="403 PERMISSION_DENIED"):
        client.files.download(file=str(uploaded.name))


def test_unregistered_mime_type_is_refused(client: genai.Client) -> None:
    with pytest.raises(ClientError, match="Unsupported MIME type: bad/mime_type"):
        _upload(client, b"bad", mime_type="bad/mime_type")


def test_video_is_used_once_it_was_polled(client: genai.Client) -> None:
    video = _upload(client, b"video", mime_type="video/mp4")
    assert video.state == types.FileState.PROCESSING
    with pytest.raises(BadRequestError, match="not in an ACTIVE state"):
        _used(client, "video", video)
    states = [client.files.get(name=str(video.name)).state for _ in range(2)]
    assert states == [types.FileState.PROCESSING, types.FileState.ACTIVE]
    assert "a video (video/mp4, 5 bytes" in _used(client, "video", video)


def test_models_are_listed_and_found(client: genai.Client) -> None:
    names = [model.name for model in client.models.list()]
    found = client.models.get(model=MODEL)
    assert found.name == f"models/{MODEL}"
    assert found.name in names
    assert "countTokens" in (found.supported_actions or [])


def test_unknown_model_is_not_found(client: genai.Client) -> None:
    with pytest.raises(ClientError, match="404 NOT_FOUND"):
        client.models.get(model="no-such-model")


def test_tokens_are_counted_alike_every_time(client: genai.Client) -> None:
    counted = [client.models.count_tokens(model=MODEL, contents="How so?") for _ in range(2)]
    longer = client.models.count_tokens(model=MODEL, contents="How does all of this work?")
    assert counted[0].total_tokens == counted[1].total_tokens
    assert 0 < (counted[0].total_tokens or 0) < (longer.total_tokens or 0)
