"""What can be set, from the environment: `TINHSO_URL_LISTS`, `TINHSO_FOLDERS`, `TINHSO_REVISIT_SECONDS`, …"""

from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_settings import NoDecode

from tinhso_shared.settings import DatabaseSettings, ServiceSettings


def _split(written: Any) -> Any:
    if isinstance(written, str):
        return tuple(part.strip() for part in written.split(",") if part.strip())
    return written


Paths = Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_split)]
"""Written as `a,b`."""


class FetcherSettings(ServiceSettings, DatabaseSettings):
    url_lists: Paths = Field((), description="files of URLs, one a line, that the service revisits")
    folders: Paths = Field((), description="folders of pages that the service revisits")
    revisit_seconds: float = Field(
        3600.0, gt=0, description="from the beginning of one round to that of the next"
    )
    request_timeout_seconds: float = Field(
        30.0, gt=0, description="for one page, redirects and body included"
    )
