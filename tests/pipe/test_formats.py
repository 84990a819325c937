"""Formats: told from names and first bytes, read whole, written in one shape."""

import bz2
import csv
import gzip
import io
import json
import lzma

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from cleaner.pipe.fields import Fields
from cleaner.pipe.formats import by_content, by_name, stem

RECORDS = [{"id": 7, "n": 1.50, "tags": ["a", "b"], "none": None}, {"id": "x/y", "url": "https://example.org/1"}]


@pytest.fixture
def records(page, text):
    return [{**RECORDS[0], "text": text}, {**RECORDS[1], "html": page}]


def jsonl(records):
    return "".join(json.dumps(record) + "\n" for record in records).encode()


@pytest.mark.parametrize(("head", "found"), [
    (b"A line, with text, and commas\n", "auto"),
    (b"{braces} begin this text\n", "auto"),
    (b"[1] footnotes begin this text\n", "auto"),
    (b"url;title\nthis has no text field\n", "auto"),
    (b"", "auto"),
    (b"<p>one, text</p>", "auto"),
    (b"  <!DOCTYPE html>\n<html>", "auto"),
    (b'{"text": "one"}\n{"text": "two"}\n', "jsonl"),
    (b'{"text": "a line that is longer than what is looked at ', "jsonl"),
    (b'\xef\xbb\xbf{"text": "one"}\n', "jsonl"),
    ('{"text": "one"}\n'.encode("utf-16"), "jsonl"),
    (b'{\n  "text": "one"\n}', "json"),
    (b'[{"text": "one"}]', "json"),
    (b"id,url,text\n1,u,t\n", "csv"),
    (b'"id";"text"\n', "csv"),
    (b'id,html\n1,"<!doctype html><html><p>one, text</p>"\n', "csv"),
    (b"<style>\nbody, html { margin: 0 }</style>\n<p>", "auto"),
    (b"html, body, text {margin: 0}\n", "auto"),
    (b"id\ttext\n", "tsv"),
    (b"PAR1\x15", "parquet"),
    (b"WARC/1.0\r\n", "warc"),
])
def test_the_first_bytes_tell_the_format(head, found):
    assert by_content(head) == found


def test_names_tell_the_format():
    assert by_name("a/b.JSONL.gz") == "jsonl"
    assert by_name("b.htm") == "html"
    assert by_name("b.json") is None
    assert by_name("gz") is None
    assert stem("a.b/c.html.gz") == "a.b/c"
    assert stem("v1.2 report") == "v1.2 report"


