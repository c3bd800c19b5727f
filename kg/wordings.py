"""What documents word of a deal beside its facts: the stage of development, the scale of making, terms held back.

>>> stages(["Kymriah is in a pivotal phase 2/3 trial", "a preclinical programme"])
('phase 2', 'phase 3', 'preclinical')
>>> scales(["clinical and commercial supply of the vaccine"]), withheld("Financial terms were not disclosed.")
(('clinical', 'commercial'), True)
"""

from __future__ import annotations

import re
from collections.abc import Iterable

STATED, WITHHELD = "stated", "undisclosed"
"""How a document speaks of the terms of a deal: it names sums, or says that they are not made public."""


def _patterns(**written: str) -> dict[str, re.Pattern[str]]:
    return {name.replace("_", " "): re.compile(pattern, re.IGNORECASE) for name, pattern in written.items()}


_STAGES = _patterns(
    commercial=r"commercial|approved|launch",
    phase_1=r"phase (1|i)\b",
    phase_2=r"phase (1/)?(2|ii)\b",
    phase_3=r"phase (3|iii)\b|pivotal",
    preclinical=r"pre-?clinical",
)
_SCALES = _patterns(
    clinical=r"clinical|phase [1-3i]|trial",
    commercial=r"commercial|launch|market supply",
    process_development=r"process development|tech(nology)? transfer",
)
_WITHHELD = re.compile(
    r"undisclosed (terms|sum|amount|price|fee|upfront)"
    r"|(terms|details|price|value|consideration)[^.]{0,60}"
    r"(not|n't|n’t) (be(en)? |being )?(disclos|made public|announce|reveal)",
    re.IGNORECASE,
)


def stages(sentences: Iterable[str]) -> tuple[str, ...]:
    """Return the stages of development that the sentences about a deal name, sorted."""
    return _named(_STAGES, sentences)


def scales(sentences: Iterable[str]) -> tuple[str, ...]:
    """Return the scales at which the sentences about a deal say that something is made, sorted."""
    return _named(_SCALES, sentences)


def withheld(text: str) -> bool:
    """Return whether a text says that the terms of a deal are not made public."""
    return _WITHHELD.search(text) is not None


def _named(patterns: dict[str, re.Pattern[str]], sentences: Iterable[str]) -> tuple[str, ...]:
    listed = list(sentences)
    return tuple(name for name, pattern in sorted(patterns.items()) if any(pattern.search(one) for one in listed))
