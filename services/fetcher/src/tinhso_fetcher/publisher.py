"""Pages onto the log, each revision once: ledger, broker, ledger, in this order.

A crash anywhere between leaves pending entries, and the next look publishes them again under the same ids.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from typing import Final, Protocol

from tinhso_fetcher.core.page import Failure, Found, Page, Refusal, Unmodified
from tinhso_fetcher.core.plan import Revision, event_of, plan_revision
from tinhso_fetcher.core.result import Outcome, Result
from tinhso_fetcher.ledger import Ledger
from tinhso_shared.clock import Clock
from tinhso_shared.codec import Message, encode
from tinhso_shared.events import Origin
from tinhso_shared.kafka import Refused
from tinhso_shared.topics import ARTICLES, Topic

MOST_BATCH_BYTES: Final = 8_000_000
"""Of bodies; on the wire they take a third more, and one page fits in any case."""
MOST_BATCH_PAGES: Final = 200


class Sends(Protocol):
    async def publish(self, topic: Topic, messages: Sequence[Message]) -> None: ...


class Publisher:
    def __init__(
        self, ledger: Ledger, log: Sends, clock: Clock, origin: Origin = Origin.LIVE, *, dry_run: bool = False
    ) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock
        self._origin = origin
        self._dry_run = dry_run

    async def publish_all(self, found: AsyncIterator[Found]) -> AsyncGenerator[Result, None]:
        """One result for each; at most a batch is in memory."""
        async for batch in in_batches(found):
            for result in await self._settle(batch):
                yield result

    async def _settle(self, batch: Sequence[Found]) -> list[Result]:
        pages = [found for found in batch if isinstance(found, Page)]
        results = [await self._settle_other(found) for found in batch if not isinstance(found, Page)]
        settled = self._foretell(pages) if self._dry_run else self._publish(pages)
        return [*results, *(await settled)]

    async def _settle_other(self, found: Unmodified | Refusal | Failure) -> Result:
        match found:
            case Unmodified():
                return Result(found.url, Outcome.UNCHANGED)
            case Refusal():
                return await self._refuse(found)
            case Failure():
                return Result(found.url, Outcome.FAILED, found.reason)

    async def _refuse(self, refusal: Refusal) -> Result:
        outcome = Outcome.REFUSED
        if not self._dry_run:
            outcome = await self._ledger.refuse(refusal, self._clock.now())
        return Result(refusal.url, outcome, refusal.reason, refusal.size_bytes)

    async def _foretell(self, pages: Sequence[Page]) -> list[Result]:
        known = await self._ledger.read([page.document_id for page in pages])
        now = self._clock.now()
        planned = [plan_revision(page, known.get(page.document_id), now) for page in pages]
        return [
            _result(page, plan if isinstance(plan, Outcome) else Outcome.WOULD_PUBLISH)
            for page, plan in zip(pages, planned, strict=True)
        ]

    async def _publish(self, pages: Sequence[Page]) -> list[Result]:
        planned = await self._ledger.intend(pages, self._clock.now())
        revisions = [plan for plan in planned if isinstance(plan, Revision)]
        refused = await self._send(revisions)
        sent = [revision.page for revision in revisions if revision.page.url not in refused]
        return [
            *(
                _result(page, plan)
                for page, plan in zip(pages, planned, strict=True)
                if isinstance(plan, Outcome)
            ),
            *(_result(page, Outcome.PUBLISHED) for page in sent),
            *refused.values(),
        ]

    async def _send(self, revisions: Sequence[Revision]) -> dict[str, Result]:
        """Returns those that the broker will never take; the others are acknowledged, and marked so."""
        if not revisions:
            return {}
        try:
            await self._log.publish(ARTICLES, [encode(event_of(one, self._origin)) for one in revisions])
        except Refused as refused:
            return await self._send_apart(revisions, refused)
        await self._ledger.mark_published(revisions, self._clock.now())
        return {}

    async def _send_apart(self, revisions: Sequence[Revision], refused: Refused) -> dict[str, Result]:
        """Halves the batch until the one that is refused stands alone."""
        if len(revisions) == 1:
            page = revisions[0].page
            facts = (revisions[0].fetched_at, str(refused), len(page.body), page.body_sha256, page.http)
            return {page.url: await self._refuse(Refusal(page.url, page.source, *facts))}
        middle = len(revisions) // 2
        return {**await self._send(revisions[:middle]), **await self._send(revisions[middle:])}


async def in_batches(found: AsyncIterator[Found]) -> AsyncIterator[list[Found]]:
    """Batches that fit in memory; in none does a document stand twice, for the second must see the first."""
    batch: list[Found] = []
    size, urls = 0, set[str]()
    async for one in found:
        weight = len(one.body) if isinstance(one, Page) else 0
        full = size + weight > MOST_BATCH_BYTES or len(batch) == MOST_BATCH_PAGES
        if batch and (full or one.url in urls):
            yield batch
            batch, size, urls = [], 0, set()
        batch.append(one)
        size += weight
        urls.add(one.url)
    if batch:
        yield batch


def _result(page: Page, outcome: Outcome) -> Result:
    reason = "the site says that it is gone" if page.status == "gone" else None
    return Result(page.url, outcome, reason, len(page.body))
