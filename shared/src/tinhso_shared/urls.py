"""Which document a URL names: one canonical spelling for all the ways to write it."""

from typing import Final

from w3lib.url import canonicalize_url, url_query_cleaner
from yarl import URL

# What says how a reader came, never which page it is.
TRACKING: Final = frozenset(
    [
        "fbclid",
        "gclid",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "zalosrc",
        "zarsrc",
        "igshid",
        "mc_cid",
        "mc_eid",
        "_ga",
    ]
)
TRACKING_PREFIXES: Final = ("utm_",)


class UnusableUrl(ValueError):
    """No page can be asked for with it; the message says why."""


def canonical_url(written: str) -> str:
    """`HTTPS://BaoTinTuc.vn:443/a?utm_source=x&b=1#top` is `https://baotintuc.vn/a?b=1`."""
    plain = canonicalize_url(str(_absolute(written)), keep_blank_values=True)
    return url_query_cleaner(plain, _tracking_in(plain), remove=True, unique=False)


def host_of(url: str) -> str | None:
    """`None` for `file:` and the like."""
    return URL(url).host


def _absolute(written: str) -> URL:
    try:
        return _page_url(URL(written.strip()))
    except UnusableUrl:
        raise
    except ValueError as error:
        raise UnusableUrl(f"not a URL: {error}") from error


def _page_url(url: URL) -> URL:
    if url.scheme not in ("http", "https") or not url.host:
        raise UnusableUrl("neither an http:// nor an https:// URL")
    if url.user or url.password:
        raise UnusableUrl("carries a name or a password, which must not reach the log")
    # A host's final dot names the same host.
    url = url.with_host(url.host.rstrip("."))
    return url.with_port(None) if url.is_default_port() else url


def _tracking_in(url: str) -> list[str]:
    return [name for name in URL(url).query if name in TRACKING or name.startswith(TRACKING_PREFIXES)]
