"""What a container must not do, tried: to write, to gain rights, to be root, to see what is not its own."""

import pytest

from support.compose import SERVICES, STAY_UP, WATCHED, Project

pytestmark = [pytest.mark.integration, pytest.mark.slow, pytest.mark.timeout(300)]
REFUSED = "PermissionError"


@pytest.mark.parametrize("service", STAY_UP)
def test_no_container_can_write_to_its_image(project: Project, service: str) -> None:
    for path in ("/usr/bin/ours", "/etc/ours", "/ours"):
        code, said = project.attempt(service, "touch", path)
        assert code != 0
        assert "Read-only file system" in said


@pytest.mark.parametrize("service", STAY_UP)
def test_no_container_has_a_right_of_root_or_can_gain_one(project: Project, service: str) -> None:
    assert project.execute(service, "id", "-u").strip() != "0"
    lines = project.execute(service, "cat", "/proc/self/status").splitlines()
    facts = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    assert facts["NoNewPrivs"] == "1"
    assert {int(facts[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")} == {0}


@pytest.mark.parametrize("service", WATCHED)
@pytest.mark.parametrize(
    "attempt",
    [
        "os.setuid(0)",
        "os.setgroups([0])",
        "os.chroot('/tmp')",
        "os.chown('/tmp', 0, 0)",
        "os.setns(os.open('/proc/1/ns/net', 0))",
    ],
)
def test_a_service_that_tries_to_gain_rights_fails(project: Project, service: str, attempt: str) -> None:
    code, said = project.attempt(service, "python", "-c", f"import os; {attempt}")
    assert code != 0
    assert REFUSED in said


@pytest.mark.parametrize("service", STAY_UP)
def test_a_program_that_belongs_to_root_makes_nobody_root(project: Project, service: str) -> None:
    """`su` has the bit that makes its caller root; here it gives nothing."""
    code, said = project.attempt(service, "su", "root", "-c", "id -u")
    assert code != 0
    assert said.strip() != "0"


@pytest.mark.parametrize("service", [*SERVICES, "disks", "topics", "secrets", "postgres"])
def test_a_container_that_is_to_run_as_root_does_not_start(project: Project, service: str) -> None:
    asked = ("run", "--rm", "--no-deps", "-T", "--user", "0", service)
    done = project.run("docker", "compose", *asked, check=False)
    assert done.returncode != 0
    refusal = "Operation not permitted" if service == "postgres" else "never-as-root"
    assert refusal in done.stdout + done.stderr


def test_even_root_of_a_container_has_no_right(project: Project) -> None:
    """Who asks a running one for uid 0 gets its number and none of its power."""
    code, said = project.attempt("postgres", "cat", "/var/lib/postgresql/18/docker/PG_VERSION", user="0")
    assert code != 0
    assert "Permission denied" in said


def test_only_this_machine_reaches_the_ports(project: Project) -> None:
    published = [port for one in project.containers() for port in one["Publishers"] if port["PublishedPort"]]
    assert {port["URL"] for port in published} == {"127.0.0.1"}
    assert {port["TargetPort"] for port in published} == {5432, 9090, 9092}


@pytest.mark.parametrize(
    ("service", "login"), [("aggregator", "tinhso"), ("extractor", "extractor"), ("fetcher", "fetcher")]
)
def test_a_service_logs_in_as_itself_and_sees_no_other_password(
    project: Project, service: str, login: str
) -> None:
    assert project.execute(service, "ls", "/run/secrets").split() == ["tinhso_database_url"]
    url = project.execute(service, "cat", "/run/secrets/tinhso_database_url")
    assert url.startswith(f"postgresql://{login}:")


def test_what_needs_no_password_sees_none(project: Project) -> None:
    for service in ("disks", "kafka", "prometheus"):
        code, said = project.attempt(service, "ls", "/run/secrets")
        assert code != 0
        assert "No such file" in said


@pytest.mark.parametrize(
    ("login", "may", "may_not"),
    [
        ("analyst", "api.province_totals", ["aggregator.totals", "fetcher.documents", "extractor.attempts"]),
        ("fetcher", "fetcher.documents", ["aggregator.totals", "api.province_totals", "extractor.attempts"]),
        (
            "extractor",
            "extractor.attempts",
            ["aggregator.totals", "api.province_totals", "fetcher.documents"],
        ),
    ],
)
def test_a_login_reaches_what_its_service_needs_and_nothing_else(
    project: Project, login: str, may: str, may_not: list[str]
) -> None:
    assert project.sql(f"select count(*) >= 0 from {may}", login).strip() == "t"
    for forbidden in may_not:
        with pytest.raises(AssertionError, match="permission denied"):
            project.sql(f"select 1 from {forbidden}", login)
    for change in ("create table public.ours (id int)", "create schema ours", "create role ours"):
        with pytest.raises(AssertionError, match=r"permission denied|read-only transaction"):
            project.sql(change, login)
