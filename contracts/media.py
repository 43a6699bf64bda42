"""The smallest media that a real model can read, made here so that nobody else owns them."""

from __future__ import annotations

import base64
import struct
import zlib

# One second of 64 x 64 pixels in H.264, made with PyAV 18 and packed with zlib.
_VIDEO = (
    "eNp9VUGIHEUUrdlNYhQFxYAKK1R0zSkz090zGdfRhlk2wTloCGJyCEJTXVU93UxXV01VzexMLokYcMGbhyCCSA45"
    "KIJKDp6CCiIe9ODNYC5eJHrQg5cFccdfPbvZyWhSVNX/9f/7/9f/v3oGIYQTO1GZkQKhJeQorICMqC9U00cIHU40"
    "56D7WzBigV49dHA6/eDWqd9u/Hqz+8WV4z/hm8/+8ec4aDVxFVOpOfZbJ4Dt1kBUf/XMqZerTbx+bgN0jFNQbEg1"
    "yXliceB5jWrgBQ6dWqva9frm5mZtlDEuc1LUpO7Vnd9aakUOGKlsJgvTxpTEhIY+1jwJ/RZmPM4l7Yd+22t7mBQk"
    "nxgeeuNG2xv7jQYWPByKFJthDJzvYWUmYAx7pFno1zywgg2LbMxZVPoEk0iTosfDoIlpqqUgkbPFVvM8z0wY4LXx"
    "GqMWRHQgQg/uQNgFWYCBf9z3cUKMjZTpZ8ohZg4GKpJJYrgNqwG2qQYLA9pcyj5J4RDty0yeUb4v8HChyxg0E8S6"
    "e2SF5TonAAJ5nA81mURUCkUsnCkUyWqSFeACgJo4TKKJ4CZcw3GkJsBnDJKII8KIsiUXZ8RFYpnmkFcDb/Ksl9oY"
    "gknFi6gnFWhnQgUGfT4B32FwwttlI5EVIDeUF5wObdj0cBncVVRzk4K1ptGdbMOWO4dUJ1jEUFaXFRzArObhgcsl"
    "9GqAGSjnt6RkHLZeAMZYrsImzhT0CF4EtBBikQH03zUTXYJHu8q33kRL0c6L17+6dnq9deb60d9f//mv8x/qenr5"
    "R/34x2e3Tj74NeCeWX//cHXr4nSn80hjfbp98e0vD97oft9+7dqnKjm0s7bzjuwgtLwqpBwBOhejlKG7xvLtclWQ"
    "m/ujcjdq8dxB9x1LME9D6frAv2H7Zczl/3pzse8f53/jdu5cYJUza4Cu8NzYfYtdv6Vt5VvBMgIMFmwx95mjs9+U"
    "h2rKcr2ncZ/wPPKc+6S7pGA5d5jKAHqaAHNkJEqn89dcZTPdCoOHM5fGw0Od4xlf8Y2Nc+A/N9awOcxV97t1j1K4"
    "u3ZQF2j3nojF8eR0Cvvz4HWjwtBD01/QUz2gn+gDJ49ddj054LZHX+peeexSBT2Q3t54693vPvtne9sZH4FnvVvV"
    "J97bc2hsWfG98NBpXGIhkXm5WysgowuypTndhYUX8wPQYzNfVM7ZebDiIbOui+cFL6kbR+c7Bl3WRKl8PvtqNnsW"
    "z31kpXP4NPwBkL26vUJGSSuo+TC94F8b63O9"
)


def picture() -> bytes:
    """Return a red PNG of 16 x 16 pixels."""
    rows = (b"\0" + b"\xff\0\0" * 16) * 16
    header = struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_part(kind, data) for kind, data in parts)


def sound() -> bytes:
    """Return half a second of silence as WAV, 8 kHz, 16 bits."""
    samples = bytes(8000)
    form = struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form
    body += b"data" + struct.pack("<I", len(samples)) + samples
    return b"RIFF" + struct.pack("<I", len(body)) + body


def document() -> bytes:
    """Return a PDF of one page that says Hello."""
    text = b"BT /F1 24 Tf 20 50 Td (Hello) Tj ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    end += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + end


def video() -> bytes:
    """Return an MP4 of one second."""
    return zlib.decompress(base64.b64decode(_VIDEO))


def _png_part(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check
