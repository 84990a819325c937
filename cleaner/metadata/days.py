"""The days that may be a publication's, with what speaks for each."""

from __future__ import annotations

from cleaner.metadata.moment import Moment
from cleaner.metadata.scorecard import Candidate


class Days:
    """Candidates by day (or month), each with the (ISO form, source) of the ways it is written."""

    def __init__(self) -> None:
        self.by_day: dict[str, Candidate] = {}
        self.written: dict[str, list[tuple[str, str]]] = {}
        self.has_day = False
        """Whether any candidate is exact to the day."""

    def add(self, moment: Moment | None, source: str, *evidence: str) -> None:
        """Note a day that was read somewhere, if any was."""
        if moment is None:
            return
        candidate = self.by_day.get(moment.day)
        if candidate is None:
            candidate = self.by_day[moment.day] = Candidate(moment.day)
            self.written[moment.day] = []
            self.has_day = self.has_day or moment.exact
        candidate.sources.append(source)
        candidate.evidence.update(dict.fromkeys(evidence, 1.0))
        self.written[moment.day].append((moment.iso, source))
