"""Moves of a conversation that call functions (docs/wire/interactions.md 4.1 and 6)."""

from __future__ import annotations

from typing import Any

from ..answers import text_of
from ..values import Value
from .playing import Move
from .programmes import Command
from .turns import Talk, Turn, ended, words_in

FUNCTION: dict[str, Any] = {
    "type": "function",
    "name": "look_into_cage",
    "description": "Tells which animal is in a cage.",
    "parameters": {
        "type": "object",
        "properties": {"cage": {"type": "integer", "description": "The number of the cage."}},
        "required": ["cage"],
    },
}
_QUESTION = "Which animal is in cage 7? Look into the cage, then reply with its name."


def call(talk: Talk, parent: Turn, command: Command) -> None:
    """Ask for what only a function knows: with the mode `any` it is called (I-2.5-9)."""
    made = _asked(talk, _QUESTION, parent, command, "any")
    turn = talk.keep(made, _QUESTION, parent)
    ended(turn, made, "requires_action")
    turn.calls = tuple(step for step in made["steps"] if step["type"] == "function_call")
    assert turn.calls, f"requires an action, and calls nothing: {made['steps']!r}"
    for each in turn.calls:
        each["name"].equals(FUNCTION["name"])
        each["arguments"].equals({"cage": 7})
    ids = [each["id"].text for each in turn.calls]
    assert len(set(ids)) == len(ids) and all(ids), f"calls are told apart by their ids: {ids}"


def answer(talk: Talk, caller: Turn, command: Command) -> None:
    """Give the results: the model goes on with them (I-6-8, I-4.1-5)."""
    word = next(talk.unsaid)
    results = [_result(each, word) for each in caller.calls]
    made = _asked(talk, results, caller, command, "none")
    turn = talk.keep(made, results, caller)
    turn.hearsay |= {word}
    ended(turn, made)
    assert word in words_in(text_of(made)), f"does not say what was found: {text_of(made)!r}"
    caller.calls = ()


def _asked(talk: Talk, input: Any, parent: Turn, command: Command, choice: str) -> Value:
    """A create with the function; tools hold for one interaction (I-6-1)."""
    config = {"tool_choice": choice}
    return talk.say(input, parent, command, tools=[FUNCTION], generation_config=config)


def _result(call: Value, word: str) -> dict[str, Any]:
    return {
        "type": "function_result",
        "call_id": call["id"].text,
        "name": call["name"].text,
        "result": {"animal": word},
    }


def _calling(talk: Talk) -> list[Turn]:
    return [turn for turn in talk.turns if turn.goes_on and turn.depth == 1]


def _waiting(talk: Talk) -> list[Turn]:
    return [turn for turn in talk.where() if turn.calls]


MOVES: dict[str, Move[Talk]] = {
    "call": Move(_calling, call),
    "answer": Move(_waiting, answer),
}
