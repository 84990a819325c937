"""Hostile files of records: drawn from a seed, so that any of them can be made again from its number."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
from collections.abc import Callable

import zstandard
from mutate import ENCODINGS, PAGE, PIECES, TEXT, break_off, flip, place

FORMATS = ("jsonl", "csv", "tsv", "json", "warc")
PACKS: tuple[Callable[[bytes], bytes], ...] = (
    lambda data: gzip.compress(data, mtime=0), bz2.compress, lzma.compress, zstandard.ZstdCompressor().compress,
)
FIELDS = ("html", "text", "content", "body", "url", "id", "clean_text", "error", "more", "", "tags", "text")
ENCODED = ("", "", "Content-Encoding: gzip\r\n", "Transfer-Encoding: chunked\r\n", "Content-Encoding: br\r\n")
TOKENS = (b'{"', b'"}', b'"', b",", b"\n", b"\r\n", b"\r", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"[" * 2000,
          b"9" * 5000, b"-1e99999", b"NaN", b'"text": "twice", ', b"\\ud800", b"\\u0000", b"\\", b"WARC/1.0\r\n",
          b"Content-Length: 9\r\n", b"Content-Length: 99999999999999999999\r\n", b"Content-Length: -5\r\n",
          b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"\r\n\r\n", b"\x1f\x8b\x08", b"BZh9",
          b"(\xb5/\xfd", b"\xfd7zXZ\0", b"PAR1", "\u2028\x85".encode())


def draw_file(number: int) -> tuple[str, bytes]:
    """Return the format that input `number` is to be read in, and its bytes."""
    chance = random.Random(-1 - number)
    form = chance.choice(FORMATS)
    records = [_record(chance) for _ in range(chance.randrange(6))]
    data = _write(form, records, chance)
    for _ in range(chance.choice((0, 0, 1, 1, 2, 6))):
        data = chance.choice((_insert, _cut_out, break_off, flip, _double))(data, chance)
    if chance.random() < 0.25:
        data = chance.choice(PACKS)(data)
        for _ in range(chance.choice((0, 0, 1))):
            data = chance.choice((break_off, flip, _double))(data, chance)
    if chance.random() < 0.05:
        data = chance.randbytes(chance.randrange(500))
    return form, data


def expected_records(form: str, data: bytes) -> int | None:
    """How many records a file must give, counted in the simplest way there is; None where there is no simple way."""
    for magic in (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", b"\xff\xfe", b"\xfe\xff"):
        if data.startswith(magic):
            return None
    if form != "jsonl":
        return None
    return sum(not line.isspace() for line in io.BytesIO(data.removeprefix(b"\xef\xbb\xbf")))


def _record(chance: random.Random) -> dict[str, object]:
    values: tuple[object, ...] = (
        PAGE, TEXT, TEXT[: chance.randrange(len(TEXT))], PAGE[: chance.randrange(len(PAGE))], "",
        chance.choice(PIECES) * chance.choice((1, 30)), None, True, 1 << chance.randrange(200), -1.5e300, [1, [2]],
        {"a": {"text": "b"}}, ["x"] * 3,
    )
    return {chance.choice(FIELDS): chance.choice(values) for _ in range(chance.randrange(5))}


def _write(form: str, records: list[dict[str, object]], chance: random.Random) -> bytes:
    if form == "warc":
        return b"".join(_warc(record, chance) for record in records)
    if form == "json":
        return json.dumps(records, indent=chance.choice((None, 1))).encode()
    if form == "jsonl":
        text = "".join(json.dumps(record, ensure_ascii=chance.random() < 0.5) + "\n" for record in records)
    else:
        mark = "\t" if form == "tsv" else chance.choice(",;|")
        rows = [["id", "text", "url"], *([str(value) for value in record.values()] for record in records)]
        quoted = chance.random() < 0.8
        text = "".join(mark.join(f'"{cell}"' if quoted else cell for cell in row) + "\n" for row in rows)
    return text.encode(chance.choice(("utf-8", "utf-8", "utf-8-sig", *ENCODINGS)), "replace")


def _warc(record: dict[str, object], chance: random.Random) -> bytes:
    page = str(next(iter(record.values()), "")).encode(chance.choice(ENCODINGS), "replace")
    more = chance.choice(ENCODED)
    if "gzip" in more and chance.random() < 0.8:
        page = gzip.compress(page, mtime=0)
    charset = chance.choice((*ENCODINGS, "nonsense", ""))
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={charset}\r\n{more}\r\n"
    block = head.encode() + page
    kind = chance.choice(("response", "response", "response", "conversion", "request", "nonsense"))
    length = chance.choice((len(block), len(block), len(block), len(block), len(block) + 7, 3))
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/{chance.randrange(9)}\r\n"
        f"WARC-Record-ID: <urn:uuid:{chance.randrange(9)}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {length}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = place(data, chance)
    return data[:at] + chance.choice(TOKENS) * chance.choice((1, 1, 3)) + data[at:]


def _cut_out(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted((place(data, chance), place(data, chance)))
    return data[:start] + data[end:]


def _double(data: bytes, chance: random.Random) -> bytes:
    return data + data[: place(data, chance)]
