"""What holds for every container, whoever adds one: no root, no writing, an end of memory, disk and trust."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[3]
SERVICES: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))[
    "services"
]
MIGRATIONS = {"migrate-aggregator", "migrate-extractor", "migrate-fetcher"}
ONE_SHOTS = {"secrets", "topics", "backfill", *MIGRATIONS}
OURS = {name for name, one in SERVICES.items() if "build" in one}
each = pytest.mark.parametrize("name", SERVICES)


@each
def test_no_container_writes_to_its_image_or_gains_rights(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "cap_add", "network_mode", "pid"} & service.keys()


@each
def test_memory_processes_and_logs_have_an_end(name: str) -> None:
    service = SERVICES[name]
    assert service["mem_limit"]
    assert service["pids_limit"]
    assert service["logging"] == {
        "driver": "json-file",
        "options": {"max-size": "10m", "max-file": "5"},
    }


@each
def test_images_are_pinned(name: str) -> None:
    if name not in OURS:
        _, colon, tag = SERVICES[name]["image"].partition(":")
        assert colon
        assert re.match(r"v?\d+", tag), tag


@each
def test_ports_are_this_machine_s_only(name: str) -> None:
    assert all(port.startswith("127.0.0.1:") for port in SERVICES[name].get("ports", ()))


@each
def test_what_stays_up_comes_back_and_tells_its_health(name: str) -> None:
    service = SERVICES[name]
    if name in ONE_SHOTS:
        assert "restart" not in service
    else:
        assert service["restart"] == "unless-stopped"
        assert service["healthcheck"]["test"]


@each
def test_no_password_stands_in_the_environment(name: str) -> None:
    for variable, value in SERVICES[name].get("environment", {}).items():
        if "PASSWORD" in variable or "DATABASE_URL" in variable:
            assert str(value).startswith("/run/secrets/"), variable


@pytest.mark.parametrize("name", sorted(OURS))
def test_an_image_of_ours_is_named_for_the_one_service_in_it(name: str) -> None:
    service = SERVICES[name]
    assert service["image"] == f"tinhso-{service['build']['args']['SERVICE']}"
    if name in {"fetcher", "extractor", "aggregator"} | MIGRATIONS:
        assert service["image"] == f"tinhso-{name.removeprefix('migrate-')}"


@pytest.mark.parametrize("name", sorted(OURS))
def test_nothing_of_ours_starts_past_the_entry_that_refuses_root(name: str) -> None:
    assert SERVICES[name].get("entrypoint", ["never-as-root"])[0] == "never-as-root"


def test_a_container_sees_its_own_secrets_only() -> None:
    of = {name: secrets_of(service) for name, service in SERVICES.items()}
    everything = {"aggregator", "extractor", "fetcher", "grafana", "postgres"}
    assert {name: seen for name, seen in of.items() if seen} == {
        "secrets": everything,
        **{name: {name} for name in everything},
        # Old pages go the way of new ones; who owns the database changes its tables.
        "backfill": {"fetcher"},
        **{migration: {"aggregator"} for migration in MIGRATIONS},
    }


def secrets_of(service: dict[str, Any]) -> set[str]:
    found = (re.match(r"\$\{TINHSO_SECRETS:-secrets-\}(\w+):", one) for one in service.get("volumes", ()))
    return {one[1] for one in found if one}


def test_the_images_run_as_a_user_who_is_not_root() -> None:
    text = (ROOT / "infra/docker/Dockerfile").read_text(encoding="utf-8")
    final = text.rpartition("\nFROM ")[2]
    assert re.search(r"^USER [1-9]\d+:[1-9]\d+$", final, re.MULTILINE)
    assert 'ENTRYPOINT ["never-as-root"]' in final
    assert SERVICES["postgres"]["user"] == "postgres"


def test_every_setting_has_its_default_in_the_example() -> None:
    used = dict(
        re.findall(r"\$\{(\w+):-([^}]*)\}", (ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    )
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    told = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    assert told == used
