"""YAML that people write: read so that whoever checks the values can name the one that is wrong."""

from __future__ import annotations

from typing import Any


def load_written(text: str) -> Any:
    """What a file says. A day that no calendar has (2026-02-30) stays the text it is; what checks the values names it.

    Raises ruamel.yaml.error.YAMLError for anything that is no YAML, brackets within brackets without end included.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    refuse_depth(text)
    try:
        found = YAML(typ="safe").load(text)
    except ValueError:
        found = _with_days_as_text(text)
    if _deeper(found, DEEPEST):  # an alias that holds itself: the text is not deep, what it says has no end
        raise YAMLError(TOO_DEEP)
    return found


TOO_DEEP = "nested too deeply"
DEEPEST = 50
"""Levels of lists within lists; what people write has six."""


def refuse_depth(text: str) -> None:
    """Raises MarkedYAMLError at the place where lists and mappings of ``text`` stand too deep within one another.

    Told from libyaml's events, before anything is built: the reader that keeps comments takes five seconds for four
    thousand brackets, and looks for each of them through all those before it. A text that is no YAML passes: whoever
    reads it next says what is wrong with it, in its own words.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.events import MappingEndEvent, MappingStartEvent, SequenceEndEvent, SequenceStartEvent

    depth = 0
    events = YAML(typ="safe").parse(text)
    while True:
        try:
            event = next(events)
        except (StopIteration, YAMLError):
            return
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            depth += 1
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise MarkedYAMLError(problem=TOO_DEEP, problem_mark=event.start_mark)


def _deeper(found: Any, most: int) -> bool:
    """Whether lists and mappings stand within one another more than ``most`` times: they could not even be shown."""
    level = {id(found): found}
    for _ in range(most):
        # by identity: an alias that stands for ten others, ten times over, is looked at once
        level = {
            id(inner): inner
            for each in level.values()
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        }
        if not level:
            return False
    return True


def _with_days_as_text(text: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import SafeConstructor

    class Lenient(SafeConstructor):
        """Builds values as always, but for days and times that do not exist."""

        def day(self, node: Any) -> object:
            """A date, a moment, or the text of what is neither."""
            try:
                return super().construct_yaml_timestamp(node)
            except ValueError:
                return node.value

    Lenient.add_constructor("tag:yaml.org,2002:timestamp", Lenient.day)
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = Lenient
    return yaml.load(text)
