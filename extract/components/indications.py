"""Indications: the diseases and conditions that products, deals and programmes of the parties address."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.disease_names import Disease, diseases
from extract.drafts import ConceptMention
from extract.spans import SectionMap, cover, text_of

_SHORT = re.compile(r"\s\(\s?[“\"]?([A-Za-z][A-Za-z0-9-]{1,9}?)s?[”\"]?\s?[);,]")
_CONTAINED = re.compile(r"[^a-z0-9]+")


def _key(name: str) -> str:
    """Return what spellings of one disease share: case, punctuation, possessives and plurals removed."""
    words = _CONTAINED.sub(" ", re.sub(r"[’']s?\b", "", name.lower())).split()
    return " ".join(
        word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "is", "us")) else word
        for word in words
    )


@Language.factory("kg_indications", assigns=["doc._.indications"], requires=["doc._.sections", "doc._.organizations"])
class Indications:
    """Finds diseases and says which of them the parties work on."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with ``doc._.indications``: every mention, in the order of the text."""
        text = text_of(doc)
        found = list(_outside_names(doc, diseases(text)))
        concepts = _concepts(text, found)
        found = sorted([*found, *_short_mentions(text, concepts, found)])
        sections = SectionMap(doc)
        groups: dict[str, list[ConceptMention]] = defaultdict(list)
        weights: dict[str, float] = defaultdict(float)
        for disease in found:
            concept = concepts.get(disease.name) or concepts[_key(disease.name)]
            quiet = sections.quiet(disease.start)
            groups[concept].append(ConceptMention(concept, cover(doc, disease.start, disease.end), not quiet))
            if not quiet:
                weights[concept] += relevance(
                    text, disease.start, disease.end, sections.label(disease.start), len(text)
                )
        for concept, mentions in groups.items():
            if weights[concept] < (_ENOUGH_FOR_CLASS if _CLASS.fullmatch(concept) else _ENOUGH):
                _silence(mentions)
        _drop_broader(groups)
        doc._.indications = sorted(
            (mention for mentions in groups.values() for mention in mentions), key=lambda mention: mention.span.start
        )
        return doc


def relevance(text: str, start: int, end: int, section: str, length: int) -> float:
    """Return how strongly one mention says that the parties work on the disease; negative for background."""
    begin = max(
        text.rfind(". ", max(0, start - 220), start), text.rfind("\n", max(0, start - 220), start), start - 220, 0
    )
    stop = _SENTENCE_END.search(text, end, end + 160)
    finish = stop.start() if stop else min(len(text), end + 160)
    weight = _SECTIONS.get(section, 0.3) + (0.5 if start < 700 else 0.0)
    if _TREATS.search(text, begin, start):
        weight += 1.0
    if _WORKS.search(text, begin, finish):
        weight += 0.5
    if _AFTER.match(text, end):
        weight += 0.6
    if _BACKGROUND.search(text, begin, finish):
        weight -= 1.3
    if _HARM.search(text, max(begin, start - 70), start):
        weight -= 1.5
    return weight


_ENOUGH = 0.4
_ENOUGH_FOR_CLASS = 1.15
_SECTIONS = {"headline": 1.5, "lead": 0.8, "about": 0.4, "list": 0.6, "quote": 0.3, "dateline": 0.0}
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z“\"])|\n")
_TREATS = re.compile(
    r"\b(?:treat(?:s|ing|ment|ments)?|therap(?:y|ies)|prevent(?:s|ing|ion)?|vaccines?|candidates?|drugs?|medicines?|"
    r"patients?|people|adults|children|"
    r"indications?|diagnos\w+|detect\w*|trials?|stud(?:y|ies)|develop\w*|against|target(?:s|ing|ed)?|address\w*|"
    r"fight\w*|combat\w*|cure[sd]?|"
    r"manag(?:e|ing|ement)|focus(?:ed|es|ing)?|programs?|programmes?|pipeline|inhibitors?|antibod(?:y|ies)|phase \w+|"
    r"approved|designation|"
    r"screening|care|research|works? on|relief|improv\w+|reduc\w+)\b[^.;]{0,90}$", re.IGNORECASE)  # fmt: skip
_WORKS = re.compile(r"\b(?:candidates?|phase [1-4I]|clinical[- ]stage|pre-?clinical|pipeline|investigational|orphan|"
                    r"fast track|breakthrough|IND\b|"
                    r"licen[sc]\w+|collaborat\w+|develop(?:s|ing|ment)|lead program|trial)", re.IGNORECASE)  # fmt: skip
_AFTER = re.compile(r"(?:\s\([^)]{1,25}\))?\s(?:vaccines?|candidates?|programs?|programmes?|treatments?|therap\w+|"
                    r"drugs?|patients?|trials?|stud(?:y|ies)|"
                    r"pipeline|products?|diagnos\w+|medicines?|market approval|indications?|detection|test|"
                    r"immunotherap\w+|research)\b", re.IGNORECASE)  # fmt: skip
_BACKGROUND = re.compile(
    r"\bmarket\b(?! authori)|\bCAGR\b|prevalence|leading cause|risk factors?|million (?:people|americans|adults|"
    r"patients|men|women|cases|new|deaths)|"
    r"billion|per 100,000|affects (?:about|around|approximately|an estimated|more|up|some|nearly)|"
    r"symptoms (?:include|of)|characteri[sz]ed by|"
    r"deaths|mortality|incidence|worldwide|every year|each year|life expectancy|is a (?:\w+[ ,]){0,4}(?:disease|"
    r"disorder|condition|cancer|form)|"
    r"experience (?:at|in|with)|previously|prior to|career|served|professor|institutes? of|department of|society of|"
    r"association of|board-certified|"
    r"competitors?|existing (?:treatments|therapies)|opioid crisis|complications", re.IGNORECASE)  # fmt: skip
