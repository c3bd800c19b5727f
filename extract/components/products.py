"""Products: named candidates, medicines, instruments and platforms of the organizations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.drafts import ConceptMention
from extract.product_names import CODE, coined, is_code, is_trial, nonproprietary
from extract.spans import SectionMap, cover, text_of
from extract.words import word_list, word_set

_HEADS = "|".join(sorted(word_list("product_heads"), key=len, reverse=True))
# No word of a name is longer than this: without a bound, a text of one long word takes minutes.
_NAME = r"[A-Za-z]?[A-ZÀ-Þ][\w+.-]{0,40}[\w+](?:\s(?:[A-ZÀ-Þ][\w+-]{0,40}|\d(?:\.\d)?))?"
_TRADEMARK = re.compile(
    r"((?:[A-Za-z]?[\wÀ-ž+.-]{0,40}[A-ZÀ-Þ][\wȀ-ȳÀ-ž+.-]{0,40}\s){0,2}[A-Za-zÀ-ž][\wȀ-ȳ+./-]{0,40})\s?(?:®|™|"
    r"\((?:R|TM|r|tm)\))"
)
_MARK = re.compile(r"®|™|\((?:R|TM|r|tm)\)")
_TRADEMARK_REACH = 250  # characters before a mark: three words of the greatest length
_CALLED = re.compile(
    rf"\b(?:{_HEADS}|called|named|known as|branded|marketed as|sold as|brand name|under the name|dubbed)(?:,|:|"
    rf",? (?:called|named|known as))?\s[“\"‘']?(?P<name>{_NAME})"
)
_APPOSITIVE = re.compile(
    rf"(?P<name>{_NAME})[”\"]?(?:\s\([^)]{{2,40}}\))?,\s(?:an?|its|the|our|their|"
    rf"which is an?)\s(?:[\w/’'-]{{1,40}}\s){{0,6}}?(?:{_HEADS})\b"
)
_FOLLOWED = re.compile(rf"(?P<name>{_NAME})(?:\s\([^)]{{2,40}}\))?\s(?:[a-z-]{{1,40}}\s){{0,2}}?(?:{_HEADS})\b")
_GENERIC = re.compile(
    r"(?P<name>[A-Z][A-Za-z]{3}[\w-]{0,60})\s\((?:[a-z][a-z-]{5,60}[a-z]|"
    r"[A-Z]{2,5}-?\d{2,5})\b[^)]{0,40}\)"
)
_OWNED = re.compile(
    r"(?:(?:[’']s|\bits|\btheir|\bour)\s(?:[a-z-]{1,40}\s){0,4}?|\b(?:of|for|with|to|develops?|developing|launch(?:es|"
    r"ed)?|sells?|markets?|makes?|supply|license|"
    r"distribute|approved|evaluating|rights to|sales of|dose of|treated with|received)\s)(?P<name>" + _NAME + r")"
)
_TITLE_CASE_AFTER = re.compile(r"\s[A-Z][a-z]|[’']s|-")
_CAMEL = re.compile(
    r"(?<![\w@./-])[A-Z]?[A-Z]?[a-z]+[A-Z][A-Za-z]*[a-z](?:\d)?(?![\w@-]|\.\w)|"
    r"(?<![\w@./-])[A-Z]{2,3}[A-Z][a-z]{3,}(?![\w@-])"
)


class _Names:
    """The names of organizations, people and programmes of a document, which are no products."""

    def __init__(self, doc: Doc) -> None:
        organizations = [mention for draft in doc._.organizations for mention in draft.mentions]
        people = [mention for draft in doc._.people for mention in draft.mentions]
        spans = sorted((mention.start_char, mention.end_char) for mention in [*organizations, *people])
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self.forms = {form.casefold() for draft in doc._.organizations for form in draft.forms()}
        self.words = {word for form in self.forms for word in re.findall(r"[\w-]+", form)}

    def holds(self, start: int, end: int) -> bool:
        """Whether the characters lie within the name of an organization or a person."""
        place = bisect_right(self._starts, start) - 1
        return any(self._ends[index] >= end for index in range(max(0, place - 2), place + 1))


def _trim(text: str, start: int, end: int, names: _Names) -> tuple[int, int]:
    """Return where a trademark's own words begin and end, names of organizations and openers of sentences cut off."""
    while " " in text[start:end]:
        first = text[start:end].split(" ", 1)[0]
        plain = first.rstrip("’s'").casefold()
        if (
            names.holds(start, start + len(first))
            or plain in word_set("leading_words")
            or plain in word_set("product_openers")
        ):
            start += len(first) + 1
            continue
        break
    return start, end


