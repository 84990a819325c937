"""The shape of a record that comes out: its own fields as they were, and what was found beside them.

Every record format has the same names: `clean_text`, `clean_metadata`, `clean_confidence`, in JSON `clean_blocks` too,
and `error` ({"type", "message"}) in place of these where the record failed. A name that the record has already is left
to it; ours then gets "_" at its end.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Mapping
from typing import Any

import orjson

from cleaner.article import Article
from cleaner.pipe.items import Failure

COLUMNS = ("clean_text", "clean_metadata", "clean_confidence", "error")
"""What is added to a record, as columns of a table."""


def additions(result: Article | Failure, *, blocks: bool = False) -> dict[str, Any]:
    """Return what is added to a record, as plain JSON values."""
    if isinstance(result, Failure):
        return {"error": {"type": result.type, "message": result.message}}
    found: dict[str, Any] = {
        "clean_text": result.text,
        "clean_metadata": result.metadata.to_dict(),
        "clean_confidence": result.confidence,
    }
    if blocks:
        found["clean_blocks"] = result.to_dict()["blocks"]
    return found


def apart(names: Collection[str], taken: Collection[str]) -> dict[str, str]:
    """Return for each of our names the one that it goes by beside the names that are taken."""
    out: dict[str, str] = {}
    for name in names:
        free = name
        while free in taken:
            free += "_"
        out[name] = free
    return out


def join(own: Mapping[str, Any], added: Mapping[str, Any]) -> dict[str, Any]:
    """Return one record of own and added fields."""
    names = apart(added, own)
    return {**own, **{names[name]: value for name, value in added.items()}}


def dump(value: object) -> bytes:
    """Return a value as one line of JSON, without its line feed.

    Bytes become text where they are UTF-8 and base64 elsewhere; values that JSON doesn't have become their `str`.
    Numbers past 64 bits and half surrogates, which orjson refuses, are written by the standard library.
    """
    try:
        return orjson.dumps(value, default=_plain, option=orjson.OPT_NON_STR_KEYS)
    except (orjson.JSONEncodeError, RecursionError):
        return json.dumps(value, default=_plain, separators=(",", ":")).encode()


def splice(raw: bytes, own: Collection[str], added: Mapping[str, Any]) -> bytes:
    """Return a line of JSON, which holds an object, with fields added at its end and its own bytes as they were."""
    names = apart(added, own)
    tail = dump({names[name]: value for name, value in added.items()})
    head = raw.rstrip()[:-1].rstrip()
    return head + (b"," if own else b"") + tail[1:]


def _plain(value: object) -> object:
    if isinstance(value, bytes | bytearray | memoryview):
        content = bytes(value)
        try:
            return content.decode()
        except UnicodeDecodeError:
            return base64.b64encode(content).decode()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    return str(value)
