"""Files of URLs."""

from pathlib import Path

from tinhso_fetcher.lists import read_list


def test_a_list_has_a_url_a_line_each_page_once(tmp_path: Path) -> None:
    path = tmp_path / "urls.txt"
    path.write_text("\ufeff# trang tin\nhttp://x.vn/a\n\nhttp://X.vn/a#b\nhttp://x.vn/c\n", encoding="utf-8")
    listed = read_list(path)
    assert listed.urls == ["http://x.vn/a", "http://x.vn/c"]
    assert listed.failures == []


def test_a_line_that_is_no_url_fails_alone_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "urls.txt"
    path.write_text("http://x.vn/a\nftp://x.vn\n", encoding="utf-8")
    listed = read_list(path)
    assert listed.urls == ["http://x.vn/a"]
    assert [failure.reason for failure in listed.failures] == [
        f"{path}:2: neither an http:// nor an https:// URL"
    ]
