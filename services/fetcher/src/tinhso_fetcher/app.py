"""The flow: a file, folder or list → what each page is now → onto the log if it is new; once, or again.

Nothing is remembered in here that the ledger does not know: a round that broke off is simply begun again.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog

from tinhso_fetcher.core.result import Outcome, Result
from tinhso_fetcher.core.sources import Press
from tinhso_fetcher.folder import read_press
from tinhso_fetcher.ledger import Ledger
from tinhso_fetcher.publisher import Publisher
from tinhso_fetcher.settings import FetcherSettings
from tinhso_fetcher.visit import Work, look_at
from tinhso_fetcher.web import Web, browsing
from tinhso_shared.catalog import load_catalog
from tinhso_shared.clock import Clock
from tinhso_shared.database import UNDEFINED, make_pool
from tinhso_shared.events import Origin
from tinhso_shared.health import Health, serving
from tinhso_shared.kafka import Producer
from tinhso_shared.metrics import PAGES, SOURCE_FRESHNESS, Meter
from tinhso_shared.page_files import BrokenHints
from tinhso_shared.patience import Patience

SERVICE: Final = "tinhso-fetcher"

log = structlog.get_logger()


@dataclass(frozen=True)
class Fetcher:
    """All that it takes to look at pages and to publish them."""

    press: Press
    web: Web
    ledger: Ledger
    publisher: Publisher
    clock: Clock

    async def publish(self, work: Work) -> AsyncGenerator[Result, None]:
        async with aclosing(look_at(work, self.web, self.ledger, self.press, self.clock)) as found:
            async for result in self.publisher.publish_all(found):
                yield result


@asynccontextmanager
async def fetching(
    settings: FetcherSettings,
    clock: Clock,
    meter: Meter,
    health: Health,
    origin: Origin = Origin.LIVE,
    *,
    dry_run: bool = False,
) -> AsyncIterator[Fetcher]:
    press = read_press([province.id for province in load_catalog().provinces.values()])
    async with (
        make_pool(settings, SERVICE, meter) as pool,
        Producer(settings, meter, health) as producer,
        browsing(settings, press, clock, meter) as web,
    ):
        ledger = Ledger(pool, settings.answer_seconds)
        publisher = Publisher(ledger, producer, clock, origin, dry_run=dry_run)
        yield Fetcher(press, web, ledger, publisher, clock)


async def run_fetcher(settings: FetcherSettings, clock: Clock, stop: asyncio.Event) -> None:
    """Until `stop`, which may come at any moment: what is cut short is taken up by the next round."""
    meter = Meter()
    health = Health(meter)
    async with (
        serving(health, meter, settings),
        fetching(settings, clock, meter, health) as fetcher,
    ):
        rounds = asyncio.create_task(Rounds(settings, clock, meter, health, fetcher).run())
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait((rounds, stopping), return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        rounds.cancel()
        # What ended the rounds by itself is a fault of ours, and ends the process.
        await asyncio.gather(rounds, return_exceptions=not rounds.done())


class Rounds:
    """Visits every configured source, then rests until the next round."""

    def __init__(
        self, settings: FetcherSettings, clock: Clock, meter: Meter, health: Health, fetcher: Fetcher
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._meter = meter
        self._health = health
        self._fetcher = fetcher
        self._patience = Patience(health, meter)

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            # A round that broke off is begun again, also where nobody has migrated yet.
            await self._patience.insist("ledger", self._visit_all, *UNDEFINED)
            await asyncio.sleep(max(0.0, began + self._settings.revisit_seconds - loop.time()))

    async def _visit_all(self) -> None:
        await self._fetcher.ledger.read([])
        self._health.clear("ledger")
        self._health.started()
        for path in self._settings.folders:
            await self._visit(path, is_list=False)
        for path in self._settings.url_lists:
            await self._visit(path, is_list=True)

    async def _visit(self, path: Path, *, is_list: bool) -> None:
        obstacle = f"source {path.name}"
        try:
            work = await asyncio.to_thread(Work.of, [] if is_list else [path], [path] if is_list else [])
        except BrokenHints as broken:
            self._health.hinder(obstacle, str(broken))
            return
        if why := next((failure.reason for failure in work.failures if failure.url == str(path)), None):
            self._health.hinder(obstacle, f"{path}: {why}")
        else:
            self._health.clear(obstacle)
        async with aclosing(self._fetcher.publish(work)) as results:
            async for result in results:
                self._count(path.name, result)

    def _count(self, source: str, result: Result) -> None:
        self._meter[PAGES].labels(source=source, outcome=result.outcome).inc()
        if result.outcome is Outcome.PUBLISHED:
            self._meter[SOURCE_FRESHNESS].labels(source=source).set(self._clock.now().timestamp())
            log.info("published", url=result.url)
        elif not result.good:
            log.warning("not published", url=result.url, outcome=result.outcome, reason=result.reason)
