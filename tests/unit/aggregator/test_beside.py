"""What goes on beside a block: it ends with it, and the block with what fails."""

import asyncio

import pytest

from tinhso_aggregator.beside import beside


class Broken(Exception):
    pass


async def breaks() -> None:
    raise Broken


async def endless() -> None:
    await asyncio.Event().wait()


async def test_what_goes_on_beside_a_block_ends_with_it() -> None:
    before = asyncio.all_tasks()
    async with beside(endless(), endless()):
        assert len(asyncio.all_tasks() - before) == 2
    assert asyncio.all_tasks() == before


async def test_what_the_block_raises_comes_out_as_it_is() -> None:
    with pytest.raises(Broken):
        async with beside(endless()):
            raise Broken


async def test_what_fails_beside_it_ends_the_block() -> None:
    with pytest.raises(Broken):
        async with beside(endless(), breaks()):
            await endless()
