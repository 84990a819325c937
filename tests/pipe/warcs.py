"""WARC files, made by hand."""


def record(kind, block, **headers):
    head = [("WARC-Type", kind), *((name.replace("_", "-"), value) for name, value in headers.items()),
            ("Content-Length", str(len(block)))]
    lines = "".join(f"{name}: {value}\r\n" for name, value in head).encode()
    return b"WARC/1.0\r\n" + lines + b"\r\n" + block + b"\r\n\r\n"


def response(body, content_type="text/html; charset=utf-8", more="", **headers):
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n{more}\r\n".encode()
    headers.setdefault("WARC_Target_URI", "https://example.org/1")
    headers.setdefault("WARC_Date", "2024-05-01T10:00:00Z")
    return record("response", head + body, Content_Type="application/http; msgtype=response", **headers)
