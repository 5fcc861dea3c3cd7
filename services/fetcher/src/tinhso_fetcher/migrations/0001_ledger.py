"""The ledger: what was seen of each document, and whether the log has it."""

from tinhso_shared.migrate import run_sql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_sql(__file__)
