"""Builders of what the fetcher sees: tests spell out only what they are about."""

import dataclasses
import datetime as dt
from typing import Any

from tinhso_fetcher.core.page import Page
from tinhso_fetcher.core.sources import Source
from tinhso_shared.events import HttpFacts

PAGE = Page(
    url="http://x.vn/a",
    requested_url="http://x.vn/a",
    source=Source("x.vn", 1),
    looked_at=dt.datetime(2026, 11, 2, tzinfo=dt.UTC),
    body=b"x",
    http=HttpFacts(status=200, content_type="text/html"),
)


def make_page(**changes: Any) -> Page:
    return dataclasses.replace(PAGE, **changes)
