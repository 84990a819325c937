"""Reader of WARC: responses that are HTML, and pages that were converted to text (WET)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from cleaner.pipe.extras import need
from cleaner.pipe.items import MEGABYTE, Broken, Document, Failure, Item
from cleaner.pipe.streams import DamagedError

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})


def read_warc(stream: io.BufferedReader[Any], name: str, largest: int) -> Iterator[Item]:
    """Yield the HTML responses and text conversions of WARC, with the record's id, address and date as own fields.

    The character set is that of the HTTP headers; transfer and content encodings are undone. Other records (requests,
    pictures, ...) are no pages and left out. A record that the file's end cuts is a record that failed.
    """
    warc = need("fastwarc.warc", "warc")
    kinds = warc.WarcRecordType.response | warc.WarcRecordType.conversion
    try:
        records = warc.ArchiveIterator(stream, record_types=kinds, parse_http=False, stream_detect=False)
        for record in records:
            item = _read_record(warc, record, name, largest)
            if item is not None:
                yield item
    except OSError as error:
        raise DamagedError(f"{name}: not sound WARC: {error}") from error


def _read_record(warc: ModuleType, record: Any, name: str, largest: int) -> Item | None:  # noqa: ANN401
    headers = record.headers
    address = headers.get("WARC-Target-URI")
    own = {"id": record.record_id, "url": address, "date": headers.get("WARC-Date")}
    where = f"{name}: {record.record_id or 'record without id'}"
    length = record.content_length
    block = record.reader.read(largest + 1)
    if len(block) > largest:
        return Broken(where, own, Failure("LimitError", f"larger than {largest / MEGABYTE:g} MB"))
    if len(block) < length or headers.get("Content-Length") is None:
        return Broken(where, own, Failure("InputError", f"cut short after {len(block)} of {length} bytes"))
    if record.record_type == warc.WarcRecordType.conversion:
        return Document(where, own, block, kind="text", url=address, charset="utf-8")
    return _read_response(warc, block, where, own, largest)


def _read_response(warc: ModuleType, block: bytes, where: str, own: dict[str, Any], largest: int) -> Item | None:
    """The page of an HTTP response; None if it isn't HTML."""
    response = warc.WarcRecord()
    response.init_headers(warc.WarcRecordType.response)
    response.is_http = True
    response.set_bytes_content(block)
    try:
        response.parse_http(auto_decode="all")
        content_type = response.http_content_type
        page = response.reader.read(largest + 1)
    except OSError as error:
        return Broken(where, own, Failure("InputError", f"not sound HTTP: {error}"))
    if len(page) > largest:
        return Broken(where, own, Failure("LimitError", f"larger than {largest / MEGABYTE:g} MB"))
    if content_type not in HTML_TYPES and (content_type or not page.lstrip().startswith(b"<")):
        return None
    return Document(where, own, page, kind="html", url=own["url"], charset=response.http_charset)
