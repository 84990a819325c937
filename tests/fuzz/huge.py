"""Inputs of megabytes: what they are, as what they are read, and how they are made."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import random
from collections.abc import Callable

import zstandard
from mutate import PAGE, TEXT

MB = 1_000_000
ARABIC = "أغلق الجسر القديم حتى نهاية العام، قال رئيس البلدية. "


def _noise(size: int) -> bytes:
    return random.Random(0).randbytes(size)


def _bomb(inner: bytes = b"\0") -> bytes:
    return inner * (400 * MB)


def _jsonl() -> bytes:
    broken = (b'{"text": "cut', b'{"text": "a", "text": "b"}', b'{"text": "a", "n": ' + b"9" * 5000 + b"}", b"[]",
              b'{"text": "a", "n": 1e999999}', b'{"text": "\xff"}', b'{"text": "\\ud800 half"}', b"\0")
    return b"\n".join(broken) * 2_000 + b"\n"


def _warc() -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()
    one = (b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\n"
           b"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
           b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block))
    whole = one * 2000
    return whole[: len(whole) - len(one) // 2]


def _each(name: str, make: Callable[[], str | bytes]) -> list[tuple[str, str, Callable[[], str | bytes]]]:
    return [(name, mode, make) for mode in ("html", "text")]


HUGE: tuple[tuple[str, str, Callable[[], str | bytes]], ...] = (
    *_each("random bytes, 10 MB", lambda: _noise(10 * MB)),
    *_each("random letters, 10 MB", lambda: _noise(10 * MB).decode("latin-1")),
    *_each("UTF-8 and UTF-16 by turns, 10 MB", lambda: (TEXT.encode() + TEXT.encode("utf-16-le")) * 5000),
    *_each("UTF-16 cut in a character, 10 MB", lambda: (TEXT * 8000).encode("utf-16")[:-1]),
    *_each("lone surrogates, 10 MB", lambda: ("word \ud800 \udfff. " * 700_000)),
    *_each("NULs amid text, 10 MB", lambda: (TEXT + "\0" * 10) * 15_000),
    *_each("100,000 nested div", lambda: "<div>" * 100_000),
    *_each("100,000 nested span and text", lambda: "<span>a " * 100_000),
    *_each("100,000 nested lists", lambda: "<ul><li>one " * 100_000),
    *_each("a million attributes", lambda: "<p " + "".join(f"a{n}=1 " for n in range(1_000_000)) + ">text"),
    *_each("a million attributes in all", lambda: "<p a=1 b=2 c=3 d=4 e=5>text</p>" * 200_000),
    *_each("one line of words, 50 MB", lambda: "word and another " * (50 * MB // 17)),
    *_each("one line of sentences, 50 MB", lambda: "The bridge closes on Monday, he said. " * (50 * MB // 39)),
    *_each("one line without a space, 50 MB", lambda: "x" * (50 * MB)),
    *_each("10 MB of newlines", lambda: "\n" * (10 * MB)),
    *_each("10 MB of newlines and words", lambda: "a\n" * (5 * MB)),
    *_each("right-to-left, 10 MB", lambda: "\u202e" + ARABIC * (10 * MB // len(ARABIC))),
    *_each("combining marks, 10 MB", lambda: ("e" + "\u0301" * 500 + " ") * (10 * MB // 502)),
    *_each("spaces, 10 MB", lambda: "a" + " " * (10 * MB) + "b"),
    *_each("a tag that doesn't end, 10 MB", lambda: "<p>text</p><a href='" + "x" * (10 * MB)),
    *_each("a comment that doesn't end, 10 MB", lambda: "<p>text</p><!--" + "-" * (10 * MB)),
    *_each("entities, 10 MB", lambda: "&amp;&#0;&copy;&x " * (10 * MB // 18)),
    *_each("unclosed p, 10 MB", lambda: "<p>one two three four" * (10 * MB // 21)),
    *_each("breaks, 10 MB", lambda: "one two<br>" * (10 * MB // 11)),
    *_each("links, 10 MB", lambda: "<a href=/x>one</a> " * (10 * MB // 19)),
    *_each("nested tables, 2 MB", lambda: "<table><tr><td>" * 150_000),
    *_each("a table of a million cells", lambda: "<table>" + "<tr><td>1<td>2" * 500_000 + "</table>"),
    *_each("JSON-LD of 5 MB", lambda: "<p>a</p><script type='application/ld+json'>" + "[" * (5 * MB) + "</script>"),
    *_each("Markdown marks, 10 MB", lambda: "[" * (3 * MB) + "](" * (2 * MB) + "*_`" * MB),
    *_each("digits and dots, 10 MB", lambda: "12.09." * (10 * MB // 6)),
    *_each("addresses, 10 MB", lambda: "https://a.example/b?c=" * (10 * MB // 22)),
    *_each("capitals, 10 MB", lambda: "Anna Maria Von Der Berg " * (10 * MB // 24)),
    ("bomb of gzip, one line", "jsonl", lambda: gzip.compress(_bomb(), mtime=0)),
    ("bomb of bzip2, one line", "jsonl", lambda: bz2.compress(_bomb())),
    ("bomb of xz, one line", "jsonl", lambda: lzma.compress(_bomb(), preset=0)),
    ("bomb of zstd, one line", "jsonl", lambda: zstandard.ZstdCompressor().compress(_bomb())),
    ("bomb of gzip, newlines", "jsonl", lambda: gzip.compress(_bomb(b"\n"), mtime=0)),
    ("bomb of gzip, a table", "csv", lambda: gzip.compress(b"id,text\n" + _bomb(b","), mtime=0)),
    ("bomb of gzip, a row", "csv", lambda: gzip.compress(b'id,text\n1,"' + _bomb(b"\n"), mtime=0)),
    ("bomb of gzip, an array", "json", lambda: gzip.compress(b"[" + _bomb(b"["), mtime=0)),
    ("bomb of gzip, WARC", "warc", lambda: gzip.compress(_warc() + _bomb(), mtime=0)),
    ("broken lines, huge numbers, doubles", "jsonl", _jsonl),
    ("10,000 small records", "jsonl", lambda: (json.dumps({"text": "a b"}) + "\n").encode() * 10_000),
    ("WARC cut in the middle", "warc", _warc),
    ("WARC cut in the middle, packed", "warc", lambda: (packed := gzip.compress(_warc(), mtime=0))[: len(packed) // 2]),
)
