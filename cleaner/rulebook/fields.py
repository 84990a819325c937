"""The keys of a rule in TOML, and how each is read and checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cleaner.data import load_toml, rules_dir
from cleaner.rulebook.languages import PHRASE_LABELS, USES
from cleaner.text.chars import Kind
from cleaner.values import Label

SCOPES = ("anywhere", "whole", "start", "end")
PLACES = ("before", "in", "after")


class FaultError(ValueError):
    """What is wrong with a rule; the reader of the file adds its name."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A block's text that a rule must hit or spare, and the language of its page."""

    text: str
    language: str


def _strings(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - TOML's values
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not listed or not all(isinstance(item, str) and item for item in listed):
        raise FaultError("must be a text or a list of texts, none of them empty")
    return tuple(listed)


def _string(value: Any) -> str:  # noqa: ANN401
    if not isinstance(value, str) or not value.strip():
        raise FaultError("must be a text that is not empty")
    return value


def _number(value: Any) -> float:  # noqa: ANN401
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FaultError("must be a number")
    return float(value)


def _count(value: Any) -> int:  # noqa: ANN401
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise FaultError("must be a whole number above 0")
    return value


def _flag(value: Any) -> bool:  # noqa: ANN401
    if not isinstance(value, bool):
        raise FaultError("must be true or false")
    return value


def _range(value: Any) -> tuple[float, float]:  # noqa: ANN401
    if not isinstance(value, list) or len(value) != 2:
        raise FaultError("must be [least, most]")
    least, most = map(_number, value)
    if not 0 <= least <= most:
        raise FaultError("must be [least, most], neither below 0 nor swapped")
    return least, most


def _one_of(*allowed: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:  # noqa: ANN401
        if value not in allowed:
            raise FaultError(f"must be one of {', '.join(allowed)}, not {value!r}")
        return str(value)

    return read


def _some_of(*allowed: str) -> Callable[[Any], tuple[str, ...]]:
    one = _one_of(*allowed)
    return lambda value: tuple(map(one, _strings(value)))


def _phrases(value: Any) -> tuple[tuple[int, int], ...]:  # noqa: ANN401
    out = []
    for name in _strings(value):
        label, _, use = name.partition(".")
        if label not in PHRASE_LABELS or (use and use not in USES):
            raise FaultError(f"names no phrase list: {name!r}; write LABEL.USE, with LABEL one of "
                             f"{', '.join(PHRASE_LABELS)} and USE one of {', '.join(USES)}")
        out.append((PHRASE_LABELS.index(label), USES.index(use) + 1 if use else 0))
    return tuple(out)


def _kinds(value: Any) -> tuple[Kind, ...]:  # noqa: ANN401
    names = _some_of(*(kind.name.lower() for kind in Kind))(value)
    return tuple(Kind[name.upper()] for name in names)


def _proofs(value: Any) -> tuple[Proof, ...]:  # noqa: ANN401
    if not isinstance(value, list) or not value:
        raise FaultError("must be a list of block texts that is not empty")
    out = []
    for item in value:
        if isinstance(item, dict):
            out += [Proof(_string(text), language) for language, text in item.items()]
        else:
            out.append(Proof(_string(item), ""))
    return tuple(out)


def _class_names(value: Any) -> tuple[str, ...]:  # noqa: ANN401
    known = load_toml(rules_dir() / "markup.toml")["concept"]
    names = _strings(value)
    for name in names:
        if not name.startswith(".") and name not in known:
            raise FaultError(f"names no concept of markup.toml: {name!r}; a class name itself is written '.{name}'")
    return names


READERS: dict[str, Callable[[Any], Any]] = {
    "id": _string, "why": _string, "phrase": _phrases, "pattern": _string, "scope": _one_of(*SCOPES),
    "equals": _strings, "begins": _strings, "contains": _strings, "words": _range, "link_share": _range,
    "place": _some_of(*PLACES), "first": _kinds,
    "languages": _strings, "kind": _one_of("html", "text"), "tag": _strings, "class": _class_names, "css": _strings,
    "label": _one_of(*Label), "points": _number, "decision": _one_of("keep", "remove"), "opens": _flag,
    "reach": _count, "above": _count, "ends": _one_of("article"), "cut": _flag, "hits": _proofs, "misses": _proofs,
}
"""The keys of a rule, and how each is read."""
