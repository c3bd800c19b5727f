"""How well the extraction reads annotated documents: no figure may fall below the last measurement.

The floors stand in ``tests/data/floors.json``; ``python tests/benchmarks/floors.py`` measures and rewrites them.
"""

from __future__ import annotations

import pytest
from measuring import FALSE_DEALS, SETS, Figures, annotated, figures, floors

TOLERANCE = 0.01
TOLERANCE_PER_100_DOCUMENTS = 1.0


def shortfalls(name: str, found: Figures, floor: Figures) -> list[str]:
    """A line for every figure that is worse than its floor."""
    lines = []
    for measure, expected in floor.items():
        value = found.get(measure)
        if value is None:
            lines.append(f"{name}: {measure} was not measured; expected at least {expected:.3f}")
        elif measure == FALSE_DEALS and value > expected + TOLERANCE_PER_100_DOCUMENTS:
            lines.append(f"{name}: {value:.2f} false deals per 100 documents; expected at most {expected:.2f}")
        elif measure != FALSE_DEALS and value < expected - TOLERANCE:
            lines.append(f"{name}: {measure} fell to {value:.3f}; expected at least {expected:.3f}")
    return lines


@pytest.mark.parametrize("name", SETS)
def test_no_figure_is_below_its_floor(name: str) -> None:
    worse = shortfalls(name, figures(name), floors()[name])
    assert not worse, "\n".join(worse)


@pytest.mark.parametrize("name", SETS)
def test_every_set_is_there(name: str) -> None:
    texts, records = annotated(name)
    assert texts
    missing = [str(path) for path in (*texts, *records) if not path.exists()]
    assert not missing, f"the set {name!r} lacks {', '.join(missing)}"


def test_every_set_and_measure_has_a_floor() -> None:
    assert sorted(floors()) == sorted(SETS)
    for name in SETS:
        assert sorted(floors()[name]) == sorted(figures(name)), (
            f"run tests/benchmarks/floors.py: {name} has new measures"
        )


def test_a_lower_figure_is_told_and_a_better_one_is_not() -> None:
    floor = {"pairs": 0.8, FALSE_DEALS: 2.0}
    assert shortfalls("dev", {"pairs": 0.791, FALSE_DEALS: 2.9}, floor) == []
    assert shortfalls("dev", {"pairs": 0.95, FALSE_DEALS: 0.0}, floor) == []
    assert shortfalls("dev", {"pairs": 0.78, FALSE_DEALS: 3.5}, floor) == [
        "dev: pairs fell to 0.780; expected at least 0.800",
        "dev: 3.50 false deals per 100 documents; expected at most 2.00",
    ]
    assert shortfalls("dev", {}, {"pairs": 0.8}) == ["dev: pairs was not measured; expected at least 0.800"]