_HARM = re.compile(r"(?:side effects?|adverse (?:events?|reactions?)|toxicit(?:y|ies)|(?:cases|risk|signs|reports|"
                   r"history|incidence) of|caused? by|"
                   r"lead(?:s|ing)? to|result(?:s|ed|ing)? in|due to|associated with|contraindicat\w+|experienced|"
                   r"without|no evidence of)\b[^.;]{0,45}$",
                   re.IGNORECASE)  # fmt: skip
_CLASS = re.compile(
    r"(?:(?:rare|ultra-rare|orphan|genetic|inherited|infectious|emerging|serious|severe|complex|chronic|common|"
    r"debilitating|life-threatening|other|and|or|"
    r"autoimmune|inflammatory|metabolic|cardiometabolic|neurodegenerative|neurological|neurologic|psychiatric|mental|"
    r"health|central|nervous|system|cns|"
    r"neuropsychiatric|cardiovascular|respiratory|immune-mediated|immune|retinal|ophthalmic|eye|liver|kidney|skin|"
    r"musculoskeletal|lung|degenerative|"
    r"neurodevelopmental|monogenic|progressive|viral|bacterial|age-related|advanced|late-stage|early-stage|fibrotic|"
    r"allergic|blood|muscle|joint|"
    r"spinal|spine|vascular|women|neuromuscular|endocrine|gastrointestinal|pulmonary|brain|heart|"
    r"mild-to-moderate)[ -])+"
    r"(?:disease|disorder|condition|illness|syndrome|infection|injury|lesion)s?|"
    r"(?:(?:solid|liquid|hematologic|hematological|haematological|advanced|metastatic|rare|brain|blood|various|early|"
    r"primary|and|progressive|other) )*"
    r"(?:tumou?r|cancer|malignanc(?:y|ies)|carcinoma|metastases)s?|pain|inflammation|neurodegeneration|"
    r"neuroinflammation|anxiety|allergies|"
    r"addiction|weight loss|disc pain|joint pain|sepsis|immunodeficiency", re.IGNORECASE)  # fmt: skip


_VAGUE = re.compile(r"(?:(?:rare|ultra-rare|orphan|genetic|serious|severe|complex|chronic|common|debilitating|"
                    r"life-threatening|other|and|or|progressive|"
                    r"central|nervous|system|cns|inflammatory|skin|mild-to-moderate|advanced|late-stage|early-stage|"
                    r"brain|lung|liver|kidney|eye)[ -])+"
                    r"(?:disease|disorder|condition|illness|infection|injury|lesion|cancer)s?|pain|inflammation|"
                    r"addiction|weight loss", re.IGNORECASE)  # fmt: skip


def _outside_names(doc: Doc, found: Iterable[Disease]) -> Iterator[Disease]:
    """Yield the diseases that are not part of an organization's name ("National Cancer Institute")."""
    names = sorted(
        (mention.start_char, mention.end_char) for draft in doc._.organizations for mention in draft.mentions
    )
    starts = [start for start, _ in names]
    for disease in found:
        place = bisect_right(starts, disease.start) - 1
        if place < 0 or names[place][1] < disease.end:
            yield disease


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.split(r"[\s/-]+", name) if word and word not in ("of", "and", "the")).upper()


def _concepts(text: str, found: list[Disease]) -> dict[str, str]:
    """Return the name for every key of a found disease, and for every abbreviation that the text defines or implies."""
    concepts: dict[str, str] = {}
    initials = {_initials(disease.name): disease.name for disease in reversed(found) if " " in disease.name}
    for disease in found:
        concepts.setdefault(_key(disease.name), initials.get(disease.name, disease.name))
    for disease in found:
        short = _SHORT.match(text, disease.end)
        if short and sum(letter.isupper() for letter in short[1]) >= 2:
            concepts.setdefault(short[1], concepts[_key(disease.name)])
            concepts[_key(short[1])] = concepts[_key(disease.name)]
    return concepts


def _short_mentions(text: str, concepts: dict[str, str], found: list[Disease]) -> list[Disease]:
    """Return the places of abbreviations that the text itself defines."""
    shorts = [key for key in concepts if not key.islower() and not key.isdigit() and key.split() == [key]]
    if not shorts:
        return []
    taken = {disease.start for disease in found}
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, shorts))})(?![\w-])")
    return [
        Disease(match.start(), match.end(), match.group())
        for match in pattern.finditer(text)
        if match.start() not in taken
    ]


def _silence(mentions: list[ConceptMention]) -> None:
    for mention in mentions:
        mention.active = False


def _drop_broader(groups: dict[str, list[ConceptMention]]) -> None:
    """Make inactive what more specific concepts of the document already say ("cancer" beside "lung cancer")."""
    active = {
        _key(concept): concept for concept, mentions in groups.items() if any(mention.active for mention in mentions)
    }
    specific = [key for key, concept in active.items() if not _CLASS.fullmatch(concept)]
    for key, concept in active.items():
        within = any(key != other and f" {key} " in f" {other} " for other in active)
        if within or (
            specific and key not in specific and _VAGUE.fullmatch(concept) and not _named_early(groups[concept])
        ):
            _silence(groups[concept])


def _named_early(mentions: list[ConceptMention]) -> bool:
    """Whether a broad class stands in the headline: then it is what the news is about."""
    return any(mention.span.start_char < 120 for mention in mentions)
