"""Classes of words from unannotated text: words that stand between the same neighbours fall into one class.

Method: positive pointwise mutual information of a word with the words one and two places before and behind it
(Levy and Goldberg 2014), reduced by truncated singular value decomposition, then k-means.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import coo_matrix

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*|\d[\d.,]*|[^\w\s]")
_WORDS = 40_000
_NEIGHBOURS = 5_000
_LEAST_COUNT = 15
_PLACES = (-2, -1, 1, 2)
_DIMENSIONS = 100
_COARSE, _FINE = 250, 1_000
# Counts of neighbours are smoothed, or rare ones weigh too much.
_SMOOTHING = 0.75


def tokens(text: str) -> list[str]:
    """Return the lower-cased words and signs of ``text``, "0" for every number.

    >>> tokens("Acme’s 12 sites, open")
    ["acme's", '0', 'sites', ',', 'open']
    """
    return ["0" if word[0].isdigit() else word for word in _TOKEN.findall(text.lower().replace("’", "'"))]


def train_words(texts: Iterable[str], path: Path, *, seed: int = 0) -> int:
    """Write the word classes learnt from ``texts`` to ``path`` and return how many words have one.

    The same texts and seed give the same file.
    """
    from sklearn.cluster import MiniBatchKMeans

    streams = [tokens(text) for text in texts]
    counts = Counter(word for stream in streams for word in stream)
    vocabulary = [word for word, count in counts.most_common(_WORDS) if count >= _LEAST_COUNT]
    vectors = _vectors(_numbers(streams, vocabulary), len(vocabulary), seed)
    classes = {
        name: MiniBatchKMeans(min(size, len(vocabulary)), random_state=seed, batch_size=4096, n_init=3, max_iter=60)
        .fit(vectors)
        .labels_.astype(np.int16)
        for name, size in (("coarse", _COARSE), ("fine", _FINE))
    }
    words = np.frombuffer("\n".join(vocabulary).encode("utf-8"), dtype=np.uint8)
    np.savez_compressed(path, words=words, **classes)
    return len(vocabulary)


def _numbers(streams: list[list[str]], vocabulary: list[str]) -> NDArray[np.int32]:
    """Return the numbers of all words in a row, -1 for rare ones and between two texts."""
    number = {word: place for place, word in enumerate(vocabulary)}
    gap = [-1] * (2 * max(_PLACES))
    return np.array([one for stream in streams for one in (*(number.get(word, -1) for word in stream), *gap)], dtype=np.int32)


def _vectors(numbers: NDArray[np.int32], size: int, seed: int) -> NDArray[np.float64]:
    """Return a vector of length 1 for each word, shape (words, dimensions)."""
    from scipy.sparse import coo_matrix, hstack
    from sklearn.utils.extmath import randomized_svd

    neighbours = min(size, _NEIGHBOURS)
    edge = max(_PLACES)
    blocks = []
    for place in _PLACES:
        words, others = numbers[edge:-edge], np.roll(numbers, -place)[edge:-edge]
        known = (words >= 0) & (others >= 0) & (others < neighbours)
        ones = np.ones(int(known.sum()))
        counts = coo_matrix((ones, (words[known], others[known])), shape=(size, neighbours)).tocsr()
        counts.sum_duplicates()
        blocks.append(_information(counts.tocoo()))
    matrix = hstack(blocks).tocsr()
    left, strengths, _ = randomized_svd(matrix, min(_DIMENSIONS, size), n_iter=4, random_state=seed)
    vectors: NDArray[np.float64] = left * np.sqrt(strengths)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return vectors


def _information(counts: coo_matrix) -> coo_matrix:
    """Return the positive pointwise mutual information of a sparse matrix of counts."""
    by_word = np.asarray(counts.sum(axis=1)).ravel()
    by_neighbour = np.asarray(counts.sum(axis=0)).ravel() ** _SMOOTHING
    by_neighbour /= by_neighbour.sum()
    information = counts.copy()
    information.data = np.maximum(np.log(counts.data / (by_word[counts.row] * by_neighbour[counts.col])), 0)
    return information
