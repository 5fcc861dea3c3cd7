"""Which messages were begun and not ended."""

from tinhso_shared.migrate import run_sql

revision = "0001"
down_revision = None


def upgrade() -> None:
    run_sql(__file__)
