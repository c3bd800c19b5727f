"""Patterns of job titles and of the words that tie a title to a name and to an organization."""

from __future__ import annotations

import re

from extract.words import word_list

SAID = (r"(?:said|says|adds|added|comments|commented|explains|explained|notes|noted|states|stated|remarked|remarks|"
        r"concluded|concludes|"
        r"continued|continues|observed|observes|recalls|recalled|wrote|writes|quipped|emphasi[sz]ed|emphasi[sz]es|"
        r"stressed|stresses|"
        r"told|tells|replied|replies|argued|argues|insists|insisted|shared|shares|joked|admits|admitted|believes|"
        r"cautioned|warned|answered)")  # fmt: skip
_DEGREES = "|".join(re.escape(degree) for degree in sorted(word_list("degrees"), key=len, reverse=True))
DEGREES = rf"(?:[,\s]{{1,2}}(?:{_DEGREES})(?![\w]))++"
HEADS = "|".join(re.escape(head) for head in sorted(word_list("job_titles"), key=len, reverse=True))
_MODIFIERS = "|".join(re.escape(head) for head in sorted(word_list("title_modifiers"), key=len, reverse=True))
# "Chief Executive Officer", "co-founder and CEO", "the firm's managing director": title words only.
TITLE = (
    rf"(?:(?:the|its|our|an?|their|his|her|former|and|&|of)\s|(?:{_MODIFIERS})[\s,-]{{1,2}}|co-){{0,6}}(?:{HEADS})s?\b"
)
HEAD = re.compile(rf"\b(?:{HEADS})s?\b", re.IGNORECASE)
LEAD_IN = re.compile(
    rf"(?:,?\s(?:Jr|Sr)\.)?(?:{DEGREES})?+(?!,?\sand\s)(?:,\s(?=\d\d,)\d\d)?(?:\s?,\s|\s\(|\s?[–—]\s|,?\s-\s|,?\s(?:is|was|"
    rf"serves as|serving as|remains|becomes|became)\s|(?=\s(?:CEO|CFO|COO|CTO|CSO|CMO|CBO)\b)\s)"
    r"(?:(?:who|currently|also)\s(?:is|was|serves as)?\s?)?(?:(?:the|its|our|an?|their|his|her)\s)?"
)
NEW_ROLE = re.compile(
    r"[^.;\n]{0,90}?\b(?:as|becomes|become|appointed|named|promoted to|(?:post|role|position|job|office) of|"
    r"joins? \w+ as|joined \w+ as)\s"
    r"(?:(?:the|its|our|an?|their|new)\s){0,2}"
)
PHRASE_END = re.compile(
    rf"[,]?\s(?:{SAID}|who|whose|which|has|have|had|will|was|were|is|are|when|while|in an?|in the (?:release|"
    rf"statement)|on \w+day|today|and\s[A-Z]\w+\s[A-Z]|led|joins?|after|following|formerly|"
    rf"previously|most recently|where)\b"
    r"|[;:\n“”\"()]|\s[–—-]{1,2}\s|(?<!Inc)(?<!Corp)(?<!Ltd)(?<!Co)(?<!U\.S)(?<!St)(?<!S\.A)(?<!\b[A-Z])\.(?=\s|$|"
    r"[A-Z“\"])|[.,]?$"
)
OF = re.compile(r"(?:,|\s(?:of|at|for|with|from|in|and|on behalf of))?\s*(?:the\s|The\s)?$")
AT = re.compile(
    rf"(?:{DEGREES})?(?:,?\s(?:of|at|from|with|for|and the|to)\s(?:the\s)?|,\s(?:the\s)?|"
    rf"\s?\((?:the\s)?|\s[–—-]\s)$"
)
THE_COMPANY = re.compile(
    r"\b(?:the|our|this)\s(?:company|firm|group|organi[sz]ation|university|hospital|institute|"
    r"foundation|agency)\b",
    re.IGNORECASE,
)
TITLE_BEFORE = re.compile(
    rf"(?P<title>(?:[\w&/.-]+\s){{0,6}}?(?:{TITLE})(?:\s(?:of|for)\s[\w\s&]{{2,40}})?)(?:,|:|"
    rf"\sis|\sare)?\s(?:(?:Dr|Prof|Mr|Ms|Mrs|Sir)\.?\s)*$",
    re.IGNORECASE,
)
DIRECTS = re.compile(
    rf"(?:{DEGREES})?,?\s(?:who\s)?(?:directs|heads|leads|runs|chairs|founded|co-founded|owns|led|"
    rf"headed)\s(?:the\s)?$"
)
OWNS = re.compile(r"[’']s\s")
POSSESSIVE = re.compile(r"[’']s\s\w")
OUTSIDE_FIRMS = re.compile(r"\b(?:senators?|governor|mayor|minister|secretary|patient|mother|father|judge|"
                            r"representative|congress\w+|commissioner)\b",
                            re.IGNORECASE)  # fmt: skip
