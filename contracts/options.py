"""What can be chosen about a run, the same on the command line and for pytest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from .budget import Limits, Prices
from .ledger import default_folder
from .pacing import Speed
from .severity import Severity
from .stopping import WrongUsage

PROFILES = ("full", "smoke")


def _option(default: Any, help: str, **more: Any) -> Any:
    """A field with what a command line needs to know of it."""
    return field(default=default, repr="key" not in help, metadata={"help": help, **more})


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Each field is an option of that name; None where nothing was said."""

    target: str = _option(
        "fake", "fake, socket (the fake behind one), real (key: GEMINI_API_KEY), or an address."
    )
    api_key: str | None = _option(
        None, "The key for a target that is an address.", env="GEMINI_CONTRACTS_API_KEY"
    )
    other_api_key: str | None = _option(
        None, "The key of another project, for checks of isolation.", env="GEMINI_OTHER_API_KEY"
    )
    model: str | None = _option(None, "The model to ask; by default the cheapest that will do.")
    select: str = _option("", "Only clauses whose id begins so.")
    profile: str = _option("full", "All clauses, or the few that cost little.", choices=PROFILES)
    fail_on: str = _option(
        "cosmetic",
        "The least severity of a failed clause that makes the exit code 1.",
        choices=tuple(map(str, Severity)),
    )
    known: Path | None = _option(None, "The known differences; by default those of this package.")
    max_requests: int | None = _option(None, "The most requests; by default what is planned.")
    max_tokens: int | None = _option(None, "The most tokens; by default what is planned.")
    max_cost: float | None = _option(None, "The most money; needs the two prices.")
    price_in: float | None = _option(None, "Price of a million tokens of input.")
    price_out: float | None = _option(None, "Price of a million tokens of output.")
    max_minutes: float | None = _option(None, "Minutes after which nothing more is asked.")
    requests_per_minute: int | None = _option(None, "The most requests in a minute.")
    tokens_per_minute: int | None = _option(None, "The most tokens in a minute.")
    ledger_dir: Path | None = _option(None, "Where the names of what was created are kept.")
    report_dir: Path | None = _option(None, "Where reports are written, besides the terminal.")

    def __post_init__(self) -> None:
        for each in fields(self):
            _check(each, getattr(self, each.name))
        if (self.price_in is None) != (self.price_out is None):
            raise WrongUsage("--price-in and --price-out go together")
        if self.max_cost is not None and self.price_in is None:
            raise WrongUsage("--max-cost needs --price-in and --price-out: no price is known here")

    @property
    def prices(self) -> Prices | None:
        if self.price_in is None or self.price_out is None:
            return None
        return Prices(self.price_in, self.price_out)

    @property
    def limits(self) -> Limits:
        """What the user set, and no more."""
        return Limits(self.max_requests, self.max_tokens, self.max_cost, self.prices)

    @property
    def ledgers(self) -> Path:
        return self.ledger_dir or default_folder()

    def speed(self, usual: Speed) -> Speed:
        """Return the speed for a target, where the user set none the `usual` one."""
        requests, tokens = self.requests_per_minute, self.tokens_per_minute
        return Speed(
            usual.requests if requests is None else requests,
            usual.tokens if tokens is None else tokens,
        )

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Options:
        """Take the fields out of a mapping that may have more."""
        return cls(**{name: values[name] for name in names() if values.get(name) is not None})

    def as_arguments(self) -> list[str]:
        """Return the arguments that tell pytest the same."""
        told = {name: getattr(self, name) for name in names()}
        return [f"{flag(name)}={value}" for name, value in told.items() if value is not None]


def names() -> list[str]:
    return [each.name for each in fields(Options)]


def flag(name: str) -> str:
    """Return the option for a field."""
    return "--" + name.replace("_", "-")


def kind(each: Field[Any]) -> type:
    """Return what an option's value is read as."""
    return {"int": int, "float": float, "Path": Path}.get(str(each.type).split(" ")[0], str)


def _check(each: Field[Any], value: Any) -> None:
    if value is None:
        return
    accepted = each.metadata.get("choices")
    if accepted is not None and value not in accepted:
        raise WrongUsage(f"{flag(each.name)} is {value!r}; accepted: {', '.join(accepted)}")
    if isinstance(value, int | float) and not 0 <= value < float("inf"):
        raise WrongUsage(f"{flag(each.name)} is {value!r}; accepted: a number from 0")
