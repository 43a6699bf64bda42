"""Moves of a conversation in the foreground (docs/wire/interactions.md 1.1, 3 and 6)."""

from __future__ import annotations

from ..answers import Stream
from .playing import Move
from .programmes import Command
from .turns import Talk, Turn, as_steps, check_lasting, check_recall, ended

ASK = "Which words did I ask you to remember? Reply with all of them, and with nothing else."


def telling(word: str) -> str:
    """What asks a model to remember a word."""
    return f"Remember this word: {word}. Reply with exactly: noted"


def begin(talk: Talk, nobody: None, command: Command) -> None:
    """Say a word where nothing was said before."""
    _tell(talk, None, command)


def go_on(talk: Talk, parent: Turn, command: Command) -> None:
    """Say one more word."""
    _tell(talk, parent, command)


def ask(talk: Talk, parent: Turn, command: Command) -> None:
    """Ask for the words: those of the chain are known, and no others (I-6-1)."""
    made = talk.say(ASK, parent, command)
    turn = talk.keep(made, ASK, parent)
    ended(turn, made)
    check_recall(*_known(parent), made)


def say_unstored(talk: Talk, parent: Turn, command: Command) -> None:
    """Say a word that nobody keeps (I-2.1-19); whether that may go on from a turn is open."""
    told, hearsay = _known(parent)
    word = next(talk.unsaid)
    body = {"previous_interaction_id": parent.id, "store": False, "stream": command.stream}
    sent = talk.api.body(f"Remember this word as well: {word}. {ASK}", **body)
    made = Stream(talk.api.send("POST", "/v1/interactions", json=sent).exchange)
    if made.status == 400:  # I-10-17
        return
    reply = made.folded if command.stream else made.ok
    assert "id" not in reply or reply["id"] == "", f"{reply['id']!r} of what is not stored"
    check_recall(told | {word}, hearsay, reply)


def send_back(talk: Talk, turn: Turn, command: Command) -> None:
    """Send all steps back instead of an id: the history is the same (I-6-13)."""
    steps = [*turn.transcript, *as_steps(ASK)]
    check_recall(turn.told, turn.hearsay, talk.say(steps, None, command, store=False))


def read(talk: Talk, turn: Turn, command: Command) -> None:
    """Look at what has ended: it does not change any more (I-3.2-13)."""
    answer = talk.api.get(turn.id)
    # Whether what was cancelled can be read is open (I-8.1-14).
    if answer.status == 200 or turn.completed:
        check_lasting(turn, answer.ok)


def replay(talk: Talk, turn: Turn, command: Command) -> None:
    """Have it as a stream; whether what ran in the foreground has one is open (I-10-21)."""
    answer = talk.api.replay(turn.id)
    if answer.status == 200:
        check_lasting(turn, answer.folded)


def delete(talk: Talk, turn: Turn, command: Command) -> None:
    """Delete it: it is gone, and nothing else is (I-3.2-14)."""
    talk.api.delete(f"interactions/{turn.id}").must(200)
    turn.deleted = True


def miss(talk: Talk, turn: Turn, command: Command) -> None:
    """Use what was deleted: nobody gets it, and no turn goes on from it (I-10-8, I-10-13)."""
    talk.api.get(turn.id).must(403, 404)
    body = talk.api.body(ASK, previous_interaction_id=turn.id, stream=command.stream)
    talk.api.send("POST", "/v1/interactions", json=body).must(400, 403, 404)


def _tell(talk: Talk, parent: Turn | None, command: Command) -> None:
    word = next(talk.unsaid)
    text = telling(word)
    made = talk.say(text, parent, command)
    ended(talk.keep(made, text, parent, frozenset({word})), made)


def _known(parent: Turn) -> tuple[frozenset[str], frozenset[str]]:
    """What a turn after `parent` has to know, and what it may know besides."""
    if parent.deleted or parent.orphaned:
        return frozenset(), parent.told | parent.hearsay
    return parent.told, parent.hearsay


def _going_on(talk: Talk) -> list[Turn]:
    return [turn for turn in talk.turns if turn.goes_on]


def _branching(talk: Talk) -> list[Turn]:
    return [turn for turn in talk.turns if turn.goes_on and turn.children]


def _completed(talk: Talk) -> list[Turn]:
    return [turn for turn in talk.turns if turn.completed]


def _kept(talk: Talk) -> list[Turn]:
    return [turn for turn in talk.where() if turn.completed]


def _spare(talk: Talk) -> list[Turn]:
    """What can be deleted so that a turn is left to go on from."""
    last = len(_going_on(talk)) == 1
    return [turn for turn in talk.where() if not (last and turn.goes_on)]


MOVES: dict[str, Move[Talk]] = {
    "begin": Move(lambda talk: [None], begin),
    "go-on": Move(_going_on, go_on),
    "branch": Move(_branching, go_on),
    "ask": Move(_going_on, ask),
    "say-unstored": Move(_going_on, say_unstored),
    "send-back": Move(_completed, send_back),
    "read": Move(Talk.where, read),
    "read-orphan": Move(lambda talk: [each for each in talk.where() if each.orphaned], read),
    "read-cancelled": Move(lambda talk: [each for each in talk.where() if each.cancelled], read),
    "replay": Move(_kept, replay),
    "delete": Move(_spare, delete),
    "miss": Move(lambda talk: talk.where(deleted=True), miss),
}
