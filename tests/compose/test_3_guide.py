"""The operations guide, done as it says: scale, ingest, drain, renew, back up, restore, begin anew."""

import json
from pathlib import Path
from urllib.parse import quote

import pytest

from support.articles import samples, write_articles
from support.compose import STAY_UP, Project, running_project
from support.waiting import wait_for

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(600)]
ANCHOR = ("--anchor", "2024-01-01")
LOGINS = {"postgres": "tinhso", "analyst": "analyst", "extractor": "extractor", "fetcher": "fetcher"}
"""Name of the password's file, to who logs in with it."""


def test_services_are_scaled_out_and_in_while_articles_come(project: Project) -> None:
    project.up("--no-recreate", "--scale", "extractor=3", "--scale", "aggregator=2")
    assert project.healthy() == sorted([*STAY_UP, "extractor", "extractor", "aggregator"])
    project.publish(samples(days=3))
    project.up("--no-recreate", "--scale", "extractor=1", "--scale", "aggregator=1")
    assert project.healthy() == STAY_UP
    project.wait_for_totals()


def test_a_folder_of_an_archive_goes_in_by_its_own_profile(project: Project) -> None:
    old = samples(days=4)
    write_articles(project.data, old)
    new = len(old) - len(project.published)
    assert f"published {new}, unchanged {len(project.published)}," in project.compose(
        "run", "--rm", "-T", "backfill"
    )
    project.published = old
    project.wait_for_totals()


def test_smoke_shows_the_totals(project: Project) -> None:
    assert f"{len(project.expected())} totals" in project.run("make", "smoke").stdout


def test_a_dead_letter_is_read_and_drained(project: Project) -> None:
    topic = "tinhso.dead-letter.v1"

    def letters() -> str:
        shown = ("print.headers=true", "--formatter-property", "print.value=false")
        read = ("--topic", topic, "--from-beginning", "--timeout-ms", "5000", "--formatter-property", *shown)
        return project.kafka("console-consumer", *read)

    project.send_poison()
    wait_for(lambda: "dlq_reason:not_a_cloudevent" in letters(), "the letter", 60)
    ends = (line.split(":") for line in project.kafka("get-offsets", "--topic", topic).split())
    parts = [{"topic": topic, "partition": int(part), "offset": int(end)} for _, part, end in ends]
    asked = json.dumps({"partitions": parts, "version": 1})
    project.execute("kafka", "sh", "-c", f"echo '{asked}' >/tmp/read.json")
    project.kafka("delete-records", "--offset-json-file", "/tmp/read.json")
    assert "dlq_reason" not in letters()


def test_a_range_of_the_log_is_read_again_and_changes_nothing(project: Project) -> None:
    before = project.stored()
    project.compose("stop", "extractor")
    replay = ("run", "--rm", "-T", "aggregator", "tinhso", "replay", "extractor", "--from", "2024-01-01")
    assert project.compose(*replay, "--dry-run")
    project.compose(*replay)
    project.compose("start", "extractor")
    project.wait_until_healthy()
    again = f"sum(tinhso_redelivered_total) >= {len(project.published)}"
    wait_for(
        lambda: project.ask_prometheus(f"query?query={quote(again)}")["result"], "all is read again", 120
    )
    assert project.stored() == before


def test_a_slice_is_read_again_beside_the_running_services(project: Project) -> None:
    before = project.stored()
    replay = ("run", "--rm", "-T", "aggregator", "tinhso", "replay")
    slice_ = ("--from", "2024-01-01", "--to", "2100-01-01")
    assert "done: 0 revisions were new" in project.compose(*replay, "aggregator", *slice_)
    refused = project.run("docker", "compose", *replay, "extractor", *slice_, check=False)
    (line,) = [one for one in refused.stderr.splitlines() if one.startswith("docker compose run --rm")]
    assert "articles read again" in project.run(*line.replace("--rm", "--rm -T").split()).stdout
    project.wait_until_healthy()
    assert project.stored() == before


def test_the_database_is_made_anew_beside_its_log(project: Project) -> None:
    before = project.stored()
    project.compose("stop", "aggregator")
    project.sql("drop schema aggregator, api cascade")
    project.up()
    project.wait_for_totals()
    assert project.stored() == before


def test_passwords_are_renewed_without_a_loss(project: Project) -> None:
    before = {login: project.execute("postgres", "cat", f"/run/secrets/{login}_password") for login in LOGINS}
    project.compose("run", "--rm", "-T", "secrets", "renew")
    project.execute("postgres", "/docker-entrypoint-initdb.d/logins.sh")
    project.compose("restart", "fetcher", "extractor", "aggregator")
    project.wait_until_healthy()
    project.publish(samples(days=5))
    project.wait_for_totals()
    for login, user in LOGINS.items():
        old = ("-e", f"PGPASSWORD={before[login]}")
        ask = ("psql", "-h", "postgres", "-U", user, "-d", "tinhso", "-c", "select 1")
        with pytest.raises(AssertionError, match="password authentication failed"):
            project.execute("postgres", *ask, options=old)


@pytest.mark.usefixtures("project")
def test_passwords_of_one_s_own_are_taken(tmp_path: Path) -> None:
    for name in ("aggregator", "extractor", "fetcher", "grafana", "postgres"):
        (tmp_path / name).mkdir()
        (tmp_path / name).chmod(0o777)
    (tmp_path / "postgres/fetcher_password").write_text("ours", encoding="utf-8")
    with running_project(tmp_path, "postgres", TINHSO_SECRETS=f"{tmp_path}/") as own:
        assert own.sql("select current_user", "fetcher").strip() == "fetcher"
        assert own.execute("postgres", "cat", "/run/secrets/fetcher_password") == "ours"
    url = (tmp_path / "fetcher/tinhso_database_url").read_text(encoding="utf-8")
    assert url == "postgresql://fetcher:ours@postgres:5432/tinhso"


def test_a_backup_gives_the_same_bytes_in_new_volumes(project: Project, backup: Path) -> None:
    before = project.totals(*ANCHOR), project.stored()
    project.run("infra/backup", str(backup))
    assert project.run("infra/restore", str(backup), check=False).returncode != 0
    project.down("--volumes")
    project.run("infra/restore", str(backup))
    assert (project.totals(*ANCHOR), project.stored()) == before
    assert project.publish(project.published).startswith(f"published 0, unchanged {len(project.published)},")


def test_the_log_alone_gives_the_same_bytes_too(project: Project, backup: Path) -> None:
    before = project.totals(*ANCHOR), project.stored()
    project.down("--volumes")
    (backup / "database.dump").unlink()
    project.run("infra/restore", str(backup))
    wait_for(lambda: project.totals(*ANCHOR) == before[0], "the totals, made anew from the log", 120)
    assert project.stored() == before[1]


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("backup")


def test_on_a_fresh_machine_smoke_shows_the_totals_of_the_sample_pages(project: Project) -> None:
    """Last, for it throws away what was there."""
    project.down("--volumes")
    project.compose("up", "-d")
    said = project.run("make", "smoke").stdout
    assert "Bình Dương" in said
    known = {
        (row["indicator"], *row["facet"].values()): (row["qualifier"], row["value"])
        for row in json.loads(project.totals("--province", "Bình Dương"))
    }
    assert known["eid_accounts_activated", "any"] == ("at_least", "1600000")
    assert known["digital_signatures_issued", "all"] == ("exact", "43120")
    assert known["digital_signatures_issued", "citizen"] == ("exact", "18300")
