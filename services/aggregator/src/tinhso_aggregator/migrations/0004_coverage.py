"""What is known of each province and indicator, and what is not."""

from tinhso_shared.migrate import run_sql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_sql(__file__)
