from __future__ import annotations

import contextlib
import functools
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING

import pytest

from newsfold.engine.local import LocalEngine
from support import work

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def engine() -> Iterator[LocalEngine]:
    with LocalEngine(workers=2, memory_mb=1024, item_seconds=1.0) as engine:
        yield engine


def children() -> set[int]:
    """Processes whose parent we are, zombies too."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text("utf-8").rpartition(")")[2].split()
            except OSError:
                continue  # it has ended meanwhile
            if int(fields[1]) == os.getpid():
                found.add(int(entry.name))
    return found


def test_outcomes_come_in_the_order_of_the_items(engine: LocalEngine) -> None:
    outcomes = list(engine.map(work.double, range(20_000)))
    assert [outcome.item for outcome in outcomes] == list(range(20_000))
    assert [outcome.value for outcome in outcomes] == list(range(0, 40_000, 2))


def test_nothing_to_do_starts_nothing() -> None:
    before = children()
    with LocalEngine(workers=2) as engine:
        assert list(engine.map(work.double, [])) == []
        assert children() == before


def test_work_is_shared(engine: LocalEngine) -> None:
    naps = [outcome.value for outcome in engine.map(work.nap, [0.1] * 10)]
    assert any(
        one[0] < other[1] and other[0] < one[1]
        for one, other in itertools.combinations(naps, 2)
    ), "two slept at one time"
    assert len({outcome.value for outcome in engine.map(work.pid, range(5000))}) == 2


def test_only_the_culprit_fails(engine: LocalEngine) -> None:
    words = ["a", "crash", "b", "leave", "c", "eat", "d", "raise", "e", "lambda", "f"]
    outcomes = list(engine.map(work.behave, words))
    assert [outcome.item for outcome in outcomes] == words
    values = [outcome.value for outcome in outcomes if outcome.failure is None]
    assert values == ["A", "B", "C", "D", "E", "F"]
    failures = {o.item: o.failure for o in outcomes if o.failure}
    reasons = {item: failure.reason for item, failure in failures.items()}
    assert reasons == {
        "crash": "quarantined",
        "leave": "quarantined",
        "eat": "quarantined",
        "raise": "error",
        "lambda": "error",
    }
    assert failures["raise"].detail == "ValueError: it said no"
    assert "SIGSEGV" in failures["crash"].detail
    assert "memory" in failures["eat"].detail
    assert failures["raise"].stage == "engine"


def test_a_culprit_in_a_full_batch(engine: LocalEngine) -> None:
    words = [f"w{number}" for number in range(3000)]
    words[2500] = "crash"
    outcomes = list(engine.map(work.behave, words))
    assert [o.item for o in outcomes if o.failure] == ["crash"]
    assert len(outcomes) == 3000


def test_a_hanging_item_is_stopped(engine: LocalEngine) -> None:
    started = time.monotonic()
    outcomes = list(engine.map(work.behave, ["a", "hang", "b"]))
    assert [outcome.value for outcome in outcomes] == ["A", None, "B"]
    assert outcomes[1].failure is not None
    assert outcomes[1].failure.reason == "quarantined"
    assert "1 s" in outcomes[1].failure.detail
    assert time.monotonic() - started < 4


def test_an_innocent_item_survives_its_worker(
    engine: LocalEngine, tmp_path: Path
) -> None:
    (outcome,) = engine.map(work.crash_once, [str(tmp_path / "tried")])
    assert outcome.value == "alive"


def test_a_worker_killed_from_outside_is_replaced(engine: LocalEngine) -> None:
    victims = {outcome.value for outcome in engine.map(work.pid, range(100))}
    for victim in victims:
        os.kill(victim, signal.SIGKILL)
    outcomes = list(engine.map(work.double, range(1000)))
    assert [outcome.value for outcome in outcomes] == list(range(0, 2000, 2))


def test_workers_do_not_write_to_our_output(
    engine: LocalEngine, capfd: pytest.CaptureFixture[str]
) -> None:
    assert [o.value for o in engine.map(work.behave, ["print"])] == ["PRINT"]
    assert capfd.readouterr().out == ""


def test_input_is_taken_as_it_is_needed(engine: LocalEngine) -> None:
    taken = 0

    def numbers() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    outcomes = engine.map(work.double, numbers())
    assert [next(outcomes).value for _ in range(10)] == list(range(2, 22, 2))
    assert taken < 20_000
    outcomes.close()
    assert [o.value for o in engine.map(work.double, [21])] == [42]


def test_one_map_at_a_time(engine: LocalEngine) -> None:
    first = engine.map(work.double, range(10))
    next(first)
    with pytest.raises(RuntimeError, match="at work"):
        next(engine.map(work.double, range(10)))
    first.close()


def test_cost_is_asked_and_partials_pass(engine: LocalEngine) -> None:
    asked: list[int] = []
    outcomes = engine.map(
        functools.partial(pow, 2), range(100), cost=lambda n: asked.append(n) or 5
    )
    assert [outcome.value for outcome in outcomes] == [2**n for n in range(100)]
    assert asked == list(range(100))


def test_a_function_that_workers_cannot_import(engine: LocalEngine) -> None:
    sys.modules["nowhere"] = module = type(sys)("nowhere")
    module.function = FunctionType(work.double.__code__, {}, "function")
    module.function.__module__ = "nowhere"
    module.function.__qualname__ = "function"
    with pytest.raises(RuntimeError, match="nowhere"):
        list(engine.map(module.function, [1]))
    del sys.modules["nowhere"]
    assert [o.value for o in engine.map(work.double, [21])] == [42]


def test_it_works_from_threads_and_leaves_no_process() -> None:
    before = children()
    found: list[object] = []

    def use() -> None:
        with LocalEngine(workers=2) as engine:
            found.extend(o.value for o in engine.map(work.double, range(100)))

    threads = [threading.Thread(target=use) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(found) == sorted([*range(0, 200, 2)] * 2)
    assert children() == before


def test_an_exception_in_the_block_ends_the_workers() -> None:
    before = children()
    # The interrupt is ours: what is asked is what it leaves behind.
    with contextlib.suppress(KeyboardInterrupt), LocalEngine(workers=2) as engine:
        for outcome in engine.map(work.nap, [0.01] * 1000):
            assert outcome.value
            raise KeyboardInterrupt
    assert children() == before


def test_too_little_memory_to_start_is_said() -> None:
    with (
        LocalEngine(workers=1, memory_mb=10) as engine,
        pytest.raises(RuntimeError, match="start"),
    ):
        list(engine.map(work.double, [1]))


def test_ctrl_c_leaves_nothing_behind() -> None:
    script = (
        "from support import work; from newsfold.engine.local import LocalEngine\n"
        "with LocalEngine(workers=2, item_seconds=30) as engine:\n"
        "    for o in engine.map(work.nap, [0.01] + [20.0] * 8):\n"
        "        print(*(w._process.pid for w in engine._workers), flush=True)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(  # our own interpreter
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as process:
        assert process.stdout is not None
        workers = [int(word) for word in process.stdout.readline().split()]
        assert workers
        process.send_signal(signal.SIGINT)
        assert process.wait(10) != 0
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)
