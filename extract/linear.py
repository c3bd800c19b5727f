"""A linear classifier over named features, small enough to read: what the shipped weights are made of.

Features are strings ("next=announced"); a class's score is the sum of the weights of the features that hold, and
the probabilities are their softmax (multinomial logistic regression). Training uses scikit-learn; using a trained
model needs numpy alone.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ontology.errors import PartnershipError

SHIPPED = Path(__file__).parent / "model"
# How much larger a loud feature is than others.
LOUD = 2.0
_MINIMUM_WEIGHT = 0.002
# No feature holds it: features are made of words of a text.
_SEPARATOR = "\x00"
# What numpy raises for a file that is cut, overwritten or of another kind; a lone array is no context manager.
_DAMAGES = (
    OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, IndexError, NotImplementedError, RuntimeError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip


class LinearModel:
    """Weights of features for classes.

    Args:
        classes: names of the classes, in the order of the columns.
        names: names of the features, in the order of the rows.
        weights: float32 array of shape (features, classes).
        bias: float32 array of shape (classes,).
    """

    def __init__(
        self, classes: Sequence[str], names: Sequence[str], weights: NDArray[np.float32], bias: NDArray[np.float32]
    ) -> None:
        self.classes = tuple(classes)
        self._names = tuple(names)
        self._rows = {name: row for row, name in enumerate(names)}
        self._weights = weights
        self._bias = bias

    def scores(self, features: Iterable[str]) -> NDArray[np.float32]:
        """Return the score of each class, shape (classes,), in log odds."""
        row_of = self._rows.get
        rows = [row for name in features if (row := row_of(name)) is not None]
        total: NDArray[np.float32] = self._bias + self._weights[rows].sum(axis=0)
        return total

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Return the probability of each class; they sum to 1."""
        scores = self.scores(features)
        odds = np.exp(scores - scores.max())
        odds /= odds.sum()
        return dict(zip(self.classes, odds.tolist(), strict=True))

    def explain(self, features: Iterable[str], name: str) -> list[tuple[str, float]]:
        """Return the features that hold with their weight for class ``name``, the weightiest first."""
        column = self.classes.index(name)
        held = [(one, float(self._weights[self._rows[one], column])) for one in features if one in self._rows]
        return sorted(held, key=lambda pair: -abs(pair[1]))

    def to_bytes(self) -> bytes:
        """Return the model as a compressed numpy archive; the same model gives the same bytes."""
        buffer = io.BytesIO()
        np.savez_compressed(
            buffer,
            classes=np.array(self.classes),
            names=np.frombuffer(_SEPARATOR.join(self._names).encode("utf-8"), dtype=np.uint8),
            weights=self._weights.astype(np.float16),
            bias=self._bias.astype(np.float32),
        )
        return buffer.getvalue()

    def write(self, path: Path) -> None:
        """Write the model to ``path``."""
        path.write_bytes(self.to_bytes())

    @classmethod
    def read(cls, path: Path) -> LinearModel:
        """Return the model that :meth:`write` wrote.

        Raises:
            PartnershipError: the file is missing, damaged or no model.
        """
        try:
            with np.load(path, allow_pickle=False) as data:
                classes = [str(name) for name in data["classes"]]
                names = data["names"].tobytes().decode("utf-8").split(_SEPARATOR)
                weights, bias = data["weights"].astype(np.float32), data["bias"].astype(np.float32)
        except _DAMAGES as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            raise PartnershipError(f"{path}: no trained model ({reason}); expected a file that kg train wrote") from None
        if weights.shape != (len(names), len(classes)) or bias.shape != (len(classes),):
            shapes = f"{len(names)} features and {len(classes)} classes, weights {weights.shape}, bias {bias.shape}"
            raise PartnershipError(f"{path}: no trained model ({shapes}); expected a file that kg train wrote")
        return cls(classes, names, weights, bias)


def read_model(name: str, folder: str | None = None) -> LinearModel:
    """Return the model ``NAME.npz`` of ``folder``, of the models that ship with the package if None."""
    return LinearModel.read((Path(folder) if folder else SHIPPED) / f"{name}.npz")


def train(
    examples: Sequence[Iterable[str]],
    labels: Sequence[str],
    weights: Sequence[float] | None = None,
    *,
    strength: float = 1.0,
    minimum_count: int = 2,
    loud: str | None = None,
) -> LinearModel:
    """Return the model that fits ``examples`` (feature names each) to ``labels`` best, with an L2 penalty.

    Args:
        examples: the features that hold, for each example.
        labels: the class of each example.
        weights: how much each example counts; all the same if None.
        strength: inverse of the penalty (C of scikit-learn).
        minimum_count: features seen in fewer examples are left out.
        loud: features that begin so are penalised :data:`LOUD` squared times less than the others.
    """
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    counter = CountVectorizer(analyzer=set, min_df=minimum_count, binary=True, dtype=np.float64)
    matrix = counter.fit_transform([sorted(set(example)) for example in examples])
    names = counter.get_feature_names_out()
    loudness = np.array([LOUD if loud and name.startswith(loud) else 1.0 for name in names])
    matrix = matrix.multiply(loudness).tocsr()
    # Sums over several threads come out differently with their number: the same rows must give the same weights anywhere.
    with threadpool_limits(limits=1):
        fit = LogisticRegression(C=strength, max_iter=1000, tol=1e-5).fit(matrix, list(labels), sample_weight=weights)
    coefficients, bias = fit.coef_.T * loudness[:, None], fit.intercept_
    classes = [str(one) for one in fit.classes_]
    if len(classes) == 2:
        # Two classes share one column of weights: give each its own half.
        coefficients = np.hstack([-coefficients / 2, coefficients / 2])
        bias = np.array([-bias[0] / 2, bias[0] / 2])
    kept = np.abs(coefficients).max(axis=1) >= _MINIMUM_WEIGHT
    return LinearModel(
        classes, [str(name) for name in names[kept]], coefficients[kept].astype(np.float32), bias.astype(np.float32)
    )
