"""What the aggregator is measured against: a plain Faust agent that upserts each figure as it comes.

One row for a place, an indicator and a date, and the last writer wins: no evidence, no choice, no correction.
`faust -A support.bench.plain_faust worker` runs it.
"""

import datetime as dt
import os
from decimal import Decimal
from typing import Any

import faust

from tinhso_shared.database import connect
from tinhso_shared.settings import DatabaseSettings
from tinhso_shared.topics import INDICATORS

TABLE = """
create table if not exists public.plain_totals (
    place text, indicator text, as_of date, value numeric, told integer, primary key (place, indicator, as_of)
)
"""
UPSERT = """
insert into public.plain_totals as t values ($1, $2, $3, $4, 1)
on conflict (place, indicator, as_of) do update set value = excluded.value, told = t.told + 1
"""

app = faust.App(
    "plain-faust",
    broker=f"kafka://{os.environ['TINHSO_KAFKA_BOOTSTRAP']}",
    datadir=os.environ["TINHSO_BENCH_FOLDER"],
    store="memory://",
    web_enabled=False,
    topic_allow_declare=False,
    topic_disable_leader=True,
    consumer_auto_offset_reset="earliest",
)


async def keep(events: Any) -> None:
    async with connect(DatabaseSettings().database_url) as db:
        await db.execute(TABLE)
        async for event in events:
            for claim in event["claims"]:
                key = (claim["place"], claim["indicator"], dt.date.fromisoformat(claim["as_of"]))
                await db.execute(UPSERT, *key, Decimal(claim["value"]))


app.agent(app.topic(INDICATORS.name, key_serializer="raw", value_serializer="json"))(keep)
