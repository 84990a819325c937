"""What is known of a record before its page is looked at."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson

from cleaner.pipe.items import Broken, Failure, Item, Line, Row


class Known(NamedTuple):
    """A record's own fields, its line of JSON if it came as one, and why it can't be read if it can't."""

    own: Mapping[str, Any]
    raw: bytes | None = None
    failure: Failure | None = None


def read_item(item: Item) -> Known:
    """Return what is known of an item; never raises for what the item holds."""
    if isinstance(item, Line):
        return _read_line(item.raw)
    if isinstance(item, Broken):
        return Known(item.own, failure=item.failure)
    return Known(item.fields if isinstance(item, Row) else item.own)


def parse(raw: bytes) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value of a line of JSON; raise orjson.JSONDecodeError.

    NaN, half surrogates and numbers past 64 bits are no JSON to orjson, but Python writes them.
    """
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        try:
            return json.loads(raw)
        except (ValueError, RecursionError):
            pass
        raise


def _read_line(raw: bytes) -> Known:
    """Read a line of JSONL. A line that is no JSON object is kept whole in a field `raw`, or `raw_base64`."""
    try:
        value = parse(raw)
    except orjson.JSONDecodeError as error:
        return Known(_as_field(raw), failure=Failure("InputError", f"not JSON: {error}"))
    if not isinstance(value, dict):
        return Known(_as_field(raw), failure=Failure("InputError", "not a JSON object"))
    return Known(value, raw)


def _as_field(raw: bytes) -> dict[str, str]:
    try:
        return {"raw": raw.decode()}
    except UnicodeDecodeError:
        return {"raw_base64": base64.b64encode(raw).decode()}
