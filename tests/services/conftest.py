"""The running office, for tests that also need a browser."""

from tests.flows.serving import served

__all__ = ["served"]
