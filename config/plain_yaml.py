"""YAML files read by libyaml, and not slower than it is.

For each value ruamel.yaml finds out anew which version of YAML it reads, by two attributes that libyaml's parser does
not have: half of the time that a directory took. libyaml reads every file by version 1.2, whatever its first line says.
"""

from __future__ import annotations

from ruamel.yaml import YAML
from ruamel.yaml.resolver import VersionedResolver

VERSION = (1, 2)


class _Resolver(VersionedResolver):
    @property
    def processing_version(self) -> tuple[int, int]:
        return VERSION


def plain_yaml() -> YAML:
    """A reader for one file: plain values, no place and no comment kept."""
    made = YAML(typ="safe")
    made.Resolver = _Resolver
    return made
