"""One running office for every test here that needs the real Prefect server."""

from tests.flows.serving import served

__all__ = ["served"]
