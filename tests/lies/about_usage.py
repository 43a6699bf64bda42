"""Lies about what was used."""

from __future__ import annotations

from tests.lies.book import on_interaction
from tests.lies.exchange import Json


@on_interaction
def lacks_usage(interaction: Json) -> None:
    """A reply does not say what it used."""
    interaction.pop("usage", None)


@on_interaction
def usage_does_not_add_up(interaction: Json) -> None:
    """The total is one more than its parts."""
    interaction["usage"]["total_tokens"] += 1


@on_interaction
def usage_in_strings(interaction: Json) -> None:
    """Counts are strings, as 64-bit numbers are elsewhere."""
    usage = interaction["usage"]
    usage.update({name: str(count) for name, count in usage.items() if isinstance(count, int)})


@on_interaction
def usage_without_zeroes(interaction: Json) -> None:
    """Counts that are 0 are left out."""
    usage = interaction["usage"]
    interaction["usage"] = {name: count for name, count in usage.items() if count}


@on_interaction
def counts_no_output(interaction: Json) -> None:
    """The output is counted as input."""
    usage = interaction["usage"]
    usage["total_input_tokens"] += usage["total_output_tokens"]
    usage["total_output_tokens"] = 0


@on_interaction
def modality_in_capitals(interaction: Json) -> None:
    """Modalities have the form of the older routes."""
    for entry in interaction["usage"]["input_tokens_by_modality"]:
        entry["modality"] = entry["modality"].upper()


@on_interaction
def no_modalities(interaction: Json) -> None:
    """Input is not listed by modality."""
    interaction["usage"].pop("input_tokens_by_modality", None)


@on_interaction
def counts_images_as_text(interaction: Json) -> None:
    """There is one modality, text."""
    usage = interaction["usage"]
    total = usage["total_input_tokens"]
    usage["input_tokens_by_modality"] = [{"modality": "text", "tokens": total}]


@on_interaction
def lists_output_by_modality(interaction: Json) -> None:
    """Text output is listed by modality."""
    tokens = interaction["usage"]["total_output_tokens"]
    interaction["usage"]["output_tokens_by_modality"] = [{"modality": "text", "tokens": tokens}]


@on_interaction
def lists_cached_by_modality(interaction: Json) -> None:
    """What was not cached is listed as nothing."""
    interaction["usage"]["cached_tokens_by_modality"] = []


@on_interaction
def counts_grounding_unasked(interaction: Json) -> None:
    """Searches are counted although there was none."""
    interaction["usage"]["grounding_tool_count"] = [{"type": "google_search", "count": 1}]
