"""What can be set is what the READMEs say, with its default."""

import re
from pathlib import Path

import pytest

from tinhso_aggregator.settings import AggregatorSettings
from tinhso_extractor.settings import ExtractorSettings
from tinhso_fetcher.settings import FetcherSettings
from tinhso_shared.settings import ServiceSettings

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("settings", [AggregatorSettings, ExtractorSettings, FetcherSettings])
def test_a_service_tells_of_all_that_can_be_set_and_of_its_default(settings: type[ServiceSettings]) -> None:
    declared = {
        f"TINHSO_{name.upper()}": written(field.default) for name, field in settings.model_fields.items()
    }
    assert told_of(settings.__name__.removesuffix("Settings").lower()) == declared


@pytest.mark.parametrize("answer_seconds", [120, 300])
def test_the_extractor_gives_up_a_connection_before_its_watchdog_ends_it(answer_seconds: float) -> None:
    with pytest.raises(ValueError, match=r"TINHSO_ANSWER_SECONDS.* has to be less"):
        ExtractorSettings(answer_seconds=answer_seconds, stuck_seconds=120)


def told_of(service: str) -> dict[str, str]:
    """Each variable of the README's table, to its default; several of a row stand in one order."""
    text = (ROOT / f"services/{service}/README.md").read_text(encoding="utf-8")
    section = text.split("\n## Settings\n")[1].partition("\n## ")[0]
    rows = re.findall(r"^\| (`TINHSO_[^|]*) \| ([^|]*) \|", section, re.MULTILINE)
    return {
        variable: default
        for variables, defaults in rows
        for variable, default in zip(listed(variables), listed(defaults), strict=True)
    }


def listed(cell: str) -> list[str]:
    return [one.strip("`") for one in cell.split(", ")]


def written(default: object) -> str:
    """`3600` for 3600.0, `true` for True, `none` for what is empty."""
    if default in (None, ()):
        return "none"
    return f"{default:g}" if isinstance(default, float) else str(default).replace("True", "true")
