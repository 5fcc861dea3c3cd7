"""Passwords are made by chance, once; those that an operator brings are kept, and can be renewed."""

import subprocess
from pathlib import Path

SCRIPT = Path(__file__).parents[3] / "infra/docker/secrets.sh"


def run(folder: Path, what: str = "keep") -> dict[str, str]:
    subprocess.run([SCRIPT, folder, what], check=True)
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}


def test_the_first_start_makes_all_and_no_two_alike(tmp_path: Path) -> None:
    made = run(tmp_path)
    assert made.keys() == {"postgres_password", "analyst_password", "grafana_password", "tinhso_database_url"}
    passwords = {made[name] for name in made if name.endswith("password")}
    assert len(passwords) == 3
    assert all(len(one) == 48 for one in passwords)
    assert f":{made['postgres_password']}@" in made["tinhso_database_url"]


def test_later_starts_keep_them(tmp_path: Path) -> None:
    assert run(tmp_path) == run(tmp_path)


def test_a_password_of_one_s_own_is_taken_and_stands_in_the_address(tmp_path: Path) -> None:
    (tmp_path / "postgres_password").write_text("ours", encoding="utf-8")
    assert run(tmp_path)["tinhso_database_url"] == "postgresql://tinhso:ours@postgres:5432/tinhso"


def test_renewed_ones_are_all_new(tmp_path: Path) -> None:
    before, after = run(tmp_path), run(tmp_path, "renew")
    assert not set(before.values()) & set(after.values())
