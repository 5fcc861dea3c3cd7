"""Why a total is what it is: the claims about its question, and what decided between them."""

from tinhso_shared.migrate import run_sql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_sql(__file__)
