"""The text of a document's bytes: byte order mark, header, the document's own word, its content."""

from __future__ import annotations

import codecs
import re

_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", re.I)
HEAD = 4096
"""Bytes of a document in which its own word on its encoding is looked for (HTML asks for the first 1024)."""
SAMPLE = 20_000
"""Bytes that are looked at to guess an encoding from the content."""
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MARKS = tuple(bom for bom, _ in _BOMS)
SPOILT = "\u00e2\u0080"
_TWICE = re.compile(rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]){1,3}")
_WIDER = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
          "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
          "shift_jis": "cp932", "x-sjis": "cp932", "iso-8859-9": "cp1254", "tis-620": "cp874", "big5": "big5hkscs"}
"""Encodings that browsers read as a larger one (WHATWG Encoding Standard)."""


def _known(name: str) -> str | None:
    name = name.strip().lower()
    name = _WIDER.get(name, name)
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _says_other(raw: bytes) -> bool:
    """Whether the first bytes are those of another encoding: a byte order mark, an escape of ISO 2022."""
    return raw.startswith(_MARKS) or (raw.find(b"\x1b", 0, SAMPLE) >= 0 and b"\x1b$" in raw[:SAMPLE])


def says_utf8(raw: bytes) -> bool:
    """Whether an HTML document says of itself that it is UTF-8, and nothing at its start speaks against it."""
    if _says_other(raw):
        return False
    named = _META.search(raw, 0, HEAD)
    return named is not None and named[1].lower() in {b"utf-8", b"utf8"}


def plain_utf8(raw: bytes) -> str | None:
    """The document's text if its bytes are UTF-8 as they stand, as nearly all are."""
    if _says_other(raw):
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def mend(utf8: bytes) -> bytes:
    """The page with what was encoded twice encoded once: UTF-8 that somebody read as Latin-1 and saved as UTF-8 again.

    Wanted only where a quotation mark or dash has been so SPOILT, which leaves control characters that no page means.
    """
    return _TWICE.sub(_once, utf8)


def _once(found: re.Match[bytes]) -> bytes:
    try:
        once = found[0].decode("utf-8").encode("latin-1")
        once.decode("utf-8")
    except UnicodeError:
        return found[0]
    return once


def decode(raw: bytes, declared: str | None = None) -> str:
    """The document's text. `declared` is the encoding named by the transport (a header), if any.

    Never fails: bytes that fit no encoding become U+FFFD.
    """
    text = plain_utf8(raw)
    if text is not None:
        return text
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return raw.decode(name, "replace")
    named = _META.search(raw, 0, HEAD) or _XML.match(raw)
    for word in (declared, named.group(1).decode("ascii") if named else None):
        found = _known(word) if word else None
        if found and found not in ("utf-8", "utf-16", "utf-16-le", "utf-16-be"):
            return raw.decode(found, "replace")
    cut = raw.decode("utf-8", "replace")
    if cut.count("\ufffd") * 100 <= sum(char > "\x7f" for char in cut[:SAMPLE]):
        return cut
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, rarely needed

    best = from_bytes(raw[:SAMPLE]).best()
    return raw.decode(best.encoding, "replace") if best else raw.decode("cp1252", "replace")
