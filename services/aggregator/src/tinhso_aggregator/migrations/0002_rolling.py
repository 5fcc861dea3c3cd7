"""Rolling windows: sums of flows, changes of levels, at any anchor."""

from tinhso_shared.migrate import run_sql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_sql(__file__)
