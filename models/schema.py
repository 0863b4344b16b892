"""All tables, imported so that their metadata is whole (migrations, tests)."""

from sqlmodel import SQLModel

from models import clock, directory, escalation, journal, outbox, plan, report, round  # noqa: F401

metadata = SQLModel.metadata
