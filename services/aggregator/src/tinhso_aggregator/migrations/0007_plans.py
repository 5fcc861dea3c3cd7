"""Look-ups that stay look-ups, whatever the planner believes of tables that have just grown."""

from tinhso_shared.migrate import run_sql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_sql(__file__)
