"""Hostile inputs: drawn from a seed, so that any of them can be made again from its number."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable

PAGE = (
    "<!doctype html><html lang='da'><head><title>Broen lukker</title><meta name='author' content='Æ Ø'>"
    '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "headline": "Broen lukker"}</script></head>'
    "<body><nav><ul><li><a href='/'>Forside</a></li><li>Sport</li></ul></nav><article><h1>Broen lukker</h1>"
    "<p class='byline'>Af <b>Anna Berg</b>, 12. september 2016</p><p>Den gamle bro lukker til nytår, siger borgmesteren"
    ", og den åbner først igen, når den er sat i stand.</p><h2>Omvej</h2><ul><li>Over havnen</li></ul><table><tr><th>a"
    "</th><td>1</td></tr></table><blockquote>Det er på tide.</blockquote></article><aside>Læs også: Flere broer</aside>"
    "<form><input name=q></form><footer>© 2016 Avisen</footer></body></html>"
)
TEXT = (
    "Menu\nForside\nSport\nBroen lukker\nAf Anna Berg\n12.09.2016\n\nDen gamle bro lukker til nytår, siger borgmesteren"
    ", og den åbner først igen, når den er sat i stand.\n\nAnnonce\n\n- over havnen\n- over åen\n\nRelateret indhold\n"
    "\nFlere broer lukker\n\nTilmeld dig vores nyhedsbrev\n\n© 2016 Avisen\n"
    "日本語のニュース記事です。橋が閉鎖されます。\n"
    "أغلق الجسر القديم حتى نهاية العام، قال رئيس البلدية.\n"
)
PIECES = (
    "\0",
    "\r",
    "\x0b\x0c",
    "\x85",
    "\u2028",
    "\u200b",
    "\u202e",
    "\ufeff",
    "\ufffe",
    "\U0010ffff",
    "e" + "\u0301" * 50,
    "\ud800",
    "\udfff",
    "🏳️‍🌈",
    "ﷺ",
    "İ",
    "ß",
    "ǅ",
    "&#0;",
    "&#x110000;",
    "&#55296;",
    "&amp",
    "<",
    ">",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<table><tr><td>",
    "</table>",
    "<svg><p>",
    "<math><mi>",
    "<template>",
    "<script>",
    "</script>",
    "<style>",
    "<textarea>",
    "<title>",
    "<plaintext>",
    "<a href='javascript:x'>",
    "<a href=//[>",
    "<br>" * 20,
    "<b><i><u><a>",
    "<p " + "a=1 " * 60 + ">",
    "https://",
    "https://[::1",
    "@" * 30,
    "1" * 400,
    "12.13.2014",
    "31.02.2016",
    "9999-99-99T99:99:99Z",
    "2016-09-12T08:30:00+99:99",
    ".com",
    "…" * 40,
    " " * 200,
    "\n" * 200,
    "\t|\t" * 40,
    "- " * 40,
    '{"@type":',
    "[[[[",
    "()" * 60,
    "\\" * 40,
    "'\"" * 40,
    "%s%n{}{0}",
    "von der zu und af ved by ",
    "AV ANNA BERG ",
)
ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252", "shift_jis", "utf-7")


def draw(number: int) -> str | bytes:
    """Return input `number`: text, or bytes, up to some 20,000 characters."""
    chance = random.Random(number)
    base = chance.choice((PAGE, TEXT, PAGE[: chance.randrange(len(PAGE))], TEXT * 3, ""))
    for _ in range(chance.randrange(12)):
        base = chance.choice(CHANGES)(base, chance)[:20_000]
    if chance.random() < 0.5:
        return base
    data = base.encode(chance.choice(ENCODINGS), "replace")
    for _ in range(chance.randrange(4)):
        data = chance.choice(BYTE_CHANGES)(data, chance)
    return data


def place(text: str | bytes, chance: random.Random) -> int:
    return chance.randrange(len(text) + 1)


def _insert(text: str, chance: random.Random) -> str:
    at = place(text, chance)
    return text[:at] + chance.choice(PIECES) * chance.choice((1, 1, 1, 2, 30)) + text[at:]


def _cut(text: str, chance: random.Random) -> str:
    start, end = sorted((place(text, chance), place(text, chance)))
    return text[:start] + text[end:]


def _repeat(text: str, chance: random.Random) -> str:
    start, end = sorted((place(text, chance), place(text, chance)))
    return text[:end] + text[start:end] * chance.randrange(1, 6) + text[end:]


def _shuffle(text: str, chance: random.Random) -> str:
    lines = text.split("\n" if "\n" in text else ">")
    chance.shuffle(lines)
    return "\n".join(lines)


def _characters(text: str, chance: random.Random) -> str:
    made = "".join(
        chr(chance.randrange(chance.choice((0x80, 0x800, 0xFFFF, 0x110000)))) for _ in range(chance.randrange(60))
    )
    at = place(text, chance)
    return text[:at] + made + text[at:]


def _nest(text: str, chance: random.Random) -> str:
    tag = chance.choice(("div", "b", "a", "ul", "table", "span", "blockquote", "font"))
    deep = chance.randrange(1, 800)
    return f"<{tag}>" * deep + text + f"</{tag}>" * chance.choice((0, deep))


def flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data or b"\0")
    for _ in range(chance.randrange(1, 20)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def break_off(data: bytes, chance: random.Random) -> bytes:
    return data[: place(data, chance)]


def _interleave(data: bytes, chance: random.Random) -> bytes:
    other = TEXT.encode(chance.choice(ENCODINGS), "replace")
    at = place(data, chance)
    return data[:at] + other + data[at:]


def _pack(data: bytes, chance: random.Random) -> bytes:
    return gzip.compress(data, mtime=0)


def _noise(data: bytes, chance: random.Random) -> bytes:
    return data + chance.randbytes(chance.randrange(400))


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    _insert,
    _insert,
    _insert,
    _cut,
    _repeat,
    _shuffle,
    _characters,
    _nest,
)
BYTE_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (flip, break_off, _interleave, _pack, _noise)
