"""Alembic's entry: runs the migrations on the connection that Database.migrate hands over."""

from __future__ import annotations

from alembic import context

from models.schema import metadata


def main() -> None:
    connection = context.config.attributes.get("connection")
    if connection is None:
        raise RuntimeError("run `dondoc migrate`; migrations take their connection from models.database")
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transaction_per_migration=False,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


main()
