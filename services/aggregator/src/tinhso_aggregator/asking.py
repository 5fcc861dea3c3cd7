"""What the commands of `tinhso` have in common: options, one question to the database, and how they fail."""

import asyncio
import datetime as dt
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Final, NoReturn, TypeVar

import typer

from tinhso_aggregator.core.names import UnknownName
from tinhso_shared.clock import VIETNAM
from tinhso_shared.database import FAULTS_OF_THE_WORLD, REFUSALS, UNDEFINED, Connection, connect
from tinhso_shared.kafka import KafkaError
from tinhso_shared.settings import DatabaseSettings

FAILED: Final = 1
WRONG_USE: Final = 2


class BrokerSilent(Exception):
    """Nothing was acknowledged in time; whether it arrived is unknown."""


T = TypeVar("T")
Province = Annotated[str | None, typer.Option(help="vn63/binh_duong, binh_duong or «Bình Dương»")]
IndicatorId = Annotated[str | None, typer.Option(help="an id of the catalogue")]
Anchor = Annotated[str | None, typer.Option(metavar="DATE", help="as of this day; today when left out")]
KnownAt = Annotated[
    str | None, typer.Option(metavar="TIME", help="as the pages fetched up to then say; all when left out")
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of a table")]
AsCsv = Annotated[bool, typer.Option("--csv", help="CSV instead of a table")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="say what would be done, and do nothing")]


def ask(question: Callable[[Connection], Coroutine[Any, Any, T]]) -> T:
    """One question to the database; ends the command with a sentence where there is no answer."""

    async def asked() -> T:
        async with connect(DatabaseSettings().database_url, "tinhso") as connection:
            return await question(connection)

    with faults_in_words():
        return asyncio.run(asked())


@contextmanager
def faults_in_words() -> Iterator[None]:
    """What went wrong on the way ends the command with a sentence that says what to look at."""
    try:
        yield
    except UNDEFINED:
        fail("the database has no tables yet: run «tinhso migrate»")
    except REFUSALS as error:
        fail(f"the database refuses us: {error}; is TINHSO_DATABASE_URL right?")
    except FAULTS_OF_THE_WORLD as error:
        fail(f"the database cannot be reached: {error}; is it up, and TINHSO_DATABASE_URL its address?")
    except (KafkaError, BrokerSilent) as error:
        fail(f"the broker does not answer: {error}; is it up, and TINHSO_KAFKA_BOOTSTRAP its address?")


def known(find: Callable[[], T]) -> T:
    try:
        return find()
    except UnknownName as unknown:
        fail(str(unknown), WRONG_USE)


def parse_facets(written: list[str]) -> dict[str, str]:
    facets = {}
    for one in written:
        name, equals, value = one.partition("=")
        if not (name and equals and value):
            fail(f"--facet wants name=value, not {one!r}", WRONG_USE)
        facets[name.strip()] = value.strip()
    return facets


def parse_date(written: str | None) -> dt.date | None:
    try:
        return None if written is None else dt.date.fromisoformat(written)
    except ValueError:
        fail(f"{written!r} is no date such as 2024-01-31", WRONG_USE)


def parse_time(written: str) -> dt.datetime:
    """Without a zone it is Viet Nam's."""
    try:
        moment = dt.datetime.fromisoformat(written)
    except ValueError:
        fail(f"{written!r} is no time such as 2024-01-31 or 2024-01-31T08:00+07:00", WRONG_USE)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def fail(why: str, code: int = FAILED) -> NoReturn:
    sys.stderr.write(f"tinhso: {why}\n")
    raise typer.Exit(code)
