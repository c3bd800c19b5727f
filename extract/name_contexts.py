"""What stands around a candidate for the name of an organization: words, sections, tickers, descriptions and titles."""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.tokens import Doc, Span

from extract.name_forms import TICKER, is_legal_form, normal
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
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_FRAMES = frozenset({"the", "our", "its", "their", "a", "an", "'s", "’s", "of", "at", "by", "with", "from", "and", "^"})
# "The existing Clinical Research Center" is framed by its article.
_AGES = frozenset({"current", "existing", "new", "newly", "former"})
_DASHES = frozenset({"-", "--", "–", "—"})
# "at Montreval (France)", "in Bourne, Massachusetts"
_PLACING = frozenset({"in", "at", "near", "from"})
_PLACED = re.compile(r"(?: ?\(|, ?)(?P<place>[A-Z][\w.]*(?: [A-Z][\w.]+)?)")
_QUOTES = frozenset("“”\"'‘’")


@lru_cache(maxsize=16384)
def word_class(word: str) -> str:
    """Return a letter for what kind of word it is: "L" a legal form, "H" a head, "P" a place, "G" a given name, ..."""
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


def context_features(mention: Span, view: DocumentView) -> list[str]:
    """Return the features of one place where the candidate stands."""
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
        before = w(start - 2) if w(start - 1) in _AGES else w(start - 1)
        frame = before if before in _FRAMES else "other"
        found.append(f"frame={frame}|{word_class(mention[0].text)}{word_class(mention[-1].text)}")
    for index, side in ((start - 1, "left"), (end, "right")):
        if 0 <= index < len(doc) and doc[index].text[0].isupper():
            found.append(f"{side}cap={word_class(doc[index].text)}")
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
    elif (w(at) == "," and w(at + 2) == "-") or (w(at) in _DASHES and w(at + 1) in ("a", "an", "the", "one")):
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
