"""Speech that is written down (docs/wire/interactions.md 2.5 and 4.2).

Whether a server knows the model is open (2.2); one that does not says nothing about the rest.
"""

from __future__ import annotations

import re
from typing import Any

from ..answers import Answer, Stream, text_of
from ..api import Api
from ..clauses import Case, clause
from ..media import speech
from ..severity import Severity
from ..stopping import Skipped
from ..values import Value
from .test_contents import encoded

MODEL = "gemini-3.5-transcribe"
SECONDS = r"\d+(\.\d+)?s"
WORDS = {"type": "verbatim", "timestamp_granularities": ["word"]}


def written_down(api: Api, config: dict[str, Any], **fields: Any) -> Answer:
    """Have speech written down."""
    audio = {"type": "audio", "data": encoded(speech()), "mime_type": "audio/ogg"}
    generation = {"max_output_tokens": 1000, "transcription_config": config}
    body = {"model": MODEL, "input": [audio], "generation_config": generation, "store": False}
    answer = api.send("POST", "/v1/interactions", json={**body, **fields})
    if answer.status == 404 and MODEL in answer.refused(404)["message"].text:
        raise Skipped(f"the model {MODEL} is not known here")
    return answer.must(200)


def transcript(reply: Value) -> Value:
    """Return the content that holds the text."""
    outputs = [step for step in reply["steps"] if step["type"] == "model_output"]
    assert outputs, f"{reply['steps']!r} has no model_output"
    return outputs[0]["content"][0]


def words_of(annotations: Value) -> list[Value]:
    """Return the annotations, each of which has to be about a word."""
    words = annotations.items
    assert words, f"{annotations.path} is empty"
    for word in words:
        assert word["type"] == "word_info"
        assert word["text"].text
    return list(words)


def check_words(text: Value) -> None:
    """Demand of each word of a text that it is where it is said to be."""
    spelled = text["text"].text.encode()
    for word in words_of(text["annotations"]):
        there = spelled[word["start_index"].whole : word["end_index"].whole]
        shown = there.decode(errors="replace")
        assert shown == shown.strip(), word
        assert re.findall(r"\w+", shown) == re.findall(r"\w+", word["text"].text), word
        word["start_offset"].matches(SECONDS)
        word["end_offset"].matches(SECONDS)


@clause(
    "interactions.transcription.accepted",
    facts=("I-2.5-11", "I-2.4-3"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=2300,
    lies=("refuses-transcription-config", "says-nothing"),
    cases={
        "verbatim": Case({"mode": "verbatim"}),
        "smart": Case({"mode": "smart"}),
        "verbatim-in-an-object": Case({"mode": {"type": "verbatim"}}),
        "vocabulary": Case({"custom_vocabulary": ["quokka"]}),
        "language": Case({"language_codes": ["en-US"]}),
    },
)
def test_accepted(api: Api, case: dict[str, Any]) -> None:
    """Speech becomes text, in each mode."""
    assert text_of(written_down(api, case).ok)


@clause(
    "interactions.transcription.words",
    facts=("I-2.5-11", "I-4.2-4", "I-4.2-6"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=2300,
    lies=("marks-no-words", "marks-words-too-far", "marks-words-in-numbers",
          "calls-words-something-else"),
)  # fmt: skip
def test_words(api: Api) -> None:
    """Each word has its place in the text, in bytes, and in the speech, in seconds."""
    check_words(transcript(written_down(api, {"mode": WORDS}).ok))


@clause(
    "interactions.transcription.speakers",
    facts=("I-2.5-11", "I-4.2-4"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=2300,
    lies=("marks-no-words", "hears-one-voice"),
)
def test_speakers(api: Api) -> None:
    """Each word has its speaker where speakers are asked for."""
    mode = {"type": "verbatim", "diarization_mode": "speaker"}
    for word in words_of(transcript(written_down(api, {"mode": mode}).ok)["annotations"]):
        assert word["speaker"].text


@clause(
    "interactions.transcription.streamed",
    facts=("I-4.3-2", "I-5.3-9", "I-4.2-4"),
    severity=Severity.BREAKING,
    requests=1,
    tokens=2300,
    lies=("annotates-first", "annotates-no-streams"),
)
def test_streamed(api: Api) -> None:
    """Annotations come in deltas of the same step, behind the text that they are about."""
    stream = Stream(written_down(api, {"mode": WORDS}, stream=True).exchange)
    check_words(transcript(stream.folded))
    said: dict[int, int] = {}
    for event in stream.of("step.delta"):
        index, delta = event["index"].whole, event["delta"]
        if delta["type"] == "text":
            said[index] = said.get(index, 0) + len(delta["text"].text.encode())
        elif delta["type"] == "text_annotation_delta":
            for word in words_of(delta["annotations"]):
                assert word["end_index"].whole <= said.get(index, 0), word
