"""What tells the news from history: whether a pair's deal is the one that the document announces or an older one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from extract.components.dates import document_date
from extract.pairs import Context, Pair
from extract.triggers import triggers

_WORD = re.compile(r"[a-z-]{3,}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NEWS = re.compile(r"\b(?:today|announc\w+|will|new|has (?:signed|formed|entered|agreed|acquired|licensed|selected|appointed|awarded|closed)|"
                   r"have (?:signed|formed|entered|agreed)|is pleased|launch\w*|under the (?:terms|agreement|deal|contract))\b")  # fmt: skip
_HISTORY = re.compile(r"\b(?:previously|earlier|former(?:ly)?|in (?:19|20)\d\d|since|last year|years? ago|existing|already|had|prior|"
                      r"founded|was (?:acquired|founded|licensed|established|spun)|originally|historical\w*|to date|past|signed last|"
                      r"in-licensed|also|other|include[sd]?|including|backed by|supported by|collaborat\w+ with|partners? include)\b")  # fmt: skip
# Groups of trigger words that name a kind of deal.
_KINDS = frozenset(
    "license rights option acquire merge sell invest raise fund manufacture supply distribute service platform trial research "
    "develop collaborate partner memorandum joint expand end".split()
)


class News:
    """What headline and lead of a document speak of, computed once for all its pairs."""

    def __init__(self, doc: Doc) -> None:
        loud = [section.span.text for section in doc._.sections if section.label in ("headline", "lead")]
        self.groups = {group for text in loud for _, group in triggers(text)} & _KINDS
        headline = " ".join(section.span.text for section in doc._.sections if section.label == "headline")
        self.words = set(_WORD.findall(headline.lower()))
        date = document_date(doc) or ""
        self.year = int(date[:4]) if date[:4].isdigit() else None
        self.length = max(1, len(doc))


    def is_spoken_of(self, pair: Pair) -> bool:
        """Whether headline or lead name the kind of deal that the pair's own sentences name."""
        own = (context for context in pair.contexts if not context.implied and context.section != "about")
        return any(group in self.groups for context in own for _, group in triggers(context.sentence.text))


def time_features(pair: Pair, news: News) -> set[str]:
    """Return the features of whether the deal of ``pair`` is news."""
    own = [context for context in pair.contexts if not context.implied] or pair.contexts
    sections = {context.section for context in own}
    loudest = _loudest(sections)
    by_issuer = pair.first_is_issuer or pair.second_is_issuer
    found = {"bias", f"sections={'+'.join(sorted(sections))}"} | {f"sec={section}" for section in sections}
    found.add(f"loudest={loudest}")
    found.add(f"issuer={by_issuer}")
    found.add(f"issuer={by_issuer}&loudest={loudest}")
    found.add(f"place={int(4 * own[0].sentence.start / news.length)}")
    found.add(f"times={min(4, len(own))}")
    signs = [set(_context(context, news)) for context in own]
    told = [(frame, context) for context in pair.contexts for frame in context.frames if frame.joins(*pair.numbers)]
    for frame, context in told:
        found |= {f"F:{frame.group}", f"F:{frame.mood}", f"F:{frame.group}:{frame.mood}", f"F:{context.section}:{frame.mood}"}
    found = found.union(*signs)
    spoken = {group for context in own for _, group in triggers(context.sentence.text)} & _KINDS
    found |= {f"matches={group}" for group in spoken & news.groups} | {f"differs={group}" for group in spoken - news.groups}
    found.add("matches" if spoken & news.groups else "matches not")
    found.add(f"matches={bool(spoken & news.groups)}&loudest={loudest}")
    if all("history" in one for one in signs):
        found.add("history only")
    return found


def _loudest(sections: set[str]) -> str:
    order = ("headline", "lead", "body", "list", "quote", "about")
    return next((label for label in order if label in sections), "none")


def _context(context: Context, news: News) -> Iterator[str]:
    text = context.sentence.text
    lowered = text.lower()
    label = context.section
    if _NEWS.search(lowered):
        yield "news"
        yield f"news:{label}"
    if _HISTORY.search(lowered):
        yield "history"
        yield f"history:{label}"
    yield from (f"news={match.group()}" for match in _NEWS.finditer(lowered))
    yield from (f"history={match.group()}" for match in _HISTORY.finditer(lowered))
    if news.year is not None:
        for match in _YEAR.finditer(text):
            age = news.year - int(match.group())
            yield f"age={max(-1, min(3, age))}"
    yield f"others={min(3, context.others)}"
