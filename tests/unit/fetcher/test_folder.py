"""Which files are pages, and what goes with each."""

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from tinhso_fetcher.core.page import Failure, Page, Refusal
from tinhso_fetcher.core.sources import Press
from tinhso_fetcher.folder import find_pages, read_page
from tinhso_shared.page_files import BrokenHints
from tinhso_shared.topics import LARGEST_PAGE_BYTES

PRESS = Press(frozenset({"nhandan.vn"}))
NOW = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)


def write(folder: Path, **files: str) -> Path:
    """`a_txt="…"` writes a.txt."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


def urls_in(*paths: Path) -> list[str]:
    return [page.url for page in find_pages(paths).pages]


def test_pages_are_named_by_their_path_within_the_folder_and_sorted(tmp_path: Path) -> None:
    write(tmp_path / "b", c_htm="x")
    write(tmp_path, b_txt="x", a_html="x")
    assert urls_in(tmp_path) == ["file:a.html", "file:b.txt", "file:b/c.htm"]


def test_a_single_file_is_named_as_within_its_folder(tmp_path: Path) -> None:
    write(tmp_path, a_txt="x", docs_jsonl='{"doc": "a", "host": "nhandan.vn"}')
    found = find_pages([tmp_path / "a.txt"]).pages
    assert (found[0].url, found[0].hints.host) == ("file:a.txt", "nhandan.vn")


def test_what_is_no_page_is_passed_over_and_counted(tmp_path: Path) -> None:
    write(tmp_path, a_txt="x", README_md="x", docs_jsonl="", b_csv="x", _hidden_txt="x", LICENSE="x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "c.txt").write_text("x", encoding="utf-8")
    findings = find_pages([tmp_path])
    assert [page.url for page in findings.pages] == ["file:a.txt"]
    expected = {"README": 1, "docs*.jsonl": 1, ".csv": 1, "hidden": 2, "no ending": 1}
    assert dict(findings.skipped) == expected


def test_one_spelling_of_a_vietnamese_name(tmp_path: Path) -> None:
    (tmp_path / "e\u0302\u0301.txt").write_text("x", encoding="utf-8")
    assert urls_in(tmp_path) == ["file:ế.txt"]


def test_the_hints_beside_a_file_go_with_it(tmp_path: Path) -> None:
    line = '{"doc": "a", "host": "nhandan.vn", "published": "2023-11-06", "title": "Tin"}'
    write(tmp_path, a_txt="x", **{"docs-extra_jsonl": line + "\n\n"})
    page = read_page(find_pages([tmp_path]).pages[0], PRESS, NOW)
    assert isinstance(page, Page)
    assert (page.source.id, page.source.authority, page.looked_at) == ("nhandan.vn", 2, NOW)
    assert (page.hints.published, page.hints.title) == (dt.date(2023, 11, 6), "Tin")


@pytest.mark.parametrize(
    "second", ["{", '{"doc": "a", "host": "other.vn"}'], ids=["no JSON", "said twice, differently"]
)
def test_a_broken_hint_is_named_by_file_and_line(tmp_path: Path, second: str) -> None:
    write(tmp_path, a_txt="x", docs_jsonl=f'{{"doc": "a", "host": "x.vn"}}\n{second}\n')
    with pytest.raises(BrokenHints, match=r"docs\.jsonl:2: "):
        find_pages([tmp_path])


def test_a_hint_file_that_is_no_utf8_is_named_by_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "docs.jsonl").write_bytes(b'\xef\xbb\xbf{"doc": "a"}\n{"doc": "\xff"}\n')
    with pytest.raises(BrokenHints, match=r"docs\.jsonl:2: "):
        find_pages([tmp_path])


def test_a_hint_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "docs.jsonl").mkdir()
    with pytest.raises(BrokenHints, match=r"docs\.jsonl: Is a directory"):
        find_pages([write(tmp_path, a_txt="x")])


def test_a_link_that_leads_to_itself_is_a_failure_and_the_others_are_pages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("a.txt")
    pages = [read_page(page, PRESS, NOW) for page in find_pages([write(tmp_path, b_txt="x")]).pages]
    assert [(type(page), page.url) for page in pages] == [(Failure, "file:a.txt"), (Page, "file:b.txt")]


def test_two_files_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    one, two = write(tmp_path / "1", a_txt="x"), write(tmp_path / "2", a_txt="y")
    findings = find_pages([one, two, one])
    assert [page.path for page in findings.pages] == [one / "a.txt"]
    assert [failure.url for failure in findings.failures] == [str(two / "a.txt")]


def test_a_path_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    assert [failure.reason for failure in find_pages([tmp_path / "no"]).failures] == [
        "no such file or folder"
    ]


def test_a_path_that_cannot_be_asked_for_is_a_failure(tmp_path: Path) -> None:
    findings = find_pages([tmp_path / ("x" * 300), write(tmp_path, a_txt="x")])
    assert [failure.reason for failure in findings.failures] == ["File name too long"]
    assert [page.url for page in findings.pages] == ["file:a.txt"]


def test_a_page_is_refused_from_one_byte_too_many_on(tmp_path: Path) -> None:
    (tmp_path / "fits.txt").write_bytes(b"x" * LARGEST_PAGE_BYTES)
    (tmp_path / "over.txt").write_bytes(b"x" * (LARGEST_PAGE_BYTES + 1))
    fits, over = (read_page(page, PRESS, NOW) for page in find_pages([tmp_path]).pages)
    assert isinstance(fits, Page)
    assert isinstance(over, Refusal)
    assert over.size_bytes == LARGEST_PAGE_BYTES + 1
    assert over.body_sha256 == hashlib.sha256(b"x" * (LARGEST_PAGE_BYTES + 1)).hexdigest()


def test_a_file_that_is_asked_for_and_is_no_page_is_refused(tmp_path: Path) -> None:
    write(tmp_path, a_pdf="x")
    found = read_page(find_pages([tmp_path / "a.pdf"]).pages[0], PRESS, NOW)
    assert isinstance(found, Refusal)
    assert found.reason == ".pdf: not one of .html, .htm, .txt"


def test_an_empty_file_is_a_page(tmp_path: Path) -> None:
    found = read_page(find_pages([write(tmp_path, a_html="") / "a.html"]).pages[0], PRESS, NOW)
    assert isinstance(found, Page)
    assert found.body == b""
