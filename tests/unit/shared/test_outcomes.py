"""The limit tells a few bad messages from a bad deploy."""

from tinhso_shared.outcomes import InvalidLimit


def recorded(limit: InvalidLimit, *bads: bool) -> str | None:
    for bad in bads:
        limit.record(bad=bad)
    return limit.exceeded


def test_bad_ones_in_a_row_exceed_it() -> None:
    limit = InvalidLimit(consecutive=3)
    assert recorded(limit, True, True) is None
    assert recorded(limit, True) == "3 bad messages in a row"


def test_a_good_one_starts_the_row_again() -> None:
    assert recorded(InvalidLimit(consecutive=3), True, True, False, True, True) is None


def test_a_large_share_exceeds_it_though_never_in_a_row() -> None:
    limit = InvalidLimit(consecutive=3, share=0.4, window=10)
    assert recorded(limit, *[True, False] * 4) is None, "too few to tell"
    assert recorded(limit, True, False) == "5 of the last 10 messages are bad"


def test_a_small_share_never_does() -> None:
    limit = InvalidLimit(consecutive=3, share=0.4, window=10)
    assert recorded(limit, *[True, False, False] * 50) is None
