"""The tables of the totals, the rule that chooses, and the views for readers."""

from tinhso_shared.migrate import run_sql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_sql(__file__)
