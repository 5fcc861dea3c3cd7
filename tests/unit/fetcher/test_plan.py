"""What is published, given what the ledger says."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.pages import make_page
from tinhso_fetcher.core.plan import Entry, Revision, State, event_of, plan_revision
from tinhso_fetcher.core.result import Outcome
from tinhso_fetcher.core.sources import Source
from tinhso_shared.events import Hints, HttpFacts, Origin, PageStatus
from tinhso_shared.identity import event_id_of

THEN = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
PAGE = make_page()
LOOKED = PAGE.looked_at
NOW = LOOKED + dt.timedelta(minutes=20)


MOMENTS = st.datetimes(timezones=st.just(dt.UTC))


def make_entry(state: State = State.PUBLISHED, page: str = "x", **fields: Any) -> Entry:
    known = make_page(body=page.encode()) if page != "x" else PAGE
    entry = Entry(PAGE.document_id, state, THEN, known.content_digest)
    return dataclasses.replace(entry, **fields)


def test_a_page_that_was_never_seen_is_published() -> None:
    assert plan_revision(PAGE, None, NOW) == Revision(PAGE, LOOKED)


def test_a_page_that_is_on_the_log_as_it_is_is_not_published_twice() -> None:
    assert plan_revision(PAGE, make_entry(), NOW) is Outcome.UNCHANGED


def test_what_a_crash_cut_short_is_published_again_under_the_same_id() -> None:
    before, after = Revision(PAGE, THEN), plan_revision(PAGE, make_entry(State.PENDING), NOW)
    assert isinstance(after, Revision)
    assert after == before
    assert event_id_of(event_of(after, Origin.LIVE)) == event_id_of(event_of(before, Origin.LIVE))


def test_a_page_that_changed_is_another_revision() -> None:
    assert plan_revision(PAGE, make_entry(page="other"), NOW) == Revision(PAGE, LOOKED)


def test_a_page_that_changed_while_it_was_pending_is_another_revision() -> None:
    assert plan_revision(PAGE, make_entry(State.PENDING, page="other"), NOW) == Revision(PAGE, LOOKED)


def test_a_page_that_was_refused_and_shrank_is_published() -> None:
    entry = make_entry(State.REFUSED, content_digest=None)
    assert plan_revision(PAGE, entry, NOW) == Revision(PAGE, LOOKED)


@pytest.mark.parametrize("state", State)
def test_what_was_seen_before_a_later_look_is_never_the_newest_revision(state: State) -> None:
    later = make_entry(state, page="other", fetched_at=LOOKED + dt.timedelta(minutes=5))
    assert plan_revision(PAGE, later, NOW) is Outcome.OVERTAKEN


@given(looked_at=MOMENTS, now=MOMENTS, state=st.sampled_from(State))
def test_a_document_never_goes_back_in_time(looked_at: dt.datetime, now: dt.datetime, state: State) -> None:
    planned = plan_revision(make_page(looked_at=looked_at), make_entry(state, page="other"), now)
    assert planned is Outcome.OVERTAKEN or (isinstance(planned, Revision) and planned.fetched_at > THEN)


@given(looked_at=MOMENTS, state=st.sampled_from(State))
def test_a_clock_that_was_set_back_holds_up_no_page(looked_at: dt.datetime, state: State) -> None:
    from_the_future = make_entry(state, page="other")
    now = min(looked_at, THEN - dt.timedelta(hours=1))
    assert isinstance(plan_revision(make_page(looked_at=now), from_the_future, now), Revision)


@pytest.mark.parametrize(
    "change",
    [
        {"body": b"other"},
        {"status": PageStatus.GONE},
        {"hints": Hints(published=dt.date(2023, 1, 1))},
        {"source": Source("nhandan.vn", 2)},
        {"http": HttpFacts(content_type="text/plain; charset=utf-16")},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_a_reader_goes_by_makes_another_revision(change: dict[str, object]) -> None:
    assert make_page(**change).content_digest != PAGE.content_digest


def test_an_etag_and_the_servers_dates_make_no_revision() -> None:
    told = PAGE.http.model_copy(update={"etag": '"2"', "last_modified": "today"})
    assert make_page(http=told).content_digest == PAGE.content_digest


def test_the_site_is_asked_whether_the_page_changed_only_when_the_log_has_it() -> None:
    told: dict[str, Any] = {"etag": '"1"', "last_modified": "Mon"}
    assert make_entry(**told).conditions == {"If-None-Match": '"1"', "If-Modified-Since": "Mon"}
    assert make_entry(State.PENDING, **told).conditions == {}
    assert make_entry(State.REFUSED, **told).conditions == {}
    assert make_entry().conditions == {}


def test_an_event_says_all_that_was_seen() -> None:
    event = event_of(Revision(PAGE, NOW), Origin.BACKFILL)
    assert (event.url, event.source_id, event.source_authority) == (PAGE.url, "x.vn", 1)
    assert (event.body, event.fetched_at, event.origin) == (PAGE.body, NOW, Origin.BACKFILL)
