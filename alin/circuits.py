"""A neighbour that just failed to answer is left alone for a while, by this process.

Without this, each of many messages would wait for the same dead server in turn: a page with three notices
for three time-outs, a worker with a hundred mails for an hour.
"""

import math
import threading
import time


class Circuit:
    """Closed in good times; open for `seconds` after a failure."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.closed_again_at = 0.0

    def is_open(self) -> bool:
        """Is the neighbour being left alone?"""
        return time.monotonic() < self.closed_again_at

    def open(self) -> None:
        """It failed: leave it alone from now on."""
        self.closed_again_at = time.monotonic() + self.seconds

    def close(self) -> None:
        """Ask it again from now on."""
        self.closed_again_at = 0.0


class Breaker:
    """Opens after `threshold` failures in a row; then lets one trial through every `seconds`.

    Its state is this process's own: each web process and the worker learn by themselves that a neighbour is
    down, which costs each of them `threshold` waits and needs no shared store that could be down as well.
    """

    def __init__(self, threshold: int, seconds: float) -> None:
        self.threshold = threshold
        self.seconds = seconds
        self._lock = threading.Lock()
        self._failures = 0
        self._opened = False
        self._until = 0.0  # time.monotonic()

    def refuses_for(self) -> int:
        """Whole seconds until asking makes sense; 0 lets the caller ask, who must then tell how it went.

        Half open, the first caller is the trial and the others are refused as if it were still open. A trial
        that never tells counts as failed after `seconds`.
        """
        with self._lock:
            if not self._opened:
                return 0
            left = self._until - time.monotonic()
            if left > 0:
                return math.ceil(left)
            self._until = time.monotonic() + self.seconds
            return 0

    def failed(self) -> None:
        """No answer, or none that is worth anything."""
        with self._lock:
            self._failures += 1
            if self._opened or self._failures >= self.threshold:
                self._opened = True
                self._until = time.monotonic() + self.seconds

    def open_for(self, seconds: float) -> None:
        """The neighbour itself asked to be left alone for that long."""
        with self._lock:
            self._opened = True
            self._until = max(self._until, time.monotonic() + seconds)

    def close(self) -> None:
        """It answered: all is well, and what failed before is forgotten."""
        with self._lock:
            self._failures = 0
            self._opened = False
            self._until = 0.0


cache = Circuit(seconds=5)
broker = Circuit(seconds=30)
carrier = Circuit(seconds=20)  # the mail server or the SMS gateway
registry = Breaker(threshold=5, seconds=30)  # the gateway in front of the registry
