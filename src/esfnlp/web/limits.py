"""How often one client may do what costs much: a token bucket for each kind of request and client."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MOST_CLIENTS = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests each second for long, and `burst` at once."""

    per_second: float
    burst: int


class Limiter:
    """Buckets by client; those that were not used for longest are forgotten first."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def due(self, client: str) -> float:
        """The seconds after which the client may ask again, 0 where it may now; nothing is counted."""
        with self._lock:
            return max(0.0, 1 - self._tokens(client, self._clock())) / self.rate.per_second

    def _tokens(self, client: str, now: float) -> float:
        tokens, since = self._buckets.get(client, (float(self.rate.burst), now))
        return min(self.rate.burst, tokens + (now - since) * self.rate.per_second)

    def wait(self, client: str) -> float:
        """0 where the client may go on, else the seconds after which it may ask again."""
        with self._lock:
            now = self._clock()
            tokens = self._tokens(client, now)
            self._buckets.pop(client, None)
            may = tokens >= 1
            self._buckets[client] = (tokens - 1 if may else tokens, now)
            while len(self._buckets) > MOST_CLIENTS:
                self._buckets.popitem(last=False)
            return 0.0 if may else (1 - tokens) / self.rate.per_second
