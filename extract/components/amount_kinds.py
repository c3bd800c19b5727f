"""What a sum of money pays for, told by the words around it in its clause.

Every cue word votes for its kind, the louder the closer it stands to the sum; a cue on the far side of another sum
counts little, since it usually belongs to that one.
"""

from __future__ import annotations

import re
from collections import defaultdict

# kind -> (weight, pattern). "background" marks sums that belong to no deal.
_CUES: dict[str, tuple[float, str]] = {
    "upfront": (1.7, r"up-?\s?front|(?:at|on|upon)\s(?:the\s)?(?:signing|signature|closing|execution)|prepay\w*|"
                     r"pre-payment|"
                     r"down payment|signing (?:fee|payment|bonus)|initial (?:cash |license |licence )?(?:payment|fee|"
                     r"sum|consideration)|"
                     r"(?:makes?|made|received?s?|gets|pa(?:ys|id|y)) (?:a |an )?(?:one-off |one-time |"
                     r"single )?(?:cash )?payments? of|"
                     r"in cash now|immediately|near-term payments?|access fee|entry fee"),
    "milestone": (1.7, r"milestones?|contingent (?:payments?|consideration|value)|earn-?\s?outs?|success (?:fees?|"
                       r"payments?)|CVRs?|"
                       r"goals are|if (?:all )?(?:\w+ ){0,3}(?:goals|targets|conditions) (?:are )?(?:met|reached)|"
                       r"bio-?bucks|"
                       r"(?:development|regulatory|sales|commercial)(?:,| and| or)[^.;]{0,40}payments|"
                       r"on (?:first )?approval|"
                       r"depending on|performance-based"),
    "equity": (1.35, r"equity(?! firm| research| partner)|(?<!per )shares\b|stake|private placement|(?:common |"
                     r"restricted )?stock\b|"
                     r"subscri(?:bes?|bed|ption)|convertible (?:notes?|loan|bonds?)|minority|ownership interest|"
                     r"interest in the company|"
                     r"investment commitment|strategic investment"),
    "funding": (1.1, r"series [A-G]\d?\b|pre-seed|seed|financing|round\b|funding|funds?\b|funded|grants?\b|award(?:s|"
                     r"ed)?\b|"
                     r"rais(?:es?|ed|ing)\b|donat\w+|gift\b|gave|gives?\b|given|contribut\w+|invest(?:s|ed|ing|"
                     r"ments?)?\b|loan\b|"
                     r"venture debt|credit facility|pledge[sd]?|support(?:s|ed)?\b|subsid\w+|capitali[sz]ed|"
                     r"capital\b|backs|backed|"
                     r"backing|sanctioned|financ(?:es?|ed)\b|commit(?:s|ted|ment)\b|provid(?:es?|ed)\b|puts? in|"
                     r"putting|endow\w+|"
                     r"sponsor(?:s|ed|ship)?\b|appropriation|budget|oversubscribed|allocat\w+|bequest|stipend|prize|"
                     r"co-?fund\w+"),
    "price": (1.3, r"acquir(?:es?|ed|ing)\b|acquisitions?|purchase price|purchase of|buy(?:s|ing)?\b|bought|sold\b|"
                   r"sell(?:s|ing)?\b|"
                   r"sale (?:of|to)|takeover|merger|valuing|buyers?|buyout|divest\w*|tender offer|enterprise value|"
                   r"equity value|"
                   r"purchase consideration|total consideration|deal value|changed hands|takes over|for cash"),
    "total": (1.0, r"total(?:s|l?ing)?\b|aggregate|worth|valued|value\b|overall|altogether|orders?\b|ceiling|"
                   r"combined|up to the|"
                   r"purchase commitments?|contract price|could (?:reach|exceed|receive)|potential(?:ly)?\b|"
                   r"revenue over|in all"),
    "other": (1.2, r"licens(?:e|ing|ure) (?:fees?|payments?|revenue)|licence fees?|option (?:exercise )?(?:fees?|"
                   r"payments?)|exercise fees?|"
                   r"opt-in|annual(?:ly)?|per year|a year|each year|maintenance|reimburs\w+|termination|break-?up|"
                   r"per (?:share|ADS|dose|vial|"
                   r"patient|batch|unit|month|sample|test|slot)|(?:a|each) (?:share|dose|vial|batch|month)\b|"
                   r"royalt(?:y|ies)|fees?\b|"
                   r"penalt\w+|rent\b|minimum|deposit|debt\b|repay\w*|co-?pay\w*|matching"),
    "background": (1.7, r"markets?\b(?! authori[sz]ation)(?! approval)|net sales|annual sales|peak sales|sales (?:of|"
                        r"were|in|reached)|turnover|"
                        r"revenues? (?:of|for|was|were|in|grew|rose)|net (?:loss|income|profit)|operating (?:loss|"
                        r"profit|expenses?|income)|"
                        r"cash(?:,| and) cash equivalents|cash (?:position|balance|runway|on hand|reserves?)|cash at|"
                        r"market cap\w*|CAGR|"
                        r"assets under management|under management|R&D expenses?|research and development expenses?|"
                        r"expenses were|"
                        r"burden|health ?care costs?|economic cost|costs? the|salar(?:y|ies)|guidance|EBITDA|"
                        r"earnings|quarter(?:ly)?\b|"
                        r"gross proceeds|net proceeds|public offering|settle(?:ment|d)?\b|fine[sd]?\b|lawsuit|"
                        r"damages|closed at|"
                        r"shares? (?:closed|fell|rose|traded)|list price|retail price|ticket|registration|industry|"
                        r"purchasing volume|"
                        r"cost savings|savings|restructuring|charges? of|GDP|forecast|projected|expected to (?:grow|"
                        r"reach)|by 20[2-5]\d"),
}  # fmt: skip
_CUE = re.compile("|".join(rf"(?P<{kind}>\b(?:{pattern}))" for kind, (_, pattern) in _CUES.items()), re.IGNORECASE)
_CLAUSE = re.compile(r"[!?;](?=\s)|\.(?=\s+[\"“A-Z])|\n\s*\n|\n\s*[-*•]")
_SUM = re.compile(r"[$€£¥₹₩]\s?\d|\b[A-Z]{3}\s?\d|\d[\d.,]*\s(?:million|billion|bn|m)\b", re.IGNORECASE)
_PER = re.compile(r"\s?(?:per|a|an|each|/)\s?(?:share|ads|unit|warrant|dose|vial|month|patient|batch)\b", re.IGNORECASE)
_BEFORE, _AFTER = 170, 120
_CLOSE = 14.0  # characters at which a vote has lost half its weight
_BEYOND = 0.3  # what is left of a vote from beyond another sum
_COMMA = 0.75  # what is left of a vote from beyond a comma


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the clause around the characters ``start`` to ``end`` begins and ends."""
    begin = max(0, start - _BEFORE)
    for cut in _CLAUSE.finditer(text, begin, start):
        begin = cut.end()
    stop = _CLAUSE.search(text, end, end + _AFTER)
    return begin, stop.start() if stop else min(len(text), end + _AFTER)


def votes(text: str, start: int, end: int) -> dict[str, float]:
    """Return the weight of the evidence for every kind, for the sum at the characters ``start`` to ``end``."""
    begin, stop = _window(text, start, end)
    sums = [
        (other.start(), other.end()) for other in _SUM.finditer(text, begin, stop) if not start <= other.start() < end
    ]
    found: dict[str, float] = defaultdict(float)
    for cue in _CUE.finditer(text, begin, stop):
        if cue.start() < end and cue.end() > start:
            continue
        low, high = (cue.end(), start) if cue.end() <= start else (end, cue.start())
        weight = _CUES[str(cue.lastgroup)][0] / (1.0 + (high - low) / _CLOSE)
        if any(low <= place < high for place, _ in sums):
            weight *= _BEYOND
        if "," in text[low:high]:
            weight *= _COMMA
        found[str(cue.lastgroup)] += weight
    return found


def kind_of(text: str, start: int, end: int) -> str | None:
    """Return the amount kind of the sum at the characters ``start`` to ``end``; None if it belongs to no deal.

    >>> text = "Acme pays $5 million upfront and up to $90 million in milestones."
    >>> kind_of(text, 10, 20), kind_of(text, 39, 50)
    ('upfront', 'milestone')
    """
    if _PER.match(text, end):
        return "other"
    found = votes(text, start, end)
    if not found:
        return "other"
    best = max(found, key=lambda kind: found[kind])
    return None if best == "background" else best
