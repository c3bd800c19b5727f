from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.deal_confidence import calibrated

chances = st.floats(min_value=0, max_value=1)


@given(chances, chances, st.booleans())
def test_what_is_surer_stays_surer(one: float, other: float, prior: bool) -> None:
    low, high = sorted((one, other))
    assert 0 < calibrated(low, prior=prior) <= calibrated(high, prior=prior) < 1


@pytest.mark.parametrize("prior", [True, False])
def test_a_model_that_is_nearly_certain_is_not_taken_at_its_word(prior: bool) -> None:
    assert calibrated(0.99, prior=prior) < 0.99
    assert calibrated(1.0, prior=prior) < 0.995
