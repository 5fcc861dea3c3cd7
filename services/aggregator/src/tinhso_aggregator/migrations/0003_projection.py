"""The provinces of before 2025-07-01 in the boundaries of today."""

from tinhso_shared.migrate import run_sql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_sql(__file__)
