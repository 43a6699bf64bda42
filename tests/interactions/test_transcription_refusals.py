"""What `transcription_config` refuses, by its place (docs/wire/interactions.md 2.5)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import Json, error_of, post

_PATH = "generation_config.transcription_config"
_AUDIO: Json = {"type": "audio", "data": "aGk=", "mime_type": "audio/wav"}
_WORDS: Json = {"type": "verbatim", "timestamp_granularities": ["word"]}
_MARK: Json = {"diarization_mode": "speaker"}


def _body(**config: Any) -> Json:
    return {"generation_config": {"transcription_config": config}}


@pytest.mark.parametrize(
    "input",
    [
        "Hello",
        [{"type": "video", "uri": "https://youtu.be/9hE5-98ZeCg"}],
        [
            {"type": "model_output", "content": [_AUDIO]},
            {"type": "user_input", "content": "What was that?"},
        ],
    ],
    ids=["text", "video", "audio of the model"],
)
def test_input_without_audio_is_refused(client: httpx.Client, input: Any) -> None:
    said = f"Invalid input at '{_PATH}'. It needs a content of type 'audio' in 'input'."
    assert error_of(post(client, input, **_body())) == (400, "invalid_request", said)


@pytest.mark.parametrize(
    ("config", "place", "hint"),
    [
        ("verbatim", "", "An object is expected."),
        ({"vocabulary": []}, ".vocabulary", ""),
        ({"custom_vocabulary": "Ada"}, ".custom_vocabulary", "A list is expected."),
        ({"custom_vocabulary": [1]}, ".custom_vocabulary[0]", "A string is expected."),
        ({"custom_vocabulary": ["x"] * 1_001}, ".custom_vocabulary", "At most 1000 are accepted."),
        ({"language_codes": [None]}, ".language_codes[0]", "A string is expected."),
        ({"mode": 1}, ".mode", "'verbatim', 'smart' or an object with such a 'type'."),
        ({"mode": {}}, ".mode.type", "Supported values: 'verbatim', 'smart'."),
        ({"mode": {"type": "smart", "source_text": 1}}, ".mode.source_text", "A string is"),
        ({"mode": {**_WORDS, "source_text": "x"}}, ".mode.source_text", ""),
        ({**_MARK, "mode": "smart"}, ".diarization_mode", "It goes with the mode 'verbatim'."),
    ],
    ids=lambda value: str(value)[:40],
)
def test_wrong_config_is_refused_by_its_place(
    client: httpx.Client, config: Any, place: str, hint: str
) -> None:
    body = {"generation_config": {"transcription_config": config}}
    message = error_of(post(client, [_AUDIO], **body))[2]
    assert message.startswith(f"Invalid input at '{_PATH}{place}'. {hint}".rstrip())


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"mode": "quick"}, f"The value 'quick' is not supported for 'mode' at '{_PATH}'."),
        (
            {"mode": {"type": "quick"}},
            f"The value 'quick' is not supported for 'type' at '{_PATH}.mode'.",
        ),
        (
            {"mode": {**_WORDS, "diarization_mode": "channel"}},
            f"The value 'channel' is not supported for 'diarization_mode' at '{_PATH}.mode'.",
        ),
        (
            {"timestamp_granularities": ["segment"]},
            f"The value 'segment' is not supported for 'timestamp_granularities[0]' at '{_PATH}'.",
        ),
    ],
    ids=str,
)
def test_unknown_value_is_refused_with_what_there_is(
    client: httpx.Client, config: Json, said: str
) -> None:
    status, code, message = error_of(post(client, [_AUDIO], **_body(**config)))
    assert (status, code) == (400, "invalid_request")
    assert message.startswith(f"{said} Supported values: ")
