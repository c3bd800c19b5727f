"""Names of places, from ``extract/lexicon/places.csv``: countries, states, cities and their adjectives."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files

from extract.gazetteer import normalised


@cache
def place_names() -> frozenset[str]:
    """Return every name, abbreviation and adjective of a place in its normal form.

    >>> {"switzerland", "swiss", "boston"} <= place_names()
    True
    """
    text = files("extract").joinpath("lexicon", "places.csv").read_text(encoding="utf-8")
    return frozenset(
        normalised(form)
        for row in csv.DictReader(io.StringIO(text))
        for column in ("name", "aliases", "demonym")
        for form in (row[column] or "").split("|")
        if form
    )


@cache
def place_words() -> frozenset[str]:
    """Return the words of which the names of places consist, longer than two letters."""
    return frozenset(word for name in place_names() for word in name.split() if len(word) > 2)
