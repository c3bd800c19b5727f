"""What speaks for or against a candidate being the name of an organization.

A candidate is judged once for a document, over all places where it stands: a name that is introduced with its
ticker or its "About" section is recognised everywhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc, Span

from extract.gazetteer import known
from extract.organization_names import TICKER, acronyms_of, is_legal_form, normal
from extract.places import place_names, place_words
from extract.spans import SectionMap, text_of
from extract.word_classes import coarse, fine
from extract.words import word_set

_NOUNS = frozenset(
    "company firm institute institution manufacturer organization organisation provider developer leader cdmo "
    "cro hospital university fund investor startup start-up subsidiary specialist supplier maker biotech "
    "charity foundation center centre agency unit division affiliate spin-off spinout partner consortium "
    "network group business bank insurer producer distributor drugmaker pharma arm regulator nonprofit "
    "venture laboratory lab operator ministry association".split()
)
_DOCUMENT_NOUNS = frozenset({"product", "drug", "therapy", "vaccine", "medicine", "platform", "candidate", "trial", "study",
                             "inhibitor", "antibody", "treatment", "program", "programme", "disease", "technology"})  # fmt: skip
_TITLES = frozenset(
    "ceo cfo coo cso cto cmo cbo president chairman chairwoman chair chief director founder co-founder head "
    "officer vice professor manager partner leader scientist executive dean investigator investigators fellow".split()
)
_FRAMES = frozenset({"the", "our", "its", "their", "a", "an", "'s", "’s", "of", "at", "by", "with", "from", "and", "^"})
_MONTHS = frozenset("january february march april may june july august september october november december".split())
# "at Montreval (France)", "in Bourne, Massachusetts"
_PLACING = frozenset({"in", "at", "near", "from"})
_PLACED = re.compile(r"(?: ?\(|, ?)(?P<place>[A-Z][\w.]*(?: [A-Z][\w.]+)?)")
_QUOTES = frozenset("“”\"'‘’")


@dataclass
class Unit:
    """All places of one document where the same candidate name stands."""

    key: str
    mentions: list[Span] = field(default_factory=list)
    features: set[str] = field(default_factory=set)


class DocumentView:
    """What the features ask of a document, computed once."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.lower = [token.lower_ for token in doc]
        self.sections = SectionMap(doc)
        self.subjects = {normal(s.subject) for s in doc._.sections if s.subject and s.label == "about"}
        self.people = {normal(person.name) for person in doc._.people}
        self.people |= {name.split()[-1] for name in self.people if name}
        self.small = {token.text for token in doc if token.is_lower}

    def word(self, index: int) -> str:
        """Return the lower-cased token at ``index``, "0" for numbers, "^" and "$" beyond the two ends."""
        if index < 0:
            return "^"
        if index >= len(self.lower):
            return "$"
        word = self.lower[index]
        if word.isspace():
            return "¶"
        return "0" if word[0].isdigit() else word


def units(doc: Doc, spans: list[Span]) -> list[Unit]:
    """Return the candidates of a document with their features."""
    view = DocumentView(doc)
    by_key: dict[str, Unit] = {}
    for span in spans:
        key = normal(span.text)
        if key:
            by_key.setdefault(key, Unit(key)).mentions.append(span)
    for unit in by_key.values():
        unit.features = set(_intrinsic(unit, view))
        for mention in unit.mentions:
            unit.features.update(_context(mention, view))
        unit.features.add(f"count={min(4, len(unit.mentions))}")
    _relations(by_key)
    return list(by_key.values())


@lru_cache(maxsize=16384)
def _word_class(word: str) -> str:
    lower = word.lower()
    if is_legal_form(word):
        return "L"
    if lower in word_set("organization_heads"):
        return "H"
    if lower in _MONTHS:
        return "M"
    if not word[0].isalnum():
        return "-"
    if word[0].isdigit():
        return "D"
    if word[0].islower():
        return "o"
    if lower in word_set("common_words"):
        return "c"
    if lower in place_words():
        return "P"
    if lower in word_set("given_names"):
        return "G"
    if len(word) > 1 and word.isupper():
        return "A"
    return "K" if any(char.isupper() for char in word[1:]) else "X"


