"""Searches wait for their turn: bounded, by client, and without a thread."""

import asyncio

import pytest

from esfnlp.web.turns import NoTurn, Turns


async def settle():
    for _ in range(5):
        await asyncio.sleep(0)


def served(turns, clients):
    """The clients in the order in which they are let in, all asking while somebody else is served."""
    order = []

    async def one(client):
        async with turns.turn(client):
            order.append(client)

    async def ask_all():
        async with turns.turn("somebody"):
            tasks = [asyncio.create_task(one(client)) for client in clients]
            await settle()
            assert order == []
        await asyncio.gather(*tasks)

    asyncio.run(ask_all())
    return order


def test_a_client_that_asks_much_waits_for_itself():
    assert served(Turns(at_once=1), ["much", "much", "much", "little", "other"]) == [
        "much", "little", "other", "much", "much",
    ]  # fmt: skip


def test_no_more_than_so_many_at_once():
    inside, most = 0, 0

    async def one(turns):
        nonlocal inside, most
        async with turns.turn("a"):
            inside += 1
            most = max(most, inside)
            await settle()
            inside -= 1

    async def ask_all():
        turns = Turns(at_once=2)
        await asyncio.gather(*(one(turns) for _ in range(9)))

    asyncio.run(ask_all())
    assert most == 2


@pytest.mark.parametrize(("limits", "clients"), [((9, 2), ["a", "a", "a"]), ((2, 9), ["a", "b", "c"])])
def test_who_finds_too_many_waiting_is_refused(limits, clients):
    with pytest.raises(NoTurn):
        served(Turns(1, *limits), clients)


def test_who_goes_away_leaves_its_turn_to_others():
    async def ask_and_go():
        turns = Turns(at_once=1)
        async with turns.turn("a"):
            gone = asyncio.create_task(turns.turn("b").__aenter__())
            await settle()
            gone.cancel()
            await settle()
        async with asyncio.timeout(1), turns.turn("c"):
            return True

    assert asyncio.run(ask_and_go())


def test_a_failure_gives_the_turn_back():
    async def fail_and_ask():
        turns = Turns(at_once=1)
        with pytest.raises(ZeroDivisionError):
            async with turns.turn("a"):
                _ = 1 // 0
        async with asyncio.timeout(1), turns.turn("a"):
            return True

    assert asyncio.run(fail_and_ask())


def test_a_full_queue_refuses_searches_and_nothing_else(client, monkeypatch):
    monkeypatch.setattr(Turns, "_take", refuse)
    page, program = client.get("/?q=unga"), client.get("/api/v1/search?q=unga")
    assert page.status_code == program.status_code == 429
    assert int(page.headers["retry-after"]) > 0
    assert program.headers["content-type"] == "application/problem+json"
    assert client.get("/").status_code == client.get("/plans").status_code == 200


async def refuse(*_):
    raise NoTurn
