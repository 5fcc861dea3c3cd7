"""Whichever engine these tests stand on, its servers can be killed and come back as they were."""

import asyncio

from support.engines import Servers
from tinhso_shared.database import connect
from tinhso_shared.kafka import create_topics
from tinhso_shared.settings import KafkaSettings
from tinhso_shared.topics import ARTICLES


async def run_sql(url: str, sql: str) -> object:
    async with connect(url) as connection:
        return await connection.fetchval(sql)


def test_killed_servers_come_back_at_the_same_addresses_with_what_they_stored(fresh_stack: Servers) -> None:
    settings = KafkaSettings(kafka_bootstrap=fresh_stack.kafka_bootstrap)
    asyncio.run(create_topics(settings, [ARTICLES]))
    asyncio.run(run_sql(fresh_stack.database_url, "create table kept as select 1 as one"))
    fresh_stack.kill_kafka()
    fresh_stack.kill_postgres()
    fresh_stack.restart_kafka()
    fresh_stack.restart_postgres()
    assert asyncio.run(create_topics(settings, [ARTICLES])) == [f"{ARTICLES.name}: exists as declared"]
    assert asyncio.run(run_sql(fresh_stack.database_url, "select one from kept")) == 1
