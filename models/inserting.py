"""INSERT ... ON CONFLICT, whose SQL is put together once.

SQLAlchemy 2.0 keeps the SQL of every statement but of these (``inherit_cache`` is off for a dialect's own insert), and
making it anew for each letter took longer than running it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Table, TextClause, bindparam, insert, text
from sqlalchemy.engine.default import DefaultDialect

_DIALECT = DefaultDialect(paramstyle="named")


def insert_on_conflict(table: Table, columns: Sequence[str], then: str) -> TextClause:
    """One statement for SQLite and PostgreSQL: rows with exactly these columns; ``then`` follows ON CONFLICT.

    A table that the session holds rows for is flushed by the caller: plain SQL flushes nothing.
    """
    said = str(insert(table).compile(dialect=_DIALECT, column_keys=list(columns)))
    bound = [bindparam(name, type_=table.c[name].type) for name in columns]
    return text(f"{said} ON CONFLICT {then}").bindparams(*bound).execution_options(preserve_rowcount=True)
