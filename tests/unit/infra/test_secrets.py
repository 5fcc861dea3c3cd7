"""Passwords are made by chance, once; those that an operator brings are kept, and can be renewed."""

import subprocess
from pathlib import Path

SCRIPT = Path(__file__).parents[3] / "infra/docker/secrets.sh"
LOGINS = ("postgres", "analyst", "extractor", "fetcher")


def run(folder: Path, what: str = "keep") -> dict[str, str]:
    """What each container sees: its name and the file's, to what is in it."""
    subprocess.run([SCRIPT, folder, what], check=True)
    return {str(file.relative_to(folder)): file.read_text(encoding="utf-8") for file in folder.glob("*/*")}


def test_the_first_start_makes_all_and_no_two_alike(tmp_path: Path) -> None:
    made = run(tmp_path)
    passwords = [made[f"postgres/{login}_password"] for login in LOGINS] + [made["grafana/grafana_password"]]
    assert len(set(passwords)) == 5
    assert all(len(one) == 48 for one in passwords)
    urls = {f"{service}/tinhso_database_url" for service in ("aggregator", "extractor", "fetcher")}
    known = {"grafana/grafana_password", "grafana/analyst_password"}
    assert made.keys() == {f"postgres/{login}_password" for login in LOGINS} | urls | known


def test_each_logs_in_as_itself_with_the_password_that_postgres_has(tmp_path: Path) -> None:
    made = run(tmp_path)
    for service, login, password in (
        ("aggregator", "tinhso", "postgres"),
        ("extractor", "extractor", "extractor"),
        ("fetcher", "fetcher", "fetcher"),
    ):
        known = made[f"postgres/{password}_password"]
        assert made[f"{service}/tinhso_database_url"] == f"postgresql://{login}:{known}@postgres:5432/tinhso"
    assert made["grafana/analyst_password"] == made["postgres/analyst_password"]


def test_later_starts_keep_them(tmp_path: Path) -> None:
    assert run(tmp_path) == run(tmp_path)


def test_a_password_of_one_s_own_is_taken_and_stands_in_the_address(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres/fetcher_password").write_text("ours", encoding="utf-8")
    assert run(tmp_path)["fetcher/tinhso_database_url"] == "postgresql://fetcher:ours@postgres:5432/tinhso"


def test_renewed_ones_are_all_new(tmp_path: Path) -> None:
    before, after = run(tmp_path), run(tmp_path, "renew")
    assert not set(before.values()) & set(after.values())
