from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.linear import SHIPPED, LinearModel, read_model, train
from ontology.errors import PartnershipError

ROWS = [
    {"red", "round"},
    {"red", "long"},
    {"green", "round"},
    {"green", "long"},
    {"blue", "long"},
    {"blue", "round"},
] * 3
COLOURS = ["stop", "stop", "go", "go", "wait", "wait"] * 3
SHAPES = ["ball", "stick", "ball", "stick", "stick", "ball"] * 3
SMALL = train(ROWS, COLOURS)
features = st.sets(st.sampled_from(["red", "green", "blue", "round", "long", "never seen", "", "é"]))


def test_it_learns_what_it_is_shown() -> None:
    for row, label in zip(ROWS, COLOURS, strict=True):
        odds = SMALL.probabilities(row)
        assert max(odds, key=odds.__getitem__) == label


def test_two_classes_have_a_column_each() -> None:
    model = train(ROWS, SHAPES)
    assert model.classes == ("ball", "stick")
    one, other = model.scores({"round"})
    assert one > 0 > other
    assert one == pytest.approx(-other, abs=1e-6)


def test_training_again_gives_the_same_bytes() -> None:
    assert train(ROWS, COLOURS).to_bytes() == SMALL.to_bytes()


def test_the_order_in_which_features_are_given_does_not_matter() -> None:
    turned = [sorted(row, reverse=True) for row in ROWS]
    assert train(turned, COLOURS).to_bytes() == SMALL.to_bytes()


def test_a_rare_feature_is_left_out() -> None:
    rows, labels = [*ROWS, {"red", "once"}], [*COLOURS, "stop"]
    assert not train(rows, labels).explain({"once"}, "stop")
    assert train(rows, labels, minimum_count=1).explain({"once"}, "stop")


def test_a_heavier_example_counts_more() -> None:
    rows, labels = [{"both"}] * 4, ["yes", "yes", "no", "no"]
    heavy = train(rows, labels, [5.0, 5.0, 1.0, 1.0]).probabilities({"both"})
    assert heavy["yes"] > 0.6 > 0.4 > heavy["no"]


def test_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "colours.npz"
    SMALL.write(path)
    again = LinearModel.read(path)
    assert again.classes == SMALL.classes
    assert again.to_bytes() == LinearModel.read(path).to_bytes()
    for row in ROWS:
        # Weights are stored in half precision.
        assert again.scores(row) == pytest.approx(SMALL.scores(row), abs=0.01)
    again.write(path)
    assert LinearModel.read(path).to_bytes() == again.to_bytes()


@settings(max_examples=100)
@given(features)
def test_probabilities_sum_to_one(held: set[str]) -> None:
    odds = SMALL.probabilities(held)
    assert sum(odds.values()) == pytest.approx(1.0, abs=1e-6)
    assert all(0 <= chance <= 1 for chance in odds.values())


@settings(max_examples=60)
@given(features, st.sampled_from(["stop", "go", "wait"]))
def test_explain_adds_up_to_the_score(held: set[str], name: str) -> None:
    model = SMALL
    told = model.explain(held, name)
    assert [abs(weight) for _, weight in told] == sorted((abs(weight) for _, weight in told), reverse=True)
    column = model.classes.index(name)
    bias = model.scores(set())[column]
    assert bias + sum(weight for _, weight in told) == pytest.approx(model.scores(held)[column], abs=1e-4)


def test_scores_far_apart_are_no_number_too_large() -> None:
    model = LinearModel(["a", "b"], ["x"], np.array([[4000.0, -4000.0]], np.float32), np.zeros(2, np.float32))
    assert model.probabilities({"x"}) == {"a": 1.0, "b": 0.0}


def archive(**arrays: object) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


def saved(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


WHOLE = SMALL.to_bytes()
PARTS = {
    "classes": np.array(["a", "b"]),
    "names": np.frombuffer(b"x\x00y", dtype=np.uint8),
    "weights": np.zeros((2, 2), np.float16),
    "bias": np.zeros(2, np.float32),
}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"weights", id="text"),
        pytest.param(WHOLE[: len(WHOLE) // 2], id="cut off"),
        pytest.param(WHOLE[:60] + b"\xff" * 20 + WHOLE[80:], id="overwritten"),
        pytest.param(b"PK\x03\x04" + bytes(50), id="no archive"),
        pytest.param(saved(np.zeros(3)), id="one array"),
        pytest.param(archive(classes=PARTS["classes"]), id="arrays missing"),
        pytest.param(archive(**{**PARTS, "weights": np.zeros((1, 2), np.float16)}), id="rows missing"),
        pytest.param(archive(**{**PARTS, "bias": np.zeros(3, np.float32)}), id="classes missing"),
        pytest.param(archive(**{**PARTS, "names": np.array([{}], dtype=object)}), id="pickled"),
    ],
)
def test_a_damaged_file_is_one_clear_error(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "damaged.npz"
    path.write_bytes(content)
    with pytest.raises(PartnershipError, match=r"damaged\.npz: no trained model") as caught:
        LinearModel.read(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(PartnershipError, match="nowhere"):
        read_model("nowhere", str(tmp_path))


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.npz")), ids=lambda path: path.stem)
def test_every_shipped_model_can_be_read(path: Path) -> None:
    model = read_model(path.stem)
    assert len(model.classes) == len(set(model.classes)) >= 2
    assert sum(model.probabilities({"bias"}).values()) == pytest.approx(1.0, abs=1e-5)
