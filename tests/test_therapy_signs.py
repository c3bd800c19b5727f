"""Single sentences tell of whose work a therapy type is."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Span

from extract.therapy_signs import CONTRASTED, OWNED, SPOKEN, signs


def spans(text: str, name: str) -> list[Span]:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    doc = nlp(text)
    at = text.index(name)
    span = doc.char_span(at, at + len(name))
    assert span is not None
    return [span]


@pytest.mark.parametrize(
    ("text", "name", "added"),
    [
        ("The company’s factory at Bree goes on filling vaccines.", "vaccines", OWNED),
        ("Our new viral vector plant also makes plasmids.", "plasmids", OWNED),
        ("Its rivals sell vaccines.", "vaccines", 0.0),
        ("Plants of others make vaccines. The company sells tools.", "vaccines", 0.0),
        ("“Gene therapy has come of age,” says Ada Lind.", "Gene therapy", SPOKEN),
        ("Ada Lind says that gene therapy has come of age.", "gene therapy", 0.0),
    ],
)
def test_a_plant_of_ones_own_and_the_opening_of_a_quotation_speak_for_it(text: str, name: str, added: float) -> None:
    assert signs(spans(text, name), {"loud=1"}) == added


def test_a_contrast_in_sentences_that_name_nobody_speaks_against_it() -> None:
    told = spans("Autologous products are slow to make.", "Autologous")
    assert signs(told, {"counterpart&quiet", "all-unnamed"}) == -CONTRASTED
    assert signs(told, {"counterpart&loud", "all-unnamed"}) == 0.0
    assert signs(told, {"counterpart&quiet"}) == 0.0
