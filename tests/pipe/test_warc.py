"""WARC: pages with what their records say, and ends that are cut."""

import gzip

import pytest

from .warcs import record, response


@pytest.fixture
def archive(page, text):
    html = page.encode()
    return [
        record("warcinfo", b"software: x"),
        response(html, WARC_Record_ID="<urn:uuid:1>"),
        response(b"\x89PNG", "image/png", WARC_Record_ID="<urn:uuid:2>"),
        record("request", b"GET / HTTP/1.1\r\n\r\n", Content_Type="application/http; msgtype=request"),
        response(gzip.compress(html), more="Content-Encoding: gzip\r\n", WARC_Record_ID="<urn:uuid:3>"),
        record("conversion", text.encode(), Content_Type="text/plain", WARC_Record_ID="<urn:uuid:4>"),
        response(html, "application/xhtml+xml", WARC_Record_ID="<urn:uuid:5>"),
    ]


def test_pages_and_only_pages(lines, tmp_path, archive, cleaned):
    (tmp_path / "a.warc").write_bytes(b"".join(archive))
    (tmp_path / "unnamed").write_bytes(b"".join(map(gzip.compress, archive)))
    for name in ("a.warc", "unnamed"):
        found = lines(tmp_path / name)
        assert [each["id"] for each in found] == [f"<urn:uuid:{number}>" for number in (1, 3, 4, 5)]
        assert [each["clean_text"] for each in found] == [cleaned[kind] for kind in ("html", "html", "text", "html")]
        assert found[0]["url"] == found[0]["clean_metadata"]["url"] == "https://example.org/1"
        assert found[0]["date"] == "2024-05-01T10:00:00Z"


def test_the_character_set_is_that_of_the_http_headers(lines, tmp_path):
    body = "<html><meta charset=utf-8><p>Rødgrød med fløde, det er den bedste ret vi har på kortet i dag.</p>"
    for charset, sent in (("iso-8859-1", "latin-1"), ("utf-8", "utf-8"), ("nonsense", "utf-8")):
        (tmp_path / "a.warc").write_bytes(response(body.encode(sent), f"text/html; charset={charset}"))
        assert "Rødgrød med fløde" in lines(tmp_path / "a.warc", write="jsonl")[0]["clean_text"]


def test_a_cut_archive_loses_no_record(lines, tmp_path, archive):
    whole = b"".join(archive)
    start = len(whole) - len(archive[-1])
    for cut in (5, 60, 250, len(archive[-1]) - 60):
        (tmp_path / "a.warc").write_bytes(whole[:-cut])
        found = lines(tmp_path / "a.warc")
        assert len(found) == 4
        assert [each.get("error", {}).get("type") for each in found[:3]] == [None] * 3
        assert ("error" in found[3]) == (cut > 4)
    (tmp_path / "a.warc").write_bytes(whole[:start])
    assert len(lines(tmp_path / "a.warc")) == 3


def test_a_cut_packed_archive_says_so(run, tmp_path, archive, capsys):
    packed = gzip.compress(b"".join(archive))
    (tmp_path / "a.warc.gz").write_bytes(packed[: len(packed) * 9 // 10])
    code, out = run(tmp_path / "a.warc.gz")
    assert code == 2
    assert out.count(b"\n") >= 1
    assert "compressed data break off" in capsys.readouterr().err
