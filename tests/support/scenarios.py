"""Scenarios: what pages said, what an analyst asks of the schema api, and what the answer has to be."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from support.claims import Event, empty, store
from tinhso_shared.database import Connection

Answer = tuple[Any, ...]


@dataclass(frozen=True)
class Scenario:
    question: str
    pages: tuple[Event, ...]
    query: str
    answer: tuple[Answer, ...]


def scenario(question: str, *pages: Event, asks: str, answer: list[Answer]) -> Any:
    """A case of `pytest.mark.parametrize`, known by its question."""
    return pytest.param(Scenario(question, pages, asks, tuple(answer)), id=question)


async def answer_to(connection: Connection, asked: Scenario) -> tuple[Answer, ...]:
    """The pages come one after the other, into a database that knew nothing."""
    await empty(connection)
    for page in asked.pages:
        await store(connection, page)
    return tuple(tuple(map(plain, row.values())) for row in await connection.fetch(asked.query))


def plain(value: Any) -> Any:
    """Decimals with their digits, dates as ISO 8601."""
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, dt.date) else value