@pytest.mark.parametrize(("suffix", "pack"), [
    ("", bytes), (".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress),
    (".zst", zstandard.ZstdCompressor().compress),
])
def test_packed_inputs(lines, tmp_path, records, cleaned, suffix, pack):  # noqa: PLR0917
    in_two_members = pack(jsonl(records[:1])) + pack(jsonl(records[1:]))
    for name, data in (("named.jsonl" + suffix, pack(jsonl(records))), ("unnamed", in_two_members)):
        (tmp_path / name).write_bytes(data)
        found = lines(tmp_path / name)
        assert [record["clean_text"] for record in found] == [cleaned["text"], cleaned["html"]]


def test_a_text_may_begin_like_packed_data(lines, tmp_path, text):
    (tmp_path / "a.txt").write_text("BZhash\n\n" + text)
    assert "error" not in lines(tmp_path / "a.txt", write="jsonl")[0]


def test_own_fields_come_out_byte_for_byte(run, tmp_path):
    own = (b'{"big": 123456789012345678901234567890, "f": 1.50, "twice": 1, "twice": 2, "u": "\\u00e5\\ud800",'
           b' "n": NaN, "text" : "some words that are here" }')
    (tmp_path / "a.jsonl").write_bytes(own + b"\r\n" + b'{"text":"x", "clean_text": 1, "error": null}')
    _, out = run(tmp_path / "a.jsonl")
    first, second = out.splitlines()
    assert first.startswith(own[:-2] + b',"clean_text":')
    assert {"clean_text_", "clean_metadata"} <= json.loads(second).keys()
    assert json.loads(second)["clean_text"] == 1


def test_utf_16_and_byte_order_marks(lines, tmp_path, records, cleaned):
    for encoding in ("utf-16", "utf-8-sig"):
        (tmp_path / "a.jsonl").write_bytes(jsonl(records).decode().encode(encoding))
        assert [record["clean_text"] for record in lines(tmp_path / "a.jsonl")] == [cleaned["text"], cleaned["html"]]


def test_utf_16_that_is_cut_in_a_character_loses_no_line(lines, tmp_path, records, cleaned):
    for end in (b"\x0a", b"\x3d\xd8"):
        (tmp_path / "a.jsonl").write_bytes(jsonl(records).decode().encode("utf-16") + end)
        found = lines(tmp_path / "a.jsonl")
        assert [record.get("clean_text") for record in found] == [cleaned["text"], cleaned["html"], None]
        assert found[2]["raw"] == "\ufffd"


def test_broken_lines_keep_their_content(lines, tmp_path):
    broken = b'{"text": "cut\n\n[1]\n{"text": "\xff"}\n{"id": 3}\n{"text": 5}\n{"text": "good"}\n'
    (tmp_path / "a.jsonl").write_bytes(broken)
    found = lines(tmp_path / "a.jsonl")
    assert [record.get("error", {}).get("type") for record in found] == ["InputError"] * 5 + [None]
    assert found[0]["raw"] == '{"text": "cut\n'
    assert "raw_base64" in found[2]
    assert found[3]["id"] == 3
    assert "the field 'text' holds a number" in found[4]["error"]["message"]


def test_csv(run, tmp_path, text, cleaned):
    table = io.StringIO()
    rows = [["id", "text", "", "id"], ["1", text, "x", "2"], ["2", text], [], ["3", text, "", "", "5"]]
    csv.writer(table).writerows(rows)
    (tmp_path / "a.csv").write_text(table.getvalue(), newline="")
    code, out = run(tmp_path / "a.csv", output="out.csv")
    rows = list(csv.DictReader(io.StringIO(out.decode(), newline="")))
    assert code == 0
    assert [row["clean_text"] for row in rows] == [cleaned["text"]] * 3
    assert [row["text"] for row in rows] == [text] * 3
    assert [(row["id"], row["column_3"], row["id_4"], row["column_5"]) for row in rows] == [
        ("1", "x", "2", ""), ("2", "", "", ""), ("3", "", "", "5")]
    assert json.loads(rows[0]["clean_metadata"])


def test_fields_that_the_head_of_a_table_could_not_know_of(run, tmp_path):
    records = [{"id": 1, "text": "a"}] * 70 + [{"id": 2, "text": "b", "late": [1], "error": "own"}]
    (tmp_path / "a.jsonl").write_bytes(jsonl(records))
    rows = list(csv.DictReader(io.StringIO(run(tmp_path / "a.jsonl", output="out.tsv")[1].decode()), delimiter="\t"))
    assert len(rows) == 71
    assert json.loads(rows[-1]["more"]) == {"late": [1], "error": "own"}


def test_csv_that_is_not_utf_8_keeps_its_bytes(run, tmp_path):
    (tmp_path / "a.csv").write_bytes("id;text\n1;Rødgrød med fløde\n".encode("latin-1"))
    assert "1,Rødgrød med fløde,".encode("latin-1") in run(tmp_path / "a.csv", output="out.csv")[1]


def test_tsv_and_json(lines, tmp_path, records, cleaned):
    (tmp_path / "a.tsv").write_text('id\ttext\n1\tOne "quoted" thing\n')
    (tmp_path / "a.json").write_text(json.dumps(records, indent=1))
    (tmp_path / "b.json").write_text(json.dumps(records[0], indent=1))
    found = lines(*sorted(tmp_path.glob("*.*")))
    assert [found[at]["clean_text"] for at in (0, 1, 3)] == [cleaned["text"], cleaned["html"], cleaned["text"]]
    assert found[2]["text"] == 'One "quoted" thing'


def test_parquet_columns_keep_their_types(run, tmp_path, text, cleaned):
    own = pa.table({
        "id": pa.array([1, None], pa.int16()),
        "when": pa.array([1, 2], pa.timestamp("ns", "UTC")),
        "bytes": pa.array([b"\xff", None]),
        "html": pa.array([None, f"<p>{text}</p>".encode()]),
        "text": [text, None],
        "nested": [{"a": [1]}, None],
    })
    pq.write_table(own, tmp_path / "a.parquet")
    assert run(tmp_path / "a.parquet", output="out.parquet")[0] == 0
    out = pq.read_table(tmp_path / "out.parquet")
    assert out.select(own.column_names).equals(own)
    assert out["clean_text"][0].as_py() == cleaned["text"]
    code, jsonl_out = run(tmp_path / "a.parquet")
    assert code == 0
    assert json.loads(jsonl_out.splitlines()[0])["bytes"] == "/w=="


def test_parquet_from_records_of_many_kinds(run, tmp_path):
    records = [{"text": "a", "n": 1, "mixed": 1, "many": ["a"], "big": 1 << 70},
               {"text": "b", "n": 1.5, "mixed": "x", "new": True}]
    (tmp_path / "a.jsonl").write_bytes(jsonl(records) + b'{"broken\n')
    assert run(tmp_path / "a.jsonl", output="out.parquet")[0] == 1
    table = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert [(row["n"], row["mixed"], row["many"], row["new"]) for row in table] == [
        (1.0, "1", ["a"], None), (1.5, '"x"', None, True), (None, None, None, None)]
    assert json.loads(table[2]["error"])["type"] == "InputError"
    assert table[2]["raw"] == '{"broken\n'


def test_json_is_one_array_and_text_is_parted_by_form_feeds(run, tmp_path, records, cleaned):
    (tmp_path / "a.jsonl").write_bytes(jsonl(records))
    assert len(json.loads(run(tmp_path / "a.jsonl", output="out.json")[1])) == 2
    assert run(tmp_path / "a.jsonl", output="out.txt")[1].decode() == f"{cleaned['text']}\n\f\n{cleaned['html']}\n"
    (tmp_path / "none.jsonl").write_bytes(b"\n")
    assert json.loads(run(tmp_path / "none.jsonl", output="out.json")[1]) == []
    assert run(tmp_path / "none.jsonl", output="out.csv")[1].startswith(b"more,clean_text,")


def test_fields():
    record = {"page": {"body": "inner"}, "a.b": "dotted", "body": "outer", "text": "", "link": 5}
    assert Fields().page(record) == ("outer", "auto", "body")
    assert Fields(html="page.body").page(record) == ("inner", "html", "page.body")
    assert Fields(text="a.b").page(record) == ("dotted", "text", "a.b")
    assert Fields().address(record) == "5"
    assert Fields(text="t", html="h").page({"t": "text", "h": ""}) == ("text", "text", "t")
