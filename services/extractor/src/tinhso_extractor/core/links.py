"""What linking gives: a figure's indicator with its facets, or why it has none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tinhso_extractor.core.segments import Span
from tinhso_shared.catalog import Indicator


class Miss(str):
    """Why a figure has no indicator."""


NO_INDICATOR: Final = Miss("no_indicator")
AMBIGUOUS: Final = Miss("ambiguous_indicator")
FACET_UNKNOWN: Final = Miss("facet_unknown")


@dataclass(frozen=True)
class Link:
    indicator: Indicator
    facet: Mapping[str, str]
    evidence: Span
    """From the first to the last word that decided, the figure included."""
    score: int
    repeats: bool = False
    """It says nothing of its own but whose, when or which part: the rest is that of the figure before."""
