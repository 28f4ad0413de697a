from newsfold.evaluate.floors import beyond

FIGURES = {"wire": {"all": {"f1": 0.9}, "operations": 6.0}, "none": None}


def test_nothing_is_said_of_what_holds():
    assert beyond(FIGURES, {"wire.all.f1": 0.9}, {"wire.operations": 6.0}) == []


def test_each_figure_beyond_its_bound_is_named():
    low = beyond(FIGURES, {"wire.all.f1": 0.91}, {"wire.operations": 5.9})
    assert low == [
        "wire.all.f1 is 0.9, below 0.91",
        "wire.operations is 6.0, above 5.9",
    ]


def test_a_missing_figure_holds_no_floor():
    assert len(beyond(FIGURES, {"wire.each.f1": 0.1, "none": 0.1})) == 2
    assert len(beyond(FIGURES, {}, {"gone": 1.0})) == 1
