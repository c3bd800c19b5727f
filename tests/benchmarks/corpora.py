"""Seeded corpora of any size, with the demo's distribution of names: few that everybody names, many that are rare.

The most frequent organizations are those of the demo's records, under the names that these give them; the others are
invented. Names vary (legal form, short form, capitals, a ticker) and some are misspelt. A third of the documents tell of
a deal again that an earlier one announced: as history, completed, expanded or terminated.
"""

from __future__ import annotations

import csv
import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from ontology.records import Deal, Document, Organization, Party, Reading, Record, Span

GOLD = Path(__file__).parent.parent / "data" / "organizations_gold.csv"
SYLLABLES = "ka zel or van nor dvik hal den mir ta qua lix ber go tha sel win dro pha cel ny ro vex ul tra mon di as per".split()
LAST = ("Therapeutics", "Pharmaceuticals", "Bio", "Biosciences", "Biologics", "Sciences", "Medical Center", "University")
FORMS = ("", "", ", Inc.", " Inc.", " AG", " GmbH", " Ltd.", " SA", " plc", " LLC")
PLACES = (None, None, "Boston", "Basel, Switzerland", "San Diego, Calif.", "London", "Tokyo", "Paris, France")
TYPES = ("license", "manufacturing", "acquisition", "research-collaboration", "supply", "funding", "co-development")
WORDS = tuple(f"{one}{two}" for one in SYLLABLES for two in SYLLABLES)


@dataclass(frozen=True)
class Made:
    """A real organization behind the names."""

    names: tuple[str, ...]
    aliases: tuple[str, ...]
    type: str | None
    location: str | None


def organizations(count: int, chance: random.Random) -> list[Made]:
    """The demo's organizations, the most frequent first, and invented ones up to ``count``."""
    seen: dict[str, list[dict[str, str]]] = {}
    with GOLD.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            if row["set"] == "demo" and not row["parent"]:
                seen.setdefault(row["entity"], []).append(row)
    made = [
        Made(
            tuple(row["name"] for row in rows),
            tuple(one for one in rows[0]["aliases"].split("|") if one),
            rows[0]["type"] or None,
            rows[0]["location"] or None,
        )
        for _, rows in sorted(seen.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
    used = {name for one in made for name in one.names}
    while len(made) < count:
        first = "".join(chance.choice(SYLLABLES) for _ in range(chance.choice((2, 3, 3, 4)))).capitalize()
        name = f"{first} {chance.choice(LAST)}"
        if name not in used:
            used.add(name)
            form = chance.choice(FORMS)
            aliases = (first,) if chance.random() < 0.5 else ()
            made.append(Made((name + form, name, name + form, name.upper()), aliases, chance.choice((None, "biotech", "pharma")), chance.choice(PLACES)))
    return made


def misspelt(name: str, chance: random.Random) -> str:
    """The name with two letters swapped."""
    place = chance.randrange(1, max(2, len(name) - 2))
    return name[:place] + name[place + 1 : place + 2] + name[place] + name[place + 2 :]


def corpus(count: int, seed: int = 0, misspellings: float = 0.01) -> Iterator[tuple[Reading, list[int]]]:
    """Readings and, for each organization of a record, the number of the real one behind it."""
    chance = random.Random(seed)
    made = organizations(max(300, count // 5), chance)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(made))))
    told: list[tuple[list[int], str, int]] = []
    for number in range(count):
        year = chance.randint(2008, 2024)
        date = f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        again = chance.choice(told) if told and chance.random() < 0.33 else None
        parties = list(again[0]) if again else []
        while len(parties) < 2 + min(5, int(chance.expovariate(0.6))):
            one = bisect(weights, chance.random() * weights[-1])
            if one not in parties:
                parties.append(one)
        names: dict[str, int] = {}
        listed = []
        for one in parties:
            name = chance.choice(made[one].names)
            if chance.random() < misspellings:
                name = misspelt(name, chance)
            if name not in names:
                names[name] = one
                aliases = made[one].aliases if chance.random() < 0.5 and name not in made[one].aliases else ()
                location = made[one].location if chance.random() < 0.3 else None
                listed.append((name, aliases, made[one].type if chance.random() < 0.8 else None, location))
        kind = again[1] if again else chance.choice(TYPES)
        status = chance.choice(("prior", "completed", "expanded", "terminated")) if again else "announced"
        if again and again[2] > year:
            date = f"{again[2]}-12-28"
        yield _reading(f"made-{seed}-{number:06}", listed, kind, status, date, chance), list(names.values())
        if not again and len(listed) > 1:
            told.append((list(names.values())[:2], kind, year))


def _reading(
    doc: str, listed: list[tuple[str, tuple[str, ...], str | None, str | None]], kind: str, status: str, date: str, chance: random.Random
) -> Reading:
    lead = " and ".join(name for name, *_ in listed[:2])
    text = f"{lead} announce. {', '.join(name for name, *_ in listed)}. " + " ".join(chance.choices(WORDS, k=60)) + "."
    records = []
    for name, aliases, type_, location in listed:
        start = text.index(name)
        records.append(
            Organization(name=name, aliases=aliases, type=type_, location=location, mentions=(Span(start=start, end=start + len(name)),))
        )
    deals: tuple[Deal, ...] = ()
    if len(records) > 1:
        parties = tuple(Party(organization=one.name, role="partner") for one in records[:2])
        deals = (Deal.model_validate({"types": (kind,), "status": status, "parties": parties, "evidence": (Span(start=0, end=len(lead)),), "confidence": 0.9}),)
    record = Record(doc=doc, title=lead, date=date, organizations=tuple(records), deals=deals, indications=(chance.choice(("cancer", "glioma", "lymphoma")),))
    return Reading(document=Document(doc=doc, text=text), record=record)
