"""Inputs that mean harm, or were harmed: one record out for each record in, or an error that says why."""

import bz2
import gzip
import io
import json
import lzma
import random
import time

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner.pipe.known import read_item
from cleaner.pipe.sources import READERS, Sources
from cleaner.pipe.streams import open_stream

from .warcs import response

FORMATS = sorted(set(READERS) - {"parquet"})
TOKENS = [b'{"text": "a"}', b'{"', b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"text", b"WARC/1.0\r\n",
          b"Content-Length: 9\r\n", b"\r\n\r\n"]
PACKS = {"gzip": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zstd": zstandard.ZstdCompressor().compress}


def items_of(path, form=None, largest=1 << 24):
    damages = []
    return list(Sources((str(path),), form, largest, damage=damages.append)), damages


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
        st.lists(st.sampled_from(TOKENS)).map(b"".join),
    ),
    st.sampled_from(FORMATS),
)
def test_any_bytes_as_any_format(tmp_path, data, form):
    path = tmp_path / "input"
    path.write_bytes(data)
    items, damages = items_of(path, form)
    assert [read_item(item) for item in items] == [read_item(item) for item in items_of(path, form)[0]]
    if form == "jsonl" and not data.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")):
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            data = data.decode("utf-16", "replace").encode("utf-8", "replace")
        assert len(items) == sum(not line.isspace() for line in io.BytesIO(data.removeprefix(b"\xef\xbb\xbf")) if line)
        assert not damages


@pytest.mark.parametrize("name", PACKS)
def test_a_packed_stream_that_breaks_off(tmp_path, name):
    chance = random.Random(0)
    texts = [chance.randbytes(90).hex().encode() for _ in range(9999)]
    lines = b"".join(b'{"id": %d, "text": "%s"}\n' % (number, text) for number, text in enumerate(texts))
    packed = PACKS[name](lines)
    (tmp_path / "a.jsonl").write_bytes(packed[: len(packed) // 2])
    items, damages = items_of(tmp_path / "a.jsonl")
    assert len(damages) == 1
    assert "compressed data break off" in damages[0]
    found = [read_item(item) for item in items]
    assert all(known.own["id"] == number for number, known in enumerate(found[:-1]))
    assert found[-1].failure or found[-1].own["id"] == len(found) - 1
    (tmp_path / "a.html").write_bytes(packed[: len(packed) // 2])
    stream = open_stream(str(tmp_path / "a.html"))
    assert lines.startswith(stream.stream.read())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(PACKS)), st.integers(4, 400), st.integers(0, 255))
def test_a_packed_stream_with_a_wrong_byte(tmp_path, name, at, byte):
    packed = bytearray(PACKS[name](b'{"text": "one two three"}\n' * 50))
    packed[at % len(packed)] = byte
    (tmp_path / "a.jsonl").write_bytes(packed)
    items, _ = items_of(tmp_path / "a.jsonl", "jsonl")
    assert all(read_item(item) for item in items)


@pytest.mark.parametrize("name", PACKS)
def test_a_bomb_meets_the_limit(tmp_path, name):
    (tmp_path / "a").write_bytes(PACKS[name](bytes(60_000_000)))
    for form in ("jsonl", "csv", "html", "json"):
        items, _ = items_of(tmp_path / "a", form, largest=1_000_000)
        if form == "html":
            assert items[0].path
        elif form == "csv":
            assert items == []
        else:
            assert items[0].failure.type == "LimitError"


def test_empty_lines_are_counted_and_cost_little(tmp_path):
    data = b'{"text": "a"}\n' + b"\n" * 60_000_000 + b' \n\n\r\n{"text": "b"}\n\n{"text": "c"}'
    (tmp_path / "a").write_bytes(gzip.compress(data, 1))
    began = time.process_time()
    items, _ = items_of(tmp_path / "a", "jsonl")
    assert time.process_time() - began < 3
    assert [item.where.rpartition(":")[2] for item in items] == ["1", "60000005", "60000007"]


def test_lines_of_every_length(tmp_path):
    lines = [b'{"text": "%s"}' % (b"x" * length) for length in (0, 10, 985, 986, 987, 988, 5000, 1)]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    items, _ = items_of(tmp_path / "a.jsonl", largest=1000)
    # a line one byte past the limit passes if that byte is its end
    assert [type(item).__name__ for item in items] == ["Line"] * 6 + ["Broken"] + ["Line"]
    assert read_item(items[-2]).own == {"line": 7, "bytes": 5013}


def test_a_table_that_goes_wrong_goes_on(tmp_path):
    table = b'id,text\n1,good\n2,"' + b"x" * 3000 + b'"\n3,also good\n4,' + b"y" * 3000 + b"\n5,last\n"
    (tmp_path / "a.csv").write_bytes(table)
    items, _ = items_of(tmp_path / "a.csv", largest=1000)
    own = [read_item(item) for item in items]
    assert [known.own.get("id") for known in own] == ["1", None, "3", None, "5"]
    assert [bool(known.failure) for known in own] == [False, True, False, True, False]


def test_a_row_of_empty_lines(tmp_path):
    (tmp_path / "a.csv").write_text('id,text\n\n\n1,"one' + "\n" * 500 + 'two"\n\n\n\n2,two\n')
    first, second = items_of(tmp_path / "a.csv", largest=1000)[0]
    assert first.fields == {"id": "1", "text": "one" + "\n" * 500 + "two"}
    assert second.fields == {"id": "2", "text": "two"}
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b'id,text\n1,"' + b"\n" * 60_000_000 + b'"\n2,two\n', 1))
    began = time.process_time()
    items, _ = items_of(tmp_path / "a.csv.gz", largest=1_000_000)
    assert time.process_time() - began < 3
    assert "a row of more than 0.95" in items[0].failure.message


