"""All tables, imported so that their metadata is whole (migrations, tests)."""

from sqlmodel import SQLModel

from models import (  # noqa: F401
    calendar,
    clock,
    directory,
    escalation,
    expansion,
    extension,
    journal,
    outbox,
    people,
    plan,
    report,
    round,
)

metadata = SQLModel.metadata
