"""Who sells in an acquisition: the text tells a seller from what is bought by how it stands with its name."""

from __future__ import annotations

import re

from extract.drafts import OrganizationDraft
from extract.pairs import Pair
from extract.spans import text_of

_PART = (
    r"business(?:es)?|unit|units|site|sites|facilit(?:y|ies)|plants?|assets?|rights|portfolio|division|operations|"
    r"programs?|programmes?|products?|stake|shares?|interest|royalt(?:y|ies)|voucher|subsidiary"
)
# "Acme's antibody business", "the Bern site of Acme", "bought from Acme", "Acme sold its plant"
_OWNS = re.compile(rf"\s*['’]s?\s+(?:[\w-]+\s+){{0,5}}?(?:{_PART})\b", re.IGNORECASE)
_PART_OF = re.compile(rf"\b(?:{_PART})\b[^.;]{{0,40}}?\b(?:of|from)\s+(?:the\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:acqui\w+|bought|purchas\w+|buy\w*|takes? over|took over)\b[^.;]{0,140}\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
_SELLS = re.compile(
    r"[^.;,]{0,30}\b(?:sells?|sold|selling|divest\w*|to sell|sale of|transfers?|transferred|parts? with)\b", re.IGNORECASE
)
_REACH = 160


def sells(pair: Pair, draft: OrganizationDraft) -> bool:
    """Whether a sentence of the pair tells of ``draft`` as the seller of a part of itself."""
    number = pair.numbers[0 if draft is pair.first else 1]
    if any(frame.takes(number) for context in pair.contexts for frame in context.frames):
        return False
    for context in pair.contexts:
        if context.implied:
            continue
        mention = context.left if context.first_is_left == (draft is pair.first) else context.right
        text = text_of(mention.doc)
        # What stands beyond the other name is said of the other.
        begin, end = context.sentence.start_char, context.sentence.end_char
        begin = begin if mention is context.left else context.left.end_char
        end = end if mention is context.right else context.right.start_char
        before = text[max(begin, mention.start_char - _REACH) : mention.start_char]
        after = text[mention.end_char : min(end, mention.end_char + _REACH)]
        if _OWNS.match(after) or _SELLS.match(after) or _PART_OF.search(before) or _FROM.search(before):
            return True
    return False
