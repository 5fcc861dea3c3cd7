"""The ledger in Postgres: what was seen of each document, and whether the log has it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Final

from tinhso_fetcher.core.page import Page, Refusal
from tinhso_fetcher.core.plan import Entry, Revision, State, plan_revision
from tinhso_fetcher.core.result import Outcome
from tinhso_shared.database import Connection, Pool, borrowed, statement, transaction

PACKAGE: Final = "tinhso_fetcher"
SCHEMA: Final = "fetcher"


class Ledger:
    def __init__(self, pool: Pool, answer_seconds: float) -> None:
        self._pool = pool
        self._answer_seconds = answer_seconds

    def _connection(self) -> AbstractAsyncContextManager[Connection]:
        return borrowed(self._pool, self._answer_seconds)

    async def read(self, document_ids: Sequence[str]) -> Mapping[str, Entry]:
        async with self._connection() as connection:
            return await _read(connection, document_ids)

    async def intend(self, pages: Sequence[Page], now: dt.datetime) -> list[Revision | Outcome]:
        """Plans the pages, and writes down what is about to be published.

        No document may stand in `pages` twice.
        """
        async with self._connection() as connection, transaction(connection):
            await connection.execute(statement(PACKAGE, "lock_ledger"))
            entries = await _read(connection, [page.document_id for page in pages])
            plans = [plan_revision(page, entries.get(page.document_id), now) for page in pages]
            await _write(connection, [plan for plan in plans if isinstance(plan, Revision)])
            planned = zip(pages, plans, strict=True)
            await _refresh(connection, [page for page, plan in planned if plan is Outcome.UNCHANGED])
        return plans

    async def mark_published(self, revisions: Sequence[Revision], now: dt.datetime) -> None:
        ids = [revision.page.document_id for revision in revisions]
        moments = [revision.fetched_at for revision in revisions]
        async with self._connection() as connection:
            await connection.execute(statement(PACKAGE, "mark_published"), ids, moments, now)

    async def refuse(self, refusal: Refusal, now: dt.datetime) -> Outcome:
        """REFUSED, or OVERTAKEN."""
        http = refusal.http
        async with self._connection() as connection, transaction(connection):
            await connection.execute(statement(PACKAGE, "lock_ledger"))
            entry = (await _read(connection, [refusal.document_id])).get(refusal.document_id)
            if entry and entry.overtakes(refusal.looked_at, now):
                return Outcome.OVERTAKEN
            await connection.execute(
                statement(PACKAGE, "refuse"),
                refusal.document_id,
                refusal.url,
                refusal.source.id,
                refusal.looked_at,
                refusal.body_sha256,
                refusal.size_bytes,
                http.content_type,
                http.etag,
                http.last_modified,
                refusal.reason,
            )
        return Outcome.REFUSED


async def _read(connection: Connection, document_ids: Sequence[str]) -> Mapping[str, Entry]:
    rows = await connection.fetch(statement(PACKAGE, "read_documents"), list(document_ids))
    return {row["document_id"]: Entry(**{**row, "state": State(row["state"])}) for row in rows}


async def _write(connection: Connection, revisions: Sequence[Revision]) -> None:
    if not revisions:
        return
    pages = [revision.page for revision in revisions]
    await connection.execute(
        statement(PACKAGE, "intend"),
        [page.document_id for page in pages],
        [page.url for page in pages],
        [page.source.id for page in pages],
        [page.status.value for page in pages],
        [revision.fetched_at for revision in revisions],
        [page.body_sha256 for page in pages],
        [page.content_digest for page in pages],
        [len(page.body) for page in pages],
        [page.http.content_type for page in pages],
        [page.http.etag for page in pages],
        [page.http.last_modified for page in pages],
    )


async def _refresh(connection: Connection, pages: Sequence[Page]) -> None:
    if pages:
        await connection.execute(
            statement(PACKAGE, "refresh_conditions"),
            [page.document_id for page in pages],
            [page.http.etag for page in pages],
            [page.http.last_modified for page in pages],
        )