def test_a_row_of_many_large_cells_meets_the_limit(tmp_path):
    (tmp_path / "a.csv").write_text("id,text\n1," + ('"' + "x" * 400 + '\n",') * 10 + "\n2,two\n")
    items, _ = items_of(tmp_path / "a.csv", largest=1000)
    assert "a row of more than" in items[0].failure.message
    assert len(items[0].own["raw"]) <= 1000


def test_json_that_is_too_deep_or_has_too_many_digits(lines, tmp_path):
    deep = b'{"text": "a", "deep": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    long = b'{"text": "a", "long": ' + b"9" * 100_000 + b"}"
    (tmp_path / "a.jsonl").write_bytes(deep + b"\n" + long + b'\n{"text": "a"}\n')
    found = lines(tmp_path / "a.jsonl")
    assert [record.get("error", {}).get("type") for record in found] == ["InputError", "InputError", None]
    assert found[0]["raw"] == deep.decode() + "\n"


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2000), st.integers(0, 255), st.booleans())
def test_a_warc_with_a_wrong_byte_or_a_cut(tmp_path, at, byte, cut):
    whole = bytearray(response(b"<html><p>one</p></html>", WARC_Record_ID="<urn:uuid:1>") * 4)
    at %= len(whole)
    if cut:
        del whole[at:]
    else:
        whole[at] = byte
    (tmp_path / "a.warc").write_bytes(whole)
    items, _ = items_of(tmp_path / "a.warc", "warc")
    assert len(items) <= 5
    if cut:
        assert len(items) >= at // (len(response(b"<html><p>one</p></html>", WARC_Record_ID="<urn:uuid:1>")))


@pytest.mark.parametrize("source", [
    "<div>" * 100_000, "<p " + "a=1 " * 1_000_000 + ">text", "x" * 5_000_000, "\n" * 5_000_000,
    "ا\u202e\u0301" * 300_000, "\0" * 1_000_000, "<a href=x>" * 50_000, "word. " * 200_000, "<table>" * 20_000,
    "&amp;" * 500_000,
], ids=["nested", "attributes", "line", "newlines", "marks", "nul", "links", "words", "tables", "entities"])
@pytest.mark.parametrize("kind", ["html", "text"])
def test_large_and_odd_documents_end(tmp_path, run, source, kind):
    (tmp_path / "a").write_text(source)
    began = time.monotonic()
    code, out = run(tmp_path / "a", read=kind, timeout=10)
    assert time.monotonic() - began < 15
    record = json.loads(out)
    assert "clean_text" in record or record["error"]["type"] in {"InputError", "LimitError"}
    assert code == ("error" in record)
