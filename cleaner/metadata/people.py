"""The people of a page who may be its authors, each once, with what was observed of them."""

from __future__ import annotations

from cleaner.metadata.names import Named, given_names, name_shape
from cleaner.metadata.scorecard import Candidate
from cleaner.metadata.words import Words, fold

MOST_PEOPLE = 60


class People:
    """Candidates for authors by their folded name, in the order in which they were met.

    `prose` is the article's text as it is spelt: what stands there in small letters is a word and no name.
    """

    def __init__(self, words: Words, site_keys: frozenset[str], prose: str) -> None:
        self._words = words
        self._prose = prose
        self._site_keys = site_keys
        self._shapes: dict[str, tuple[str, str]] = {}
        self.by_key: dict[str, Candidate] = {}

    def _known(self, name: str) -> tuple[str, str]:
        """(the shape of a name, its key), worked out once."""
        known = self._shapes.get(name)
        if known is None:
            known = self._shapes[name] = (name_shape(name, self._words, self._site_keys), fold(name))
        return known

    def may_be(self, named: Named) -> bool:
        """Whether a name has the shape of one."""
        shape, key = self._known(named.name)
        return bool(shape and key)

    def add(self, named: Named, source: str, *evidence: str, group: int | None = None) -> None:
        """Note evidence for a name, unless it has the shape of none; initials are names at an article's end."""
        name = named.name
        shape, key = self._known(name)
        if "end initials" in evidence and shape not in {"site", "agency", "unnamed"}:
            shape = "initials"
        if not shape or not key:
            return
        candidate = self.by_key.get(key)
        if candidate is None:
            if len(self.by_key) >= MOST_PEOPLE:
                return
            candidate = self.by_key[key] = Candidate(name)
            candidate.note(f"shape: {shape}")
            candidate.note(f"tokens: {min(4, len(name.split()))}")
            parts = key.split()
            if parts[0] in given_names():
                candidate.note("first name alone" if shape == "single" else "given name")
            if shape != "initials" and (common := sum(f" {part} " in self._prose for part in parts)):
                candidate.note("common words" if common == len(parts) else "common word")
            if name.isupper():
                candidate.note("capitals")
        candidate.sources.append(source)
        if group is not None:
            candidate.groups.add(group)
        if not named.cut:
            candidate.note("whole")
        if named.helper:
            candidate.note("helper")
        candidate.evidence.update(dict.fromkeys(evidence, 1.0))
