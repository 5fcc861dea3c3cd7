"""Ready means: started, and nothing stands in the way."""

from aiohttp.test_utils import TestClient, TestServer

from tinhso_shared.health import Health, make_site
from tinhso_shared.metrics import Meter


async def test_a_service_is_ready_once_started() -> None:
    health = Health(Meter())
    assert not health.ready
    health.started()
    assert health.ready


async def test_a_pause_outlasts_all_else_and_says_why() -> None:
    meter = Meter()
    health = Health(meter)
    health.started()
    health.hinder("produce", "the broker is away")
    health.pause("tinhso.article.fetched.v2 is newer")
    health.clear("produce")
    async with TestClient(TestServer(make_site(health, meter))) as client:
        answer = await client.get("/readyz")
        assert answer.status == 503
        assert (await answer.json())["obstacles"] == {"paused": "tinhso.article.fetched.v2 is newer"}
        assert (await client.get("/healthz")).status == 200
        assert "tinhso_paused 1.0" in await (await client.get("/metrics")).text()


async def test_the_gauge_says_what_readyz_says() -> None:
    meter = Meter()
    health = Health(meter)
    assert meter.registry.get_sample_value("tinhso_ready") == 0
    health.started()
    assert meter.registry.get_sample_value("tinhso_ready") == 1
    health.hinder("store", "the database does not answer")
    assert meter.registry.get_sample_value("tinhso_ready") == 0
