"""What a campaign is, and how its attempts are counted."""
import itertools
import threading
from dataclasses import dataclass, field
from typing import Callable, Optional

from harness.place import Place


class Lost(Exception):
    """Something did not survive.

    `attempts` counts the steps that the attempt had made, this one included."""

    def __init__(self, reasons, attempts=1):
        self.reasons = [reasons] if isinstance(reasons, str) else list(reasons)
        self.attempts = max(attempts, len(self.reasons))
        super().__init__("; ".join(self.reasons))


@dataclass(frozen=True)
class Campaign:
    """A kind of attack.

    `attempt(context, random, item)` makes one attempt. It raises Lost, or returns how many steps
    it made if there was more than one. Attempts have seeds from 1 on. If the campaign has `items`,
    the item of seed n is the n-th one, and `short` tells how many of them the short form takes,
    evenly spread; otherwise the item is the seed."""

    name: str
    about: str
    attempt: Callable
    short: int
    long: int
    at_once: int = 2
    items: Optional[Callable] = None

    def attempts(self, length, seeds=None):
        """Pairs of seed and item."""
        count = self.short if length == "short" else self.long
        if self.items is None:
            return [(seed, seed) for seed in seeds or range(1, count + 1)]
        numbered = list(enumerate(self.items(), 1))
        if seeds:
            return [pair for pair in numbered if pair[0] in seeds]
        if count >= len(numbered):
            return numbered
        step = len(numbered) / count
        return [numbered[int(index * step)] for index in range(count)]


@dataclass
class Tally:
    """Attempts counted, from several threads."""

    attempts: int = 0
    lost: int = 0
    reasons: list = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, attempts, reasons, seed=None):
        with self.lock:
            self.attempts += max(attempts, len(reasons))
            self.lost += len(reasons)
            self.reasons += [(seed, reason) for reason in reasons]

    def include(self, other):
        self.attempts += other.attempts
        self.lost += other.lost

    def shown(self, limit=12):
        """The losses to print, those of the same words once."""
        seen = {}
        for seed, reason in sorted(self.reasons, key=lambda pair: pair[0] or 0):
            seen.setdefault("".join(itertools.filterfalse(str.isdigit, reason))[:80], (seed, reason))
        return list(seen.values())[:limit]

    def row(self, name, seconds):
        return (f"{name:17} {self.attempts:8} {self.attempts - self.lost:8} {self.lost:5} "
                f"{seconds:8.1f}")


class Context:
    """What every attempt may use."""

    def __init__(self, root, binary, base, length):
        self.root, self.binary, self.base, self.length = root, binary, base, length
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._made = {}

    def place(self, **options):
        """A fresh place; use it in a `with`."""
        return Place(self, self.base / f"p{next(self._numbers)}", **options)

    def once(self, name, make):
        """What `make` returns, made by the first who asks."""
        with self._lock:
            if name not in self._made:
                self._made[name] = make()
            return self._made[name]

    def close(self):
        for made in self._made.values():
            if hasattr(made, "close"):
                made.close()
