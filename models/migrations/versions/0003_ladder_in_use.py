"""a plan keeps the ladder that a coordinator put in use"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    # for a few hours the column came with 0002: offices of those hours have it already
    if "ladder" in {column["name"] for column in sa.inspect(op.get_bind()).get_columns("plan")}:
        return
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ladder", sa.JSON(none_as_null=True), nullable=True))
