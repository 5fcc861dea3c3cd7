"""Every sentence that the catalogue gives as an example, read; every near miss, not read so."""

import pytest

from support.reading import claim_of_marked
from tinhso_shared.catalog import load_catalog

CATALOG = load_catalog()
EXAMPLES = [(i.id, text) for i in CATALOG.indicators.values() for text in i.reading.examples]
NEAR_MISSES = [(i.id, text) for i in CATALOG.indicators.values() for text in i.reading.near_misses]


@pytest.mark.parametrize(("indicator", "sentence"), EXAMPLES, ids=[text for _, text in EXAMPLES])
def test_an_example_is_read_as_its_indicator(indicator: str, sentence: str) -> None:
    claim = claim_of_marked(sentence)
    assert claim is not None
    assert (claim.indicator, claim.place, claim.checks.failed) == (indicator, "vn63/gia_lai", ())


@pytest.mark.parametrize(("indicator", "sentence"), NEAR_MISSES, ids=[text for _, text in NEAR_MISSES])
def test_a_near_miss_is_not_read_as_the_indicator(indicator: str, sentence: str) -> None:
    claim = claim_of_marked(sentence)
    assert claim is None or claim.indicator != indicator


def test_every_indicator_has_an_example_and_a_near_miss() -> None:
    without = [
        i.id for i in CATALOG.indicators.values() if not (i.reading.examples and i.reading.near_misses)
    ]
    assert without == []
