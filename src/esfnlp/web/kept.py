"""Results that are kept as long as they are used."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")
_NOTHING = object()


class Kept:
    """The `most` results that were used last. Each is made once, also where several threads ask for it together;
    one that takes long holds up nobody who asks for another."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._found: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result that is kept under the key, else what `make` gives; nothing is kept where it raises."""
        known = self._known(key)
        if known is not _NOTHING:
            return known  # type: ignore[no-any-return]
        with self._lock:
            own = self._making.setdefault(key, threading.Lock())
        with own:
            try:
                known = self._known(key)
                found: T = make() if known is _NOTHING else known
                self._keep(key, found)
                return found
            finally:
                self._making.pop(key, None)

    def _keep(self, key: Hashable, found: Any) -> None:
        with self._lock:
            self._found[key] = found
            while len(self._found) > self.most:
                self._found.popitem(last=False)

    def _known(self, key: Hashable) -> Any:
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
            return self._found.get(key, _NOTHING)
