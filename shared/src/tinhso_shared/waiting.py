"""How long the oldest record that is not handled has waited, by what is handled and by the log's ends.

A record's own time is known only once it was read. What is being read now tells it; of a partition from which
nothing comes, it is known since when its end has been beyond the next record.
"""

from collections import deque
from collections.abc import Mapping


class Waiting:
    """The partitions of one topic; times are in seconds."""

    def __init__(self) -> None:
        self._handled: dict[int, float] = {}
        self._ends: dict[int, deque[tuple[float, int]]] = {}

    def handled(self, partition: int, came_at: float) -> None:
        """A record was handled that the log took at that time."""
        self._handled[partition] = came_at

    def look(self, now: float, positions: Mapping[int, tuple[int, int]]) -> float:
        """Partition to (offset of the next record, end of the log); 0 where nothing waits."""
        handled, self._handled = self._handled, {}
        self._ends = {one: seen for one, seen in self._ends.items() if one in positions}
        return max((self._of(now, one, where, handled) for one, where in positions.items()), default=0.0)

    def _of(self, now: float, partition: int, where: tuple[int, int], handled: Mapping[int, float]) -> float:
        upto, end = where
        seen = self._ends.setdefault(partition, deque())
        while seen and seen[0][1] <= upto:
            seen.popleft()
        if end <= upto:
            return 0.0
        if not seen or seen[-1][1] < end:
            seen.append((now, end))
        # The next record came no earlier than the one that was handled before it.
        return max(now - handled[partition] if partition in handled else 0.0, now - seen[0][0])
