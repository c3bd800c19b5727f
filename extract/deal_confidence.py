"""How sure a deal is: the model's chance brought to what it proves to be worth on releases that nothing was learnt from.

A model is surer of itself on the documents that it learnt from, whose names it knows, than it should be on others.
"""

from __future__ import annotations

from math import exp, log

# Slope and shift of the log odds (Platt 1999), fitted to the 712 deals found in cross-validation over the 160 real
# documents of gold/train and the annotated ones of the archive, with models that had seen no document of the same issuer;
# of news and of older deals.
_NEWS, _OLDER = (0.606, -0.066), (0.853, 0.012)
_MOST = 0.995


def calibrated(chance: float, *, prior: bool) -> float:
    """Return how often a deal of which the model says ``chance``, from 0 to 1, is right; ``prior`` for an older one.

    >>> round(calibrated(0.9, prior=False), 2), round(calibrated(0.9, prior=True), 2)
    (0.78, 0.87)
    """
    slope, shift = _OLDER if prior else _NEWS
    held = min(max(chance, 1 - _MOST), _MOST)
    return 1 / (1 + exp(-(slope * log(held / (1 - held)) + shift)))