def _intrinsic(unit: Unit, view: DocumentView) -> list[str]:
    texts = sorted({mention.text for mention in unit.mentions}, key=lambda text: (-len(text), text))
    surface = [token.text for token in max(unit.mentions, key=len)]
    bare = [word for word in surface if word != "," and not is_legal_form(word)] or surface
    last, first = bare[-1].lower(), bare[0].lower()
    classes = [_word_class(word) for word in surface if word != ","]
    found = [
        f"n={min(6, len(bare))}",
        f"last={last}",
        f"first={first}",
        f"last~{fine(last)}",
        f"first~{fine(first)}",
        f"ends~{coarse(first)}|{coarse(last)}",
        f"suf={last[-4:]}",
        f"suf3={last[-3:]}",
        f"pat={''.join(classes[:6])}",
        f"lastclass={classes[-1]}",
        f"firstclass={classes[0]}",
        f"pair={_word_class(bare[0])}{_word_class(bare[-1])}",
    ]
    found += [
        f"has={word.lower()}"
        for word in bare[1:-1]
        if word[0].islower() or word.lower() in word_set("organization_heads")
    ]
    if len(bare) == 1:
        found.append(f"single={_word_class(bare[0])}:{min(len(bare[0]), 8)}")
    entry = next((entry for entry in map(known, texts) if entry), None)
    if entry:
        found += [f"gaz={entry.type}", "gaz"] if not entry.ambiguous else ["gazamb"]
    if unit.key in view.people:
        found.append("person")
    if unit.key in view.subjects:
        found.append("aboutsubject")
    elif any(subject.startswith(unit.key + " ") for subject in view.subjects):
        found.append("aboutprefix")
    if unit.key in place_names():
        found.append("place")
    if all(word.lower() in view.small for word in bare):
        found.append("small")
    if any("'" in word or "’" in word for word in surface):
        found.append("possessive")
    return found


def _context(mention: Span, view: DocumentView) -> list[str]:
    doc, start, end = view.doc, mention.start, mention.end
    w = view.word
    section = view.sections.label(mention.start_char)
    found = [
        f"sec={section}",
        f"p1={w(start - 1)}",
        f"n1={w(end)}",
        f"p2={w(start - 2)}|{w(start - 1)}",
        f"n2={w(end)}|{w(end + 1)}",
        f"pp={w(start - 2)}",
        f"nn={w(end + 1)}",
        f"p1~{coarse(w(start - 1))}",
        f"n1~{coarse(w(end))}",
        f"around~{coarse(w(start - 1))}|{coarse(w(end))}",
        f"p1~~{fine(w(start - 1))}",
        f"n1~~{fine(w(end))}",
    ]
    if doc[start].is_sent_start:
        found.append(f"start:{section}")
    if len(mention) > 1:
        # "the Clinical Research Center", "its Office of Technology Licensing": an article before a headed name
        frame = w(start - 1) if w(start - 1) in _FRAMES else "other"
        found.append(f"frame={frame}|{_word_class(mention[0].text)}{_word_class(mention[-1].text)}")
    for index, side in ((start - 1, "left"), (end, "right")):
        if 0 <= index < len(doc) and doc[index].text[0].isupper():
            found.append(f"{side}cap={_word_class(doc[index].text)}")
            found.append(f"{side}cap:{section}")
    after = view.text[mention.end_char : mention.end_char + 160].lstrip(" ,®™")
    if after.startswith("(") and TICKER.match(after):
        found.append("ticker")
    if w(end) == "(" and end + 1 < len(doc):
        inner = [token for token in doc[end + 1 : end + 4] if token.text not in _QUOTES]
        if inner and (inner[0].text.isupper() or w(end + 1) in _QUOTES):
            found.append("defines")
    if w(start - 1) in _PLACING and _placed(view.text[mention.end_char : mention.end_char + 60]):
        found.append("placed")
    if w(start - 1) == "(" or (w(start - 1) in _QUOTES and "(" in (w(start - 2), w(start - 3))):
        found.append("inparens")
    found += _description(view, end)
    found += _titles(view, start, end)
    return found


