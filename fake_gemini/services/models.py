"""List and get models (docs/wire/errors-auth-siblings.md 8.1), without HTTP."""

from __future__ import annotations

from dataclasses import dataclass

from fake_gemini.catalog import Catalog
from fake_gemini.errors import InvalidRequest, NotFound, excerpt
from fake_gemini.wire.models import Listing, last_of_page


@dataclass(frozen=True, slots=True)
class Page:
    """Some models, in the order of the catalog; `more` says that others come behind them."""

    models: tuple[Listing, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Models:
    """The same for every scope."""

    catalog: Catalog

    def page(self, size: int, token: str | None) -> Page:
        """Return the page behind the one that `token` ended, or the first."""
        start = self._behind(token) if token else 0
        models = self.catalog.listed[start : start + size]
        return Page(models, more=start + size < len(self.catalog.listed))

    def get(self, name: str, *, version: str) -> Listing:
        """Return a model, or raise the refusal that a GET gets."""
        found = self.catalog.listing(name)
        if found is None:
            raise NotFound(f"Model is not found: models/{excerpt(name)} for api version {version}")
        return found

    def check(self, name: str, *, version: str, method: str) -> None:
        """Raise the refusal of `method` where the model does not exist or does not have it."""
        found = self.catalog.listing(name)
        if found is None or method not in found.methods:
            raise NotFound(
                f"models/{excerpt(name)} is not found for API version {version}, or is not"
                f" supported for {method}. Call ListModels to see the list of available models and"
                " their supported methods."
            )

    def _behind(self, token: str) -> int:
        last = last_of_page(token)
        for at, model in enumerate(self.catalog.listed, 1):
            if model.id == last:
                return at
        raise InvalidRequest("The page token is not one that this list gave.")
