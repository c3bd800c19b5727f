"""Charts of a score as SVG: precision against recall, and confidence against what is right.

They take the colour of the text around them, so that they suit a light page, a dark one and a notebook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from extract.calibration import Calibration
from extract.score_curve import Point

WIDTH, HEIGHT = 340, 310
LEFT, RIGHT, TOP, BOTTOM = 46, 14, 44, 62
COLOURS = ("#1f77b4", "#e07b1a")
"""One for each line, in order; they read on white and on black."""


def precision_recall(curves: Mapping[str, Sequence[Point]]) -> str:
    """Return a chart of precision (upwards) against recall; the dot is where everything found counts."""
    drawn = []
    for place, points in enumerate(curves.values()):
        line = [(point.count.recall, point.count.precision) for point in points]
        path = " ".join(f"{_x(recall):.1f},{_y(precision):.1f}" for recall, precision in line)
        colour = COLOURS[place % len(COLOURS)]
        drawn.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round"/>'
        )
        if line:
            drawn.append(f'<circle cx="{_x(line[-1][0]):.1f}" cy="{_y(line[-1][1]):.1f}" r="4" fill="{colour}"/>')
    return _chart("Precision against recall", "recall", "precision", "".join(drawn), list(curves))


def reliability(calibrations: Mapping[str, Calibration]) -> str:
    """Return a chart of the share that is right (upwards) against confidence; on the diagonal both are the same.

    The larger a dot, the more things lie in its bin.
    """
    drawn = [
        f'<path d="M{_x(0):.1f} {_y(0):.1f}L{_x(1):.1f} {_y(1):.1f}" stroke="currentColor" opacity=".35" stroke-dasharray="4 4"/>'
    ]
    names = []
    for place, (name, calibration) in enumerate(calibrations.items()):
        colour = COLOURS[place % len(COLOURS)]
        path = " ".join(f"{_x(one.confidence):.1f},{_y(one.accuracy):.1f}" for one in calibration.bins)
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5" opacity=".6"/>')
        for one in calibration.bins:
            radius = 3 + 6 * (one.count / calibration.count) ** 0.5
            drawn.append(
                f'<circle cx="{_x(one.confidence):.1f}" cy="{_y(one.accuracy):.1f}" r="{radius:.1f}" fill="{colour}">'
                f"<title>{one.count} {escape(name)}: confidence {one.confidence:.2f}, right {one.accuracy:.2f}</title></circle>"
            )
        names.append(f"{name}, error {calibration.error:.3f}")
    return _chart("Share that is right against confidence", "confidence", "right", "".join(drawn), names)


def _chart(title: str, across: str, upwards: str, drawn: str, names: Sequence[str]) -> str:
    """Return the axes from 0 to 1 with what is drawn on them and a legend below."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img"'
        f' aria-label="{escape(title)}" font-family="sans-serif" font-size="11" fill="currentColor">'
        f'<text x="8" y="20" font-size="13" font-weight="600">{escape(title)}</text>'
    ]
    for step in range(6):
        share = step / 5
        parts.append(
            f'<path d="M{_x(0):.1f} {_y(share):.1f}H{_x(1):.1f}" stroke="currentColor" opacity=".12"/>'
            f'<text x="{LEFT - 7}" y="{_y(share) + 4:.1f}" text-anchor="end" opacity=".75">{share:.1f}</text>'
            f'<text x="{_x(share):.1f}" y="{_y(0) + 16:.1f}" text-anchor="middle" opacity=".75">{share:.1f}</text>'
        )
    middle = (_y(0) + _y(1)) / 2
    parts.append(
        f'<text x="{_x(0.5):.1f}" y="{_y(0) + 32:.1f}" text-anchor="middle">{escape(across)}</text>'
        f'<text transform="translate(13 {middle:.1f}) rotate(-90)" text-anchor="middle">{escape(upwards)}</text>{drawn}'
    )
    for place, name in enumerate(names):
        left = LEFT + place * (WIDTH - LEFT) / len(names)
        parts.append(
            f'<circle cx="{left + 4:.1f}" cy="{HEIGHT - 10}" r="4" fill="{COLOURS[place % len(COLOURS)]}"/>'
            f'<text x="{left + 13:.1f}" y="{HEIGHT - 6}">{escape(name)}</text>'
        )
    return "".join(parts) + "</svg>"


def _x(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(share: float) -> float:
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)
