"""Heat: when a number that fades leaves what was written of it."""

import pytest

from newsfold.model import Heat

NOW = 1_772_000_000


@pytest.mark.parametrize("level", [9.6, 10.0, 40.4, 99.5, 400.0])
@pytest.mark.parametrize("half_life", [1, 3_600, 86_400 * 30])
@pytest.mark.parametrize("value", [10, 20, 79])
def test_heat_is_below_a_value_from_the_moment_it_says(level, half_life, value):
    heat = Heat(level=level, at=NOW, half_life=half_life)
    moment = heat.below(value)
    assert heat.value(moment) < value
    assert moment == NOW or heat.value(moment - 1) >= value
