"""The containers as an operator runs them: up, healthy, pages in, totals out, restarted, watched."""

import pytest

from support.articles import samples
from support.compose import SERVICES, STAY_UP, WATCHED, Project
from support.waiting import wait_for

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(900)]
NOTHING_ELSE = "overtaken 0, refused 0, failed 0"


def test_all_come_up_healthy(project: Project) -> None:
    assert project.healthy() == STAY_UP


def test_a_folder_goes_in_and_its_totals_come_out(project: Project) -> None:
    first = samples(days=1)
    assert project.publish(first).startswith(f"published {len(first)}, unchanged 0, {NOTHING_ELSE}")
    project.wait_for_totals()


def test_a_second_call_publishes_only_what_is_new(project: Project) -> None:
    both, first = samples(days=2), samples(days=1)
    said = project.publish(both)
    assert said.startswith(f"published {len(both) - len(first)}, unchanged {len(first)}, {NOTHING_ELSE}")
    project.wait_for_totals()


def test_what_is_stored_outlives_the_containers(project: Project) -> None:
    project.down()
    project.up()
    assert project.levels() == project.expected()
    assert project.publish(project.published).startswith(f"published 0, unchanged {len(project.published)},")


@pytest.mark.parametrize("service", STAY_UP)
def test_each_container_can_be_restarted(project: Project, service: str) -> None:
    project.compose("restart", service)
    project.wait_until_healthy()
    assert project.levels() == project.expected()


def test_prometheus_sees_every_service(project: Project) -> None:
    def seen() -> dict[str, str]:
        found = project.ask_prometheus("query?query=up")["result"]
        return {one["metric"]["service"]: one["value"][1] for one in found}

    wait_for(lambda: seen() == dict.fromkeys(WATCHED, "1"), "all are scraped", 120)


def test_a_stopped_service_is_missed_then_someone_is_called_until_it_is_back(project: Project) -> None:
    """With the rules as they are, in their own time."""

    def states() -> set[str]:
        # A stopped container has no address. Where the engine cannot say so, its last one does not answer.
        about = {("ServiceMissing", "extractor"), ("ServiceDown", "extractor")}
        return {state for alert, state in project.alerts().items() if alert in about}

    wait_for(lambda: not states(), "the extractor is seen", 60)
    project.compose("stop", "extractor")
    try:
        wait_for(lambda: states() == {"pending"}, "the extractor is missed", 120)
        wait_for(lambda: "firing" in states(), "someone is called", 180)
    finally:
        project.compose("start", "extractor")
    wait_for(lambda: not states(), "the extractor is back", 120)


@pytest.mark.parametrize("tests", ["rules_test.yml", "rules_days_test.yml"])
def test_the_alerts_say_what_their_own_tests_say(project: Project, tests: str) -> None:
    promtool = ("promtool", "test", "rules", f"/etc/prometheus/{tests}")
    assert "SUCCESS" in project.execute("prometheus", *promtool, options=("-e", "TMPDIR=/prometheus"))


@pytest.mark.parametrize("service", SERVICES)
def test_an_image_holds_its_own_service_and_no_compiler(project: Project, service: str) -> None:
    others = [f"tinhso_{one}" for one in (*SERVICES, "local") if one != service]
    look = f"from importlib.util import find_spec; print([one for one in {others} if find_spec(one)])"
    assert project.execute(service, "python", "-c", look).strip() == "[]"
    assert project.execute(service, "python", "-c", f"import tinhso_{service}, tinhso_shared") == ""
    for tool in ("cc", "gcc", "g++", "clang", "ld", "make", "rustc", "uv"):
        code, _ = project.attempt(service, "sh", "-c", f"command -v {tool}")
        assert code != 0, tool
