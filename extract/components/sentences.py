"""Sentence boundaries: paragraphs always end a sentence, abbreviations never do.

Press releases are full of "Inc.", "Dr.", "Minn." and "U.S.", and of paragraphs (headings, list items) that end
without a point, so the boundaries come from the characters of the text rather than from single tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from extract.spans import text_of

# A point after one of these does not end a sentence.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st jr sr ph m.d ph.d no nos vs e.g i.e approx est fig dept univ gen col lt sgt sen rep "
    "gov hon jan feb mar apr jun jul aug sep sept oct nov dec ala ariz ark calif colo conn del fla ga ill ind "
    "kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo n.y n.j n.c n.d "
    "n.h n.m s.c s.d r.i d.c w.va u.s u.k e.u inc corp ltd co cos bros s.a a.g n.v b.v s.p.a s.r.l s.l plc "
    "llc l.p k.k pty pte pvt al".split()
)
# After these a capital letter usually goes on with the same sentence: legal forms and titles.
_LEGAL = frozenset("inc corp ltd co cos s.a a.g n.v b.v s.p.a s.r.l s.l l.p k.k jr sr ph.d m.d u.s u.k al".split())
_STARTERS = re.compile(
    r"(?:The|This|These|Those|It|Its|In|On|At|As|An|A|For|From|Under|With|We|Our|He|She|They|His|Her|Their|But|And|"
    r"Both|Through|To|By|After|Before|Financial|Terms|According|Also|That|There|When|While|If|Since|Once|Today|"
    r"Additionally|Upon|During|About|Based|Headquartered|Founded|Learn|Visit)\b"
)
PARAGRAPH_BREAK = re.compile(r"\s*\n\s*|\s{3,}")
# Only the first mark of a row is tried: a long row would be tried from each of its marks.
_END = re.compile(r"(?<![.!?…])[.!?…]+[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9À-Þ•])")
_LAST_WORD = re.compile(r"([A-Za-z][\w.&'’-]*)$")


def _ends_sentence(text: str, start: int, end: int) -> bool:
    """Whether the full stop at ``start`` ends a sentence that goes on at ``end``."""
    if text[start] != "." or text[start : start + 3] == "...":
        return True
    last = _LAST_WORD.search(text, max(0, start - 15), start)
    if not last:
        return True
    word = last.group(1).lower()
    if word in _LEGAL or (word not in _ABBREVIATIONS and re.fullmatch(r"\w(?:\.\w)+", word)):
        return _STARTERS.match(text, end) is not None
    if word in _ABBREVIATIONS:
        return False
    # Initials: "J. P. Morgan", "Gregory J. Gores"
    return not (len(word) == 1 and last.group(1).isupper())


def sentence_starts(text: str) -> Iterator[int]:
    """Yield the character offset at which each sentence starts.

    >>> list(sentence_starts("Luminavita Inc. makes cells. It is in Rochester, Minn. today."))
    [0, 29]
    """
    breaks = {match.end() for match in PARAGRAPH_BREAK.finditer(text)}
    ends = {match.end() for match in _END.finditer(text) if _ends_sentence(text, match.start(), match.end())}
    yield from sorted(breaks | ends | {0})


@Language.factory("kg_sentences", assigns=["token.is_sent_start"])
class Sentences:
    """Marks where sentences start."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with ``token.is_sent_start`` set on every token."""
        starts = set(sentence_starts(text_of(doc)))
        pending = True
        # All at once: spaCy walks through the whole document each time that one token is marked.
        marks = np.full((len(doc), 1), -1, dtype=np.int64)
        for index, token in enumerate(doc):
            pending = pending or token.idx in starts
            # White space never opens a sentence: the next word does.
            if pending and not token.is_space:
                marks[index], pending = 1, False
        marks[:1] = 1
        return doc.from_array(["SENT_START"], marks.astype(np.uint64))  # type: ignore[arg-type]  # stubs of thinc