def _placed(after: str) -> bool:
    """Whether a country or state stands behind a name, as behind that of a town: "(France)", ", Wis."."""
    match = _PLACED.match(after)
    return match is not None and normal(match["place"]) in place_names()


def _description(view: DocumentView, end: int) -> list[str]:
    """Features of what the text says the name is: ", a clinical-stage biotechnology company" or "is a leading ..."."""
    w = view.word
    at = end
    if w(at) == "(":
        close = next((index for index in range(at, min(at + 12, len(view.lower))) if view.lower[index] == ")"), at)
        at = close + 1
    kind = None
    if w(at) == "," and w(at + 1) in ("a", "an", "the", "one", "part", "which"):
        kind = "appos"
    elif w(at) in ("is", "was") and w(at + 1) in ("a", "an", "the", "one"):
        kind = "isa"
    elif w(at) == "," and w(at + 2) in ("-",):
        kind = "appos"
    if kind is None:
        return []
    found = [kind]
    for index in range(at + 2, at + 18):
        word = w(index)
        if word in _NOUNS:
            found += [f"{kind}=org", f"{kind}={word}"]
            break
        if word in _DOCUMENT_NOUNS:
            found.append(f"{kind}=thing")
            break
        if word in (".", ";", "¶", "$"):
            break
    return found


def _titles(view: DocumentView, start: int, end: int) -> list[str]:
    """Features of a job title that stands before ("CEO of X") or after ("X CEO") the name."""
    w = view.word
    found = []
    if (w(start - 1) in ("of", "at", "for", "with", ",") or w(start - 2) in ("of", "at")) and any(w(index) in _TITLES for index in range(start - 6, start - 1)):
        found.append("titleof")
    after = end + 1 if w(end) in ("'s", "’s", "’", "'") else end
    if w(after) in _TITLES or (w(after) in ("senior", "global", "founding", "managing") and w(after + 1) in _TITLES):
        found.append("title")
    return found


def _relations(by_key: dict[str, Unit]) -> None:
    """Add the features that a candidate gets from others: its longer form, its short form, its acronym."""
    strong = {key for key, unit in by_key.items() if _is_strong(unit)}
    prefixes: dict[str, set[str]] = defaultdict(set)
    suffixes: dict[str, set[str]] = defaultdict(set)
    acronyms: dict[str, set[str]] = defaultdict(set)
    for key in by_key:
        parts = key.split()
        for cut in range(1, len(parts)):
            prefixes[" ".join(parts[:cut])].add(key)
            suffixes[" ".join(parts[cut:])].add(key)
        if len(parts) > 1:
            for acronym in acronyms_of(parts):
                acronyms[acronym].add(key)
    for key, unit in by_key.items():
        if prefixes[key] & strong:
            unit.features.add("prefixofstrong")
        if suffixes[key] & strong:
            unit.features.add("suffixofstrong")
        if acronyms[key] and any(mention.text.isupper() for mention in unit.mentions):
            unit.features.add("acronymofstrong" if acronyms[key] & strong else "acronym")
        parts = key.split()
        if any(" ".join(parts[:cut]) in strong for cut in range(1, len(parts))):
            unit.features.add("extendsstrong")


def _is_strong(unit: Unit) -> bool:
    return (
        bool(unit.features & {"ticker", "aboutsubject", "lastclass=L", "gaz", "appos=org", "isa=org"})
        and "person" not in unit.features
    )
