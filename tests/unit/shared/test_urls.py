"""One page, one identity, however its URL is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso_shared.urls import UnusableUrl, canonical_url, host_of


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("HTTPS://BaoTinTuc.VN:443/a?utm_source=x&b=1#top", "https://baotintuc.vn/a?b=1"),
        ("http://baotintuc.vn", "http://baotintuc.vn/"),
        ("http://baotintuc.vn./a", "http://baotintuc.vn/a"),
        (" http://baotintuc.vn/a/../b \n", "http://baotintuc.vn/b"),
        ("http://baotintuc.vn:8080/a", "http://baotintuc.vn:8080/a"),
        ("http://x.vn/a?b=2&a=1&a=3", "http://x.vn/a?a=1&a=3&b=2"),
        ("http://x.vn/a?fbclid=1&gclid=2", "http://x.vn/a"),
        ("http://x.vn/chữ-ký-số", "http://x.vn/ch%E1%BB%AF-k%C3%BD-s%E1%BB%91"),
        ("https://tỉnh.vn/", "https://xn--tnh-dlz.vn/"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
    ],
)
def test_all_spellings_of_a_url_name_one_document(written: str, canonical: str) -> None:
    assert canonical_url(written) == canonical


@pytest.mark.parametrize(
    "written",
    ["", "tin tức", "/a/b", "ftp://x.vn/a", "file:a.txt", "http://", "http://me:secret@x.vn/", "http://x:y/"],
)
def test_what_names_no_page_is_refused(written: str) -> None:
    with pytest.raises(UnusableUrl):
        canonical_url(written)


QUERIES = st.lists(st.tuples(st.sampled_from(["a", "b", "utm_x", "fbclid"]), st.text(max_size=5)), max_size=4)


@given(path=st.text(max_size=20), query=QUERIES, fragment=st.text(max_size=5))
def test_a_canonical_url_is_its_own_canonical_url(
    path: str, query: list[tuple[str, str]], fragment: str
) -> None:
    written = f"http://X.vn/{path}?{'&'.join('='.join(pair) for pair in query)}#{fragment}"
    try:
        once = canonical_url(written)
    except UnusableUrl:
        return
    assert canonical_url(once) == once


def test_a_file_has_no_host() -> None:
    assert host_of("file:a/b.txt") is None
    assert host_of("http://x.vn:80/a") == "x.vn"
