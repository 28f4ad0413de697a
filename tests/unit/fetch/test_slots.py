from __future__ import annotations

import asyncio

import pytest

from newsfold.fetch.slots import Place, Slots


def test_who_waits_steps_aside_and_who_grows_comes_back() -> None:
    async def run() -> None:
        slots = Slots(1)
        async with slots.place() as slow:
            async with asyncio.timeout(1), slots.place():
                assert slots.outside == 7  # the slow one made room
                growing = asyncio.create_task(slow.grow())
                await asyncio.sleep(0.3)
                # Nobody else steps aside for it: it waits for its place, or gets the
                # one of a request that waits, too.
                assert slots.outside == 7
            await growing
            assert slots.inside.locked()
            assert slots.outside == 8
        assert not slots.inside.locked()

    asyncio.run(run())


def test_who_has_grown_stays_inside() -> None:
    async def run() -> None:
        slots = Slots(1)
        async with slots.place() as large:
            await large.grow()
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.3), slots.place():
                    pass

    asyncio.run(run())


def test_there_are_only_so_many_places() -> None:
    async def run() -> int:
        slots = Slots(2)
        started: list[Place] = []

        async def wait() -> None:
            async with slots.place() as place:
                started.append(place)
                await asyncio.sleep(30)

        tasks = [asyncio.create_task(wait()) for _ in range(50)]
        await asyncio.sleep(1.5)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert slots.outside == 16
        assert not slots.inside.locked()
        return len(started)

    assert asyncio.run(run()) == 18


def test_a_place_is_given_back_when_the_wait_for_it_is_given_up() -> None:
    async def run() -> None:
        slots = Slots(1)
        async with slots.place() as first:
            await first.grow()
            waiting = asyncio.create_task(slots.place().__aenter__())
            await asyncio.sleep(0.01)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        async with asyncio.timeout(0.5), slots.place():
            pass

    asyncio.run(run())
