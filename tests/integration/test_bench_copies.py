"""The large database of the benchmark is made by SQL: it has to be what the service would have made."""

from support.bench.pages import copied, make_work, questions
from support.claims import everything, store
from tinhso_aggregator.catalogue import sync_catalogue
from tinhso_shared.catalog import load_catalog
from tinhso_shared.database import Connection


async def test_the_copies_are_what_the_live_path_stores(db: Connection) -> None:
    """Everything judged and answered anew by the service itself leaves every row of a small copy as it is."""
    work = make_work(50, questions(200))
    await store(db, *work.events)
    await db.execute(copied(3))
    stored = await everything(db)
    await db.execute("update aggregator.catalogue set digest = 'another'")
    assert await sync_catalogue(db, load_catalog())
    assert await everything(db) == stored
    assert len(stored["claims"]) == 4 * work.claims
