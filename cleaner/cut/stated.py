"""The article's text as JSON-LD states it: evidence for the blocks on the page, and the text of pages that scripts
draw."""

from __future__ import annotations

import json
import re
from html import unescape

_BODY = re.compile(r'"articleBody"\s*:\s*"((?:[^"\\]++|\\.)*+)"', re.S)
_TAG = re.compile(r"<[^<>]{1,300}>")
_PARAGRAPH = re.compile(r"\s*\n\s*|</p>|<br\s*/?>")
SHORTEST = 500
"""Characters: a shorter statement is a summary (the threshold other extractors use for the same question)."""
LONG = 1500
"""Characters: a statement this long in one paragraph has lost its breaks, and is read sentence by sentence."""
PROBE = 40
"""Characters of a stated paragraph that are looked for on the page."""
MISSING = 0.7
"""The share of stated paragraphs that must be missing from the page before the statement stands in for it."""


def stated_body(json_ld: list[str]) -> str:
    """The longest articleBody of a page's JSON-LD, tags removed, paragraphs on lines; "" without a long one."""
    best = ""
    for script in json_ld:
        for found in _BODY.finditer(script):
            if len(found.group(1)) > max(len(best), SHORTEST):
                best = found.group(1)
    if not best:
        return ""
    try:
        text = json.loads(f'"{best}"', strict=False)
    except ValueError:
        text = best.replace('\\"', '"').replace("\\n", "\n")
    text = unescape(str(text))
    lines = (" ".join(_TAG.sub(" ", line).split()) for line in _PARAGRAPH.split(text))
    return "\n".join(line for line in lines if line)


def unseen_paragraphs(body: str, texts: list[str]) -> list[str]:
    """The stated paragraphs, if the page's blocks hold hardly any of them; else []."""
    if not body:
        return []
    paragraphs = body.split("\n")
    if len(paragraphs) == 1 and len(body) > LONG:
        paragraphs = re.split(r"(?<=[.!?。！？])\s+(?=\S)", body)
    told = [text for text in paragraphs if len(text) >= PROBE]
    few = MISSING * len(told)
    page = "\n".join(texts)
    if sum(text[:PROBE] not in page for text in told) < few:
        return []  # the search that disregards spaces finds no fewer and takes longer
    page = "".join(page.split())
    missing = sum("".join(text.split())[:PROBE] not in page for text in told)
    return paragraphs if told and missing >= few else []
