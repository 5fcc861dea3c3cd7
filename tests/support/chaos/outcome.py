"""What came of a seed, in a line."""

from collections import Counter
from dataclasses import dataclass

from support.chaos.faults import Fault


@dataclass(frozen=True)
class Outcome:
    seed: int
    faults: Counter[Fault]
    events: int
    records: int
    redelivered: int
    """How often a record was taken from the log once more."""
    fenced: int
    exits: int
    """Of aggregators, by themselves."""
    drained_seconds: float
    found: list[str]
    """What is wrong; empty when all is well."""

    @property
    def is_right(self) -> bool:
        return not self.found

    @property
    def counts(self) -> bool:
        return self.why_not_counted is None

    @property
    def why_not_counted(self) -> str | None:
        """A run whose faults met no work proves nothing."""
        if not self.redelivered:
            return "its faults met no work: nothing was redelivered"
        if Fault.ZOMBIE in self.faults and not self.fenced:
            return "its zombie had nothing in its hands: nothing was fenced"
        return None

    @property
    def verdict(self) -> str:
        if self.found:
            return "WRONG"
        return f"does not count, for {self.why_not_counted}" if self.why_not_counted else "right"

    @property
    def line(self) -> str:
        ended = [f"ended by themselves {self.exits}"] if self.exits else []
        facts = [
            f"redelivered {self.redelivered}, fenced {self.fenced}",
            f"{self.events} events as {self.records} records",
            f"drained in {self.drained_seconds:.0f} s",
            faults_in_words(self.faults),
            *ended,
        ]
        return f"seed {self.seed}: {self.verdict}; {'; '.join(facts)}"


def faults_in_words(faults: Counter[Fault]) -> str:
    return ", ".join(f"{fault} {number}" for fault, number in sorted(faults.items()))


def summary(outcomes: list[Outcome], seconds: float) -> str:
    counted = [one for one in outcomes if one.counts]
    faults = Counter[Fault]()
    for one in counted:
        faults += one.faults
    right, others = sum(one.is_right for one in counted), len(outcomes) - len(counted)
    redelivered, fenced = sum(one.redelivered for one in counted), sum(one.fenced for one in counted)
    return (
        f"{len(counted)} seeds of {seconds:.0f} s counted, {right} of them right; {others} did not count\n"
        f"redelivered {redelivered}, fenced {fenced}\n"
        f"{faults_in_words(faults)}\n"
    )
