"""Whose turn it is: some costly requests at a time, and those who wait are let in by client, one of each in turn.

So one client that asks much waits for itself, and not the others for it. Waiting takes no thread.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

AT_ONCE = 2
"""Searches share the interpreter: more at a time make none of them faster, and all else slower."""
MOST_WAITING = 1_000
MOST_OF_ONE = 300
"""Requests of one client that may wait."""


class NoTurn(Exception):
    """Too many wait already."""


class Turns:
    """Turns of one event loop: `at_once` at a time."""

    def __init__(
        self, at_once: int = AT_ONCE, most_waiting: int = MOST_WAITING, most_of_one: int = MOST_OF_ONE
    ) -> None:
        self._free = at_once
        self._most_waiting, self._most_of_one = most_waiting, most_of_one
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """Waits for the client's turn, and holds it.

        Raises
        ------
        NoTurn : too many wait, or too many of this client.
        """
        await self._take(client)
        try:
            yield
        finally:
            self._pass_on()

    async def _take(self, client: str) -> None:
        if self._free:
            self._free -= 1
            return
        own = self._waiting.get(client, ())
        if len(own) >= self._most_of_one or sum(map(len, self._waiting.values())) >= self._most_waiting:
            raise NoTurn
        turn = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        """Gives the turn to the client that was served longest ago, if anybody waits."""
        while self._waiting:
            client, own = self._waiting.popitem(last=False)
            turn = own.popleft()
            if own:
                self._waiting[client] = own
            if not turn.cancelled():
                turn.set_result(None)
                return
        self._free += 1
