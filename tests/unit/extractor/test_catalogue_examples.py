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


def test_every_indicator_has_five_phrasings_and_two_near_misses() -> None:
    poor = [
        i.id
        for i in CATALOG.indicators.values()
        if len(set(i.reading.examples)) < 5 or len(set(i.reading.near_misses)) < 2
    ]
    assert poor == []


def test_no_sentence_is_both_read_and_missed() -> None:
    assert set(EXAMPLES) & set(NEAR_MISSES) == set()
