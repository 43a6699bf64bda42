"""`transcription_config`: a transcript that is made up, in the shape of a real one (2.5, 4.2)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api import Connect, Json, created, events, fold, post, text_of

_AUDIO: Json = {"type": "audio", "data": "aGk=", "mime_type": "audio/wav"}
_WORDS: Json = {"type": "verbatim", "timestamp_granularities": ["word"]}
_SPEAKERS: Json = {"type": "verbatim", "diarization_mode": "speaker"}
_MARK: Json = {"diarization_mode": "speaker"}
_BOTH: Json = {**_WORDS, **_SPEAKERS}


def _body(**config: Any) -> Json:
    return {"generation_config": {"transcription_config": config}}


def _transcribed(client: httpx.Client, input: Any = (_AUDIO,), **config: Any) -> Json:
    return created(client, list(input), **_body(**config))


def _infos(interaction: Json) -> list[Json]:
    (content,) = interaction["steps"][-1]["content"]
    return list(content.get("annotations", []))


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"mode": None},
        {"mode": "verbatim"},
        {"mode": "smart"},
        {"mode": {"type": "verbatim"}},
        {"mode": {"type": "smart"}},
        {"mode": {"type": "smart", "source_text": ""}},
        {"language_codes": ["de-DE", "en-US"], "language_hints": ["de"]},
        {"custom_vocabulary": [], "adaptation_phrases": None, "timestamp_granularities": []},
    ],
    ids=str,
)
def test_transcript_says_that_nothing_was_heard(client: httpx.Client, config: Json) -> None:
    # I-2.5-11
    made = _transcribed(client, **config)
    assert made["status"] == "completed"
    assert text_of(made).startswith("Nothing was heard, so this is made up. ")
    assert not _infos(made)


@pytest.mark.parametrize("name", ["custom_vocabulary", "adaptation_phrases"])
def test_vocabulary_is_said(client: httpx.Client, name: str) -> None:
    text = text_of(_transcribed(client, **{name: ["Größe", "Ada Lovelace"]}))
    assert text.endswith("Somebody says Größe, Ada Lovelace.")


def test_transcript_is_always_the_same_for_the_same_audio(client: httpx.Client) -> None:
    other = {**_AUDIO, "data": "aGkh"}
    texts = [text_of(_transcribed(client, [audio])) for audio in (_AUDIO, other, _AUDIO)]
    assert texts[0] == texts[2] != texts[1]


def test_edit_by_voice_that_is_not_heard_changes_nothing(client: httpx.Client) -> None:
    mode = {"type": "smart", "source_text": "Dear Ada, hello."}
    assert text_of(_transcribed(client, mode=mode)) == "Dear Ada, hello."


def test_plain_instruction_dictates_the_transcript(client: httpx.Client) -> None:
    text = {"type": "text", "text": "Reply with exactly: Good morning, Ada."}
    made = _transcribed(client, [text, _AUDIO], mode=_WORDS)
    assert text_of(made) == "Good morning, Ada."
    assert [info["text"] for info in _infos(made)] == ["Good", "morning", "Ada"]


def test_words_have_times_and_places_in_bytes(client: httpx.Client) -> None:
    # I-4.2-4, I-4.2-6
    text = {"type": "text", "text": "Reply with exactly: Größe, ja."}
    made = _transcribed(client, [text, _AUDIO], mode=_WORDS)
    assert _infos(made) == [
        {
            "text": "Größe",
            "start_offset": "0.0s",
            "end_offset": "0.4s",
            "start_index": 0,
            "end_index": 7,
            "type": "word_info",
        },
        {
            "text": "ja",
            "start_offset": "0.4s",
            "end_offset": "0.8s",
            "start_index": 9,
            "end_index": 11,
            "type": "word_info",
        },
    ]


@pytest.mark.parametrize("vocabulary", [[], ["天気 𝄞", "e\u0301t\u00e9", "a-b_c"]], ids=str)
def test_every_word_stands_where_its_index_says(
    client: httpx.Client, vocabulary: list[str]
) -> None:
    made = _transcribed(client, custom_vocabulary=vocabulary, mode=_BOTH)
    said, infos = text_of(made).encode(), _infos(made)
    assert [said[it["start_index"] : it["end_index"]].decode() for it in infos] == [
        it["text"] for it in infos
    ]
    assert len(infos) > 20


@pytest.mark.parametrize(
    ("config", "keys"),
    [
        ({"mode": _WORDS}, ["start_offset", "end_offset"]),
        ({"mode": _SPEAKERS}, ["speaker"]),
        ({"mode": _BOTH}, ["start_offset", "end_offset", "speaker"]),
        ({"timestamp_granularities": ["word"]}, ["start_offset", "end_offset"]),
        ({**_MARK, "mode": "verbatim"}, ["speaker"]),
        ({**_MARK, "mode": _WORDS}, ["start_offset", "end_offset", "speaker"]),
    ],
    ids=str,
)
def test_words_have_what_was_asked_for(client: httpx.Client, config: Json, keys: list[str]) -> None:
    infos = _infos(_transcribed(client, **config))
    assert {tuple(info) for info in infos} == {("text", *keys, "start_index", "end_index", "type")}


def test_speakers_take_turns_by_the_sentence(client: httpx.Client) -> None:
    text = {"type": "text", "text": "Reply with exactly: One, two. Three? Four."}
    infos = _infos(_transcribed(client, [text, _AUDIO], mode=_SPEAKERS))
    assert [info["speaker"] for info in infos] == ["spk_1", "spk_1", "spk_2", "spk_1"]


def test_annotations_come_once_behind_the_text_of_a_stream(connect_either: Connect) -> None:
    # I-4.3-2, I-5.3-9
    client = connect_either()
    told = events(post(client, [_AUDIO], **_body(mode=_WORDS), stream=True).text)
    kinds = [event["delta"]["type"] for event in told if event["event_type"] == "step.delta"]
    assert set(kinds[1:-1]) == {"text"}
    assert kinds[-1] == "text_annotation_delta"
    assert fold(told)["steps"] == _transcribed(client, mode=_WORDS)["steps"]


@pytest.mark.parametrize("said", ["!!!", "?", "a"])
def test_stream_of_any_transcript_folds_to_the_unary_one(client: httpx.Client, said: str) -> None:
    input = [{"type": "text", "text": f"Reply with exactly: {said}"}, _AUDIO]
    told = fold(events(post(client, input, **_body(mode=_BOTH), stream=True).text))
    assert told["steps"] == _transcribed(client, input, mode=_BOTH)["steps"]


def test_stored_transcript_keeps_its_annotations(client: httpx.Client) -> None:
    made = _transcribed(client, mode=_WORDS)
    stored = client.get(f"/v1/interactions/{made['id']}").json()
    assert stored["steps"][1:] == made["steps"]


def test_transcript_is_sent_back_as_it_came(client: httpx.Client) -> None:
    made = _transcribed(client, mode=_WORDS)
    asking = {"type": "user_input", "content": "And now?"}
    history = [{"type": "user_input", "content": [_AUDIO]}, *made["steps"], asking]
    stateful = created(client, "And now?", previous_interaction_id=made["id"])
    assert created(client, history, store=False)["steps"] == stateful["steps"]


@pytest.mark.parametrize("limit", [1, 12, 30])
def test_text_that_is_cut_has_no_words_beyond_its_end(client: httpx.Client, limit: int) -> None:
    config = {
        "transcription_config": {"mode": _WORDS},
        "thinking_level": "minimal",
        "max_output_tokens": limit,
    }
    made = created(client, [_AUDIO], generation_config=config)
    said = text_of(made).encode()
    assert made["status"] == "incomplete"
    assert _infos(made)[-1]["end_index"] <= len(said)


def test_hops_of_a_transcript_are_annotated_each_by_itself(connect: Connect) -> None:
    client = connect(decode_limit=10)
    whole = text_of(_transcribed(connect(), mode=_WORDS))
    hop = _transcribed(client, mode=_WORDS)
    texts = [text_of(hop)]
    while hop["status"] == "requires_continuation":
        token = {"continuation_token": hop["continuation_token"]}
        parent = {"previous_interaction_id": hop["id"]}
        hop = created(client, None, **_body(mode=_WORDS), **token, **parent)
        texts.append(text_of(hop))
        assert _infos(hop)[-1]["end_index"] <= len(texts[-1].encode())
    assert "".join(texts) == whole
    assert len(texts) > 2


def test_structured_transcript_is_json_without_annotations(client: httpx.Client) -> None:
    form = {"type": "object", "properties": {"said": {"type": "string"}}}
    made = created(client, [_AUDIO], response_format=form, **_body(mode=_WORDS))
    assert text_of(made).startswith("{")
    assert not _infos(made)
