"""The same input always gets the same id; anything that matters changes it."""

import datetime as dt

from tinhso_shared.events import DocumentRetracted, Status
from tinhso_shared.identity import claim_id_of, digest_of, document_id_of, event_id_of


def test_ids_are_pinned_for_ever() -> None:
    assert document_id_of("https://example.gov.vn/tin/1") == "5040690a584c4d0d0f45d612471e16c6"


def test_parts_do_not_run_into_each_other() -> None:
    assert digest_of("ab", "c") != digest_of("a", "bc")


def test_a_claim_is_its_figure_and_meaning() -> None:
    def claim(indicator: str = "x", span: tuple[int, int] = (3, 9), status: Status = Status.ACTUAL) -> str:
        return claim_id_of("d", "b", span, indicator, {"a": "1", "b": "2"}, status)

    assert claim() == claim_id_of("d", "b", (3, 9), "x", {"b": "2", "a": "1"}, Status.ACTUAL)
    assert len({claim(), claim("y"), claim(span=(3, 8)), claim(status=Status.TARGET)}) == 4


def test_an_event_is_the_same_in_every_time_zone() -> None:
    def retracted(zone: dt.tzinfo) -> str:
        moment = dt.datetime(2024, 1, 1, tzinfo=dt.UTC).astimezone(zone)
        return event_id_of(DocumentRetracted(document_id="0" * 32, retracted_at=moment, reason="r"))

    assert retracted(dt.UTC) == retracted(dt.timezone(dt.timedelta(hours=7)))
