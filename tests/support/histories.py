"""Sets of events, and the ways in which they may arrive: strategies for the laws of the totals."""

import itertools
import os
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from support.claims import SIGNATURES, Event, claim, retraction, snapshot
from tinhso_shared.events import Claim, DocumentStatus, Precision, Qualifier, Scope, Status

# 10 000 in a nightly run: TINHSO_LAW_EXAMPLES=10000.
EXAMPLES = int(os.environ.get("TINHSO_LAW_EXAMPLES", "200"))
LAW = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

# «lần đầu» is a copy that several pages quote; its words are the same wherever they stand.
QUOTES = st.sampled_from([None, None, None, "«lần đầu»"])

DATES = st.sampled_from(["2023-12-31", "2024-01-31", "2024-02-29", "2024-04-30", None])
PERIODS = st.sampled_from(
    [
        None,
        ("2021-01-01", "2023-12-31"),
        ("2023-01-01", "2023-12-31"),
        ("2023-01-01", "2023-06-30"),
        ("2023-07-01", "2023-12-31"),
        ("2023-07-01", "2023-09-30"),
        ("2023-10-01", "2023-12-31"),
        ("2023-12-01", "2023-12-31"),
        ("2023-12-16", "2024-01-15"),
    ]
)
STATUSES = st.sampled_from([DocumentStatus.ARTICLE] * 4 + [DocumentStatus.GONE, DocumentStatus.NOT_ARTICLE])


@st.composite
def dated(draw: st.DrawFn) -> dict[str, Any]:
    as_of = draw(DATES)
    fineness = st.sampled_from([Precision.DAY, Precision.DAY, Precision.MONTH])
    return {"as_of": as_of, "precision": draw(fineness) if as_of else None, "quote": draw(QUOTES)}


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    said = draw(dated())
    said["qualifier"] = draw(st.sampled_from([Qualifier.EXACT, Qualifier.EXACT, *Qualifier]))
    said["status"] = draw(st.sampled_from([Status.ACTUAL, Status.ACTUAL, Status.ACTUAL, Status.TARGET]))
    said["scope"] = draw(st.sampled_from([Scope.PROVINCE, Scope.PROVINCE, Scope.PROVINCE, Scope.DISTRICT]))
    indicator = draw(st.sampled_from([SIGNATURES, SIGNATURES, "bank_account_rate", "dx_budget", "dti_rank"]))
    match indicator:
        case "bank_account_rate":
            number = draw(st.sampled_from(["81.5", "82", "82.0", "82.4", "90"]))
        case "dti_rank":
            number = draw(st.sampled_from(["2", "5"]))
            said["denominator"] = draw(st.sampled_from(["63", "34"]))
        case "dx_budget":
            number = draw(st.sampled_from(["67766000000", "117000000000"]))
            said["period"] = draw(PERIODS)
        case _:
            number = draw(st.sampled_from(["1000", "1050", "1100", "2000"]))
    return claim(number, indicator=indicator, **said)


@st.composite
def snapshots(draw: st.DrawFn) -> Event:
    status = draw(STATUSES)
    document, hour = draw(st.sampled_from("abcd")), draw(st.integers(0, 3))
    said = draw(st.lists(claims(), max_size=4)) if status is DocumentStatus.ARTICLE else []
    return snapshot(
        *said,
        document=document,
        hour=hour,
        status=status,
        authority=draw(st.sampled_from([1, 2, 3])),
        published=draw(st.sampled_from(["2024-01-15", "2024-02-01", None])),
        text=draw(st.sampled_from([None, None, "cùng một bài viết được đăng lại nguyên văn ở nơi khác"])),
    )


def identity(event: Event) -> tuple[Any, ...]:
    return (event.document_id, getattr(event, "fetched_at", None), getattr(event, "body_sha256", None))


events_of = st.lists(
    st.one_of(snapshots(), snapshots(), snapshots(), st.just(retraction("d", hour=9))),
    min_size=1,
    max_size=10,
    unique_by=identity,
)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Event], list[list[Event]]]:
    """A set of events, and one way in which it may arrive: shuffled, repeated, cut into batches."""
    events = draw(events_of)
    repeats = draw(st.lists(st.sampled_from(events), max_size=6))
    arrived = draw(st.permutations([*events, *repeats]))
    cuts = sorted(draw(st.sets(st.integers(1, len(arrived)), max_size=4)))
    bounds = [0, *cuts, len(arrived)]
    return events, [arrived[a:b] for a, b in itertools.pairwise(bounds) if a < b]
