"""Changes and windows of what counts by today."""

from tinhso_shared.migrate import run_sql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_sql(__file__)
