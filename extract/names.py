"""What a person's name looks like: capitalised words, initials, particles, nicknames, and words that it never holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.words import word_set

_LETTERS = [chr(code) for code in [*range(0x41, 0x250), *range(0x1E00, 0x1F00)] if chr(code).isalpha()]
UPPER = "".join(letter for letter in _LETTERS if letter.isupper())
LOWER = "".join(letter for letter in _LETTERS if letter.islower())

_SPACE = r"[ \t\u00a0]{1,2}"
_ABBREVIATION = (
    r"(?:Dr(?:\.-Ing)?|Prof|Mr|Mrs|Ms|Drs|Sen|Rep|Gov|Hon|Univ\.-Prof|Ing|Dott|Mag|St|Inc|Corp|Ltd|Co|Lt|Col|Gen|No|"
    r"Vol)\."
)
_INITIAL = rf"[{UPPER}]\.(?:[ -]?[{UPPER}]\.)*(?!\w)"
_PARTICLE = (r"(?:van(?: de[nr]?)?|von(?: de[rmn])?|vom|zu|zur|zum|de(?: la| los| las)?|del|della|dei|di|da|das|do|"
             r"dos|du|des|la|le|"
             r"den|der|ten|ter|al|el|bin|bint|ibn|ben|af|av|y|e|op|’t|'t|h\.c\.|med\.|rer\.|nat\.)")  # fmt: skip
_WORD = rf"(?:[dl][’'])?[{UPPER}][\w]*(?:[’'][{UPPER}][\w]*|[-‐‑][{UPPER}{LOWER}][\w]*)*"
_NICKNAME = rf"[(“\"‘'][{UPPER}][\w]+[)”\"’']"
_RUN = re.compile(
    rf"(?<![\w’'-])(?:{_ABBREVIATION}|{_INITIAL}|{_WORD})"
    rf"(?:{_SPACE}(?:{_ABBREVIATION}|{_INITIAL}|{_NICKNAME}(?={_SPACE}[{UPPER}])|{_PARTICLE}(?={_SPACE}[{UPPER}h])|"
    rf"{_WORD}))*"
)
_PART = re.compile(rf"{_ABBREVIATION}|{_INITIAL}|{_NICKNAME}|{_PARTICLE}(?={_SPACE})|{_WORD}")
# Family names that are otherwise words of the context; a name only right after a known given name.
_GLUED = re.compile(rf"[{UPPER}][{LOWER}]{{2,}}(?=[{UPPER}][{LOWER}]{{2,}}$)")
_ROLE_OF = re.compile(
    r"\b(?:president|director|head|chief|officer|vp|manager|dean|professor|chair|secretary)\s(?:of|"
    r"for)\s(?:the\s)?$",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?:ology|iatry|iatrics|surgery|ectomy|ics|emia|ogicals|fund|derma|pharma|biotech|vax|cell|gen|"
    r"labs)$|^bio(?=[a-z]{3})"
)
_PLAIN = re.compile(rf"(?:(?:Mc|Mac|Di|De|La|Le|Van|Von|Fitz|Du|Del|Des|Dos|Da|St|Al|El|Ben|Abu|Ó|"
                    rf"O)?[{UPPER}][{LOWER}]+(?:[’'][{UPPER}][{LOWER}]+)?|"
                    rf"[{UPPER}dl][’'][{UPPER}][{LOWER}]+|[{UPPER}]{{2}}|[{UPPER}])(?:[-‐‑](?:Mc|Mac|De|Di|La|Le|Van|"
                    rf"O[’'])?[{UPPER}]?[{LOWER}]+)*")  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """A stretch of text in the shape of a person's name.

    ``titled``: a title or honorific stands right before; ``honorific``: it is one like "Dr."; ``closed``: no
    capitalised word follows in the same run; ``opened``: none that is no title precedes.
    """

    start: int
    end: int
    parts: tuple[str, ...]
    titled: bool
    honorific: bool
    opened: bool
    closed: bool

    @property
    def given_known(self) -> bool:
        """Whether its first word is a given name of the gazetteer."""
        return is_given(self.parts[0]) or (
            len(self.parts) > 2 and is_initial(self.parts[0]) and is_given(self.parts[1])
        )

    @property
    def last(self) -> str:
        """Return the family name (the last word)."""
        return self.parts[-1]


def is_initial(part: str) -> bool:
    """Whether a part is an initial ("J." or "J.-P.")."""
    return part.endswith(".") and len(part) <= 6


@cache
def is_given(part: str) -> bool:
    """Whether a word (or the first half of a double name) is a known given name.

    >>> is_given("Siobhán"), is_given("Jean-Marc"), is_given("Therapeutics")
    (True, True, False)
    """
    names = word_set("given_names")
    low = part.casefold()
    return low in names or ("-" in low and low.split("-")[0] in names)


@cache
def _role(part: str) -> str:
    """Return the role of a part of a run; "foreign" and "modifier" parts are never in a name."""
    low = part.casefold().rstrip(".")
    if low in word_set("honorifics"):
        return "honorific"
    if part[0] in "(“\"‘'’":
        return "nickname" if part[0] != "’" else "particle"
    if part[0].islower() and part[1:2] not in "’'":
        return "particle"
    if any(half in word_set("job_titles") for half in low.split("-")) and not is_given(part):
        return "title"
    if low in word_set("title_modifiers"):
        return "modifier"
    if is_initial(part):
        return "initial" if len(low) == 1 or "." in low else "foreign"
    if (
        _FIELD.search(low)
        or low in word_set("person_context")
        or not _PLAIN.fullmatch(part)
        or any(half in word_set("person_context") for half in low.split("-"))
    ):
        return "foreign"
    return "name"


def _segment(
    parts: list[tuple[int, int, str, str]], titled: bool, honorific: bool, opened: bool, closed: bool
) -> Candidate | None:
    """Return the candidate that these parts make up, sentence openers trimmed, or None if they are no name."""
    common = word_set("common_words")
    while parts and (parts[0][3] in ("particle", "nickname") or (parts[0][3] == "name" and len(parts) > 2
                                                   and not is_given(parts[0][2])
                                                   and parts[0][2].casefold() in common)):  # fmt: skip
        parts = parts[1:]
    while parts and parts[-1][3] in ("particle", "initial", "nickname"):
        parts = parts[:-1]
    names = [part for part in parts if part[3] == "name"]
    heads = [part for part in parts if part[3] in ("name", "initial")]
    if not names or len(heads) > 5 or (len(heads) < 2 and not honorific):
        return None
    if len(names[-1][2]) < 2 or (names[-1][2].isupper() and len(names[-1][2]) < 3 and not names[-1][2][0].isalpha()):
        return None
    return Candidate(parts[0][0], parts[-1][1], tuple(part[2] for part in parts), titled, honorific, opened, closed)


def _parts(text: str, start: int, end: int) -> list[tuple[int, int, str, str]]:
    """Return (start, end, text, role) of the parts of a run of capitalised words."""
    parts: list[tuple[int, int, str, str]] = []
    for match in _PART.finditer(text, start, end):
        part, role = match.group(), _role(match.group())
        begin = match.start()
        if role == "foreign":
            glued = _GLUED.match(part)
            # "LeadershipChris Hopkins": a heading stuck to a name.
            if glued and is_given(part[glued.end() :]):
                parts.append((begin, begin + glued.end(), glued.group(), "title"))
                begin, part, role = begin + glued.end(), part[glued.end() :], "name"
            elif (
                part.casefold() in word_set("ambiguous_family_names")
                and match.end() == end
                and parts
                and parts[-1][3] in ("name", "initial")
            ):
                role = "name" if is_given(parts[-1][2]) or parts[-1][3] == "initial" else role
        parts.append((begin, match.end(), part, role))
    return parts


def _closes(part: tuple[int, int, str, str]) -> bool:
    """Whether a name may end right before this part of its run ("Tim Coté CEO", "Carlos Rodriguez MBA")."""
    return (
        part[3] in ("", "honorific")
        or (part[3] == "title" and part[2].isupper())
        or part[2].casefold() in word_set("degrees")
    )


def candidates(text: str) -> Iterator[Candidate]:
    """Yield every stretch of ``text`` that has the shape of a name, in order.

    >>> [candidate.parts for candidate in candidates("said Acme CEO Rajni Patel, MD, and Dr. Juan de la Cruz.")]
    [('Rajni', 'Patel'), ('Juan', 'de la', 'Cruz')]
    """
    for run in _RUN.finditer(text):
        parts = _parts(text, run.start(), run.end())
        if not any(part[3] == "name" for part in parts):
            continue
        segment: list[tuple[int, int, str, str]] = []
        role_of = _ROLE_OF.search(text, max(0, run.start() - 25), run.start()) is not None
        before = ""
        for part in [*parts, (run.end(), run.end(), "", "")]:
            if part[3] in ("name", "initial", "particle", "nickname"):
                segment.append(part)
                continue
            if segment:
                titled = before in ("title", "honorific") or (role_of and before in ("foreign", "modifier"))
                found = _segment(segment, titled, before == "honorific", titled or before == "", _closes(part))
                if found:
                    yield found
                segment = []
            before = part[3]