OWNER = re.compile(
    r"\b(?:its\b|(?:the|this)\s(?P<noun>company|firm|group|organi[sz]ation|university|hospital|institute|foundation|"
    r"agency|college|centre|"
    r"center|clinic|consortium|ministry|trust|association|society|"
    r"laboratory|partner)(?:[’']s?|,)?\s)", re.IGNORECASE)  # fmt: skip
NOUN_FORMS = {"university": "universi|college", "hospital": "hospital|h[oô]pital|klinik|clinic|infirmary|"
    "medical cent", "center": "cent(?:er|re)",
               "centre": "cent(?:er|re)", "foundation": "foundation|fond|stiftung", "laboratory": "lab"}  # fmt: skip
CAMPUS = re.compile(r"\b(?:provost|rector|dean|professor|prof|chancellor|vice-chancellor|lecturer)\b", re.IGNORECASE)
# No authority has them.
COMPANY_TITLE = re.compile(
    r"\b(?:C[EFOTSMB]O|chief \w+ officer|chief executive|(?:co-)?founder|managing director|vice president|VP|SVP|EVP)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")


HONORIFIC = re.compile(r"\b(?:Dr|Prof|Mr|Ms|Mrs|Sir)\.?\s", re.IGNORECASE)
# "Chief Supply Chain Officer (CSCO) at Acme"
SHORT_TITLE = re.compile(r"\([A-Z&]{2,6}\)")
# A part of an organization, and what stands between it and the whole: "Division of Cardiology, Acme University"
PARTS = tuple(
    (re.compile(rf"\b(?:{part})\b", re.IGNORECASE), re.compile(rf"(?:{joint})\s(?:the\s)?", re.IGNORECASE))
    for part, joint in (
        (
            r"department|division|section|faculty|laborator(?:y|ies)|lab|unit|office|program(?:me)?",
            r",|,?\s(?:at|of|in|within)",
        ),
        (r"cent(?:er|re)|institute|school", r"\s(?:at|within)"),
    )
)
FORMER = re.compile(r"(?:former(?:ly)?|ex|previous(?:ly)?|until|past|retired|once)\b", re.IGNORECASE)
# From an organization to the person whom it appoints: ", a maker of cells, today announced the appointment of Dr. "
_WITHOUT_STOP = r"(?:[^.;:\n“”\"]|(?<=Dr)\.|(?<=Prof)\.|(?<=Mr)\.|(?<=Ms)\.|(?<=Mrs)\.)"
APPOINTS = re.compile(
    rf"(?:\s\([^()\n]{{0,60}}\))?(?:,[^.;:\n]{{0,140}}?)??(?:\s[\w-]+){{0,5}}?\s(?:appoint(?:s|ed|ing)|appointments? of|"
    rf"welcom(?:es|ed)|hir(?:es|ed)|elect(?:s|ed)|recruit(?:s|ed)|promot(?:es|ed)|taps|tapped|adds|names|named)\s"
    rf"{_WITHOUT_STOP}{{0,90}}|"
    rf"(?:,\s(?:an?\s[^,.;:\n]{{0,60}}\s)?|\s\()(?:led|headed|run|owned|(?:co-)?founded) by\s{_WITHOUT_STOP}{{0,12}}"
)
JOINS = re.compile(
    rf"(?:{DEGREES})?,?(?:\s(?:has|will|recently|also|who|today|is|have|be)){{0,3}}\s(?:joins?|joined|joining)\s(?:the\s)?"
)
# What stands between a title and an organization to which it does not belong.
OTHER_SUBJECT = re.compile(rf"\b(?:led|headed|run) by\b|\b{SAID}\b|[“”\"]")
LED_BY = re.compile(r"\b(?:led|headed|run) by\s[^,.;:]{0,40}$")
# Between two names of one list.
NEXT_NAME = re.compile(rf"(?:{DEGREES})?(?:,\s|,?\s(?:and|&)\s)(?:(?:Dr|Prof|Mr|Ms|Mrs)\.?\s|[Pp]rofessors?\s)?")
