"""The sentences of a document that name organizations, with who is named where."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from extract.spans import QUIET, SectionMap
from extract.speakers import Speakers

# What has no boundary for so long is a table or a list of names, no sentence.
MAXIMUM_TOKENS = 600
_SPEAKERS = frozenset({"we", "us"})


@dataclass(frozen=True)
class NamedSentence:
    """One sentence, the section that it stands in, and its mentions, each with its place among the organizations.

    ``speaker`` is whom "the company" means there; ``introduced`` tells whether an "About" heading says so.
    """

    span: Span
    section: str
    mentions: tuple[tuple[Span, int], ...]
    speaker: int | None = None
    introduced: bool = False

    def names(self, *, spoken: bool = True) -> dict[int, tuple[int, int]]:
        """Return for each token where a name begins its end and its organization.

        With ``spoken``, "we" and "the company" name the speaker, if there is one.
        """
        speaker = self.speaker if spoken else None
        found = {mention.start: (mention.end, number) for mention, number in self.mentions}
        if speaker is not None:
            for token in self.span:
                if token.lower_ in _SPEAKERS or (token.lower_ == "company" and token.i > 0 and token.nbor(-1).lower_ == "the"):
                    found.setdefault(token.i, (token.i + 1, speaker))
        return found


def named_sentences(doc: Doc, speakers: Speakers) -> Iterator[NamedSentence]:
    """Yield every sentence that names an organization, in order of the text, but for boilerplate and the like."""
    sections = SectionMap(doc)
    sentences = list(doc.sents)
    starts = [sentence.start for sentence in sentences]
    mentions: dict[int, list[tuple[Span, int]]] = defaultdict(list)
    for number, draft in enumerate(doc._.organizations):
        for mention in draft.mentions:
            mentions[bisect_right(starts, mention.start) - 1].append((mention, number))
    for place in sorted(mentions):
        here, sentence = mentions[place], sentences[place]
        start = here[0][0].start_char
        section = sections.label(start)
        if section not in QUIET and len(sentence) <= MAXIMUM_TOKENS:
            yield NamedSentence(sentence, section, tuple(here), speakers.at(start), speakers.introduced(start))