def _strong(text: str, names: _Names) -> Iterator[tuple[int, int]]:
    """Yield the places of names whose shape alone says that they are products."""
    for match in CODE.finditer(text):
        if is_code(text, match.start(), match.end()):
            yield match.start(), match.end()
    yield from nonproprietary(text)
    for match in _trademarks(text):
        start, end = _trim(text, match.start(1), match.end(1), names)
        if len(text[start:end].strip()) > 2:
            yield start, end


def _trademarks(text: str) -> Iterator[re.Match[str]]:
    """Yield the match of every trademark: only what stands before a mark is looked at."""
    after = 0
    for mark in _MARK.finditer(text):
        match = _TRADEMARK.search(text, max(after, mark.start() - _TRADEMARK_REACH), mark.end())
        if match:
            yield match
        after = mark.end()


def _weak(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of coined words that the words around them call a product."""
    camel = Counter(match.group() for match in _CAMEL.finditer(text))
    for match in _CAMEL.finditer(text):
        if camel[match.group()] > 1 and coined(match.group()):
            yield match.start(), match.end()
    for pattern in (_CALLED, _APPOSITIVE, _FOLLOWED, _GENERIC, _OWNED):
        for match in pattern.finditer(text):
            start, end = match.span("name")
            words = text[start:end].split(" ")
            plain = not re.search(r"[a-z][A-Z]|\d|^[A-Z]{6,}$|-[A-Z]", words[0])
            if plain and (pattern in (_OWNED, _FOLLOWED) or _TITLE_CASE_AFTER.match(text, start + len(words[0]))):
                continue
            if coined(words[0]):
                second = len(words) > 1 and (words[1][0].isdigit() or (coined(words[1]) and pattern is not _OWNED))
                yield start, end if second else start + len(words[0])


@Language.factory(
    "kg_products", assigns=["doc._.products"], requires=["doc._.sections", "doc._.organizations", "doc._.people"]
)
class Products:
    """Finds products."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with ``doc._.products``: every mention, in the order of the text."""
        text = text_of(doc)
        names, sections = _Names(doc), SectionMap(doc)
        found: dict[str, str] = {}
        places = [(place, True) for place in _strong(text, names)] + [(place, False) for place in _weak(text)]
        for (start, end), strong in places:
            if sections.quiet(start) or not self._allowed(text, start, end, names, strong):
                continue
            name = text[start:end].strip(" .,-/")
            found.setdefault(name.casefold(), name)
        doc._.products = self._mentions(doc, text, found, sections)
        self._silence_comparators(doc, sections)
        return doc

    @staticmethod
    def _allowed(text: str, start: int, end: int, names: _Names, strong: bool) -> bool:
        """Whether a name is neither an organization, a person, nor a trial."""
        name = text[start:end].casefold()
        if names.holds(start, end) or name in names.forms:
            return strong and any(map(str.isdigit, name)) and name not in names.forms
        if strong:
            return not (name.isalpha() and text[start:end].isupper() and is_trial(text, start, end))
        if is_trial(text, start, end) or name in names.words:
            return False
        return not any(part.casefold() in names.words for part in re.findall(r"[A-Z]?[a-z]{4,}", text[start:end]))

    @staticmethod
    def _mentions(doc: Doc, text: str, found: dict[str, str], sections: SectionMap) -> list[ConceptMention]:
        """Return every mention of the found names, the longest where several begin at one place."""
        if not found:
            return []
        forms = sorted(found.values(), key=len, reverse=True)
        pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?!\w)")
        return [
            ConceptMention(
                found[match.group().casefold()],
                cover(doc, match.start(), match.end()),
                not sections.quiet(match.start()),
            )
            for match in pattern.finditer(text)
            if match.group().casefold() in found
        ]

    @staticmethod
    def _silence_comparators(doc: Doc, sections: SectionMap) -> None:
        """Make inactive the well-known medicines of others: named once or twice, and not in the headline."""
        marketed = word_set("marketed_drugs")
        counts = Counter(mention.concept for mention in doc._.products)
        early = {mention.concept for mention in doc._.products if sections.label(mention.span.start_char) == "headline"}
        for mention in doc._.products:
            if mention.concept.casefold() in marketed and counts[mention.concept] < 3 and mention.concept not in early:
                mention.active = False
