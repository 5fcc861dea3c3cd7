"""What is taken from a `docs*.jsonl`, and what is an error there."""

import datetime as dt
import json
from pathlib import PurePosixPath
from typing import Any

import pytest

from tinhso_shared.events import Hints
from tinhso_shared.page_files import BrokenHint, find_hints, parse_hint, parse_published

DAY = dt.date(2023, 11, 6)


@pytest.mark.parametrize(
    "written",
    [
        "2023-11-06",
        "06/11/2023",
        "6-11-2023",
        "2023-11-06T08:00:00+07:00",
        "2023-11-05T18:30:00Z",
        "2023-11-06 23:59",
        {"value": "2023-11-06", "precision": "day"},
    ],
    ids=str,
)
def test_a_publication_day_has_several_shapes(written: Any) -> None:
    assert parse_published(written) == DAY


@pytest.mark.parametrize("written", [None, "", "2023", "2023-11", {}], ids=str)
def test_what_names_no_day_hints_at_none(written: Any) -> None:
    assert parse_published(written) is None


@pytest.mark.parametrize(
    "written", ["hôm qua", "31/02/2023", "2023-13-01", 20231106, True, ["2023-11-06"]], ids=str
)
def test_what_is_no_date_is_an_error(written: Any) -> None:
    with pytest.raises(BrokenHint, match="published"):
        parse_published(written)


def test_other_fields_of_a_line_are_ignored() -> None:
    line = json.dumps(
        {"doc": "c01", "host": "BaoTinTuc.vn", "published": "2023-11-06", "traps": [1], "chars": 2}
    )
    assert parse_hint(line).hints == Hints(host="baotintuc.vn", published=DAY)


def test_a_host_may_be_given_as_a_url() -> None:
    assert parse_hint('{"doc": "a", "host": "https://nhandan.vn/tin"}').hints.host == "nhandan.vn"


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"host": "x.vn"}',
        '{"doc": 3}',
        '{"doc": "a", "host": 3}',
        '{"doc": "a", "host": "ba o"}',
        '{"doc": "a", "host": "x"}',
        '{"doc": "a", "title": 5}',
        '{"doc": "a", "title": "\\u0000"}',
        '{"doc": "a", "title": "\\ud800"}',
        "[" * 100_000,
    ],
    ids=lambda line: line[:30],
)
def test_a_line_that_cannot_be_meant_is_an_error(line: str) -> None:
    with pytest.raises(BrokenHint):
        parse_hint(line)


@pytest.mark.parametrize("doc", ["c01", "c01.txt"])
def test_a_file_is_named_with_or_without_its_ending(doc: str) -> None:
    hints = Hints(host="x.vn")
    assert find_hints(PurePosixPath("c01.txt"), {PurePosixPath(): {doc: hints}}) == hints
    assert find_hints(PurePosixPath("c01.v2.txt"), {PurePosixPath(): {doc: hints}}) == Hints()


def test_the_nearest_folder_that_names_a_file_wins() -> None:
    near, far = Hints(host="near.vn"), Hints(host="far.vn")
    folders = {PurePosixPath(): {"a/c01": far, "a/c02": far}, PurePosixPath("a"): {"c01": near}}
    assert find_hints(PurePosixPath("a/c01.txt"), folders) == near
    assert find_hints(PurePosixPath("a/c02.txt"), folders) == far
