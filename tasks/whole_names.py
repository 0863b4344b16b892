"""Names in a holder that are one body's although they hold "và" or a comma, as the compiler's gazetteer knows them."""

from __future__ import annotations

import re
from functools import lru_cache

_PARTING = re.compile(r"[,&–-]|\b(?:và|hoặc)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def whole_names(holder: str) -> tuple[str, ...]:
    """ "Văn phòng HĐND và UBND phường; Công an phường" -> ("Văn phòng HĐND và UBND phường",): only names that could be split.

    Classes ("các sở, ban, ngành") are none. The compiler made one holder of what it knows as one name (config/grammar/agencies.yaml).
    """
    from compiler.names.holders import is_group, split_bodies

    bodies = (each.text for each in split_bodies(" ".join(holder.split())))
    return tuple(each for each in bodies if _PARTING.search(each) and "(" not in each and not is_group(each))
