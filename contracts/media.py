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

# "One two three four five", said by eSpeak NG in English, as Opus of 6 kbit/s in Ogg.
_SPEECH = (
    "T2dnUwACAAAAAAAAAACdJeRaAAAAAOULWosBE09wdXNIZWFkAQE4AYA+AAAAAABPZ2dTAAAAAAAAAAAAAJ0l5FoBAAAAyZ"
    "JoygE2T3B1c1RhZ3MNAAAATGF2ZjYyLjEyLjEwMgEAAAAVAAAAZW5jb2Rlcj1MYXZmNjIuMTIuMTAyT2dnUwAAQL8AAAAA"
    "AACdJeRaAgAAAFvrFpkRPi8lPikcKS8uKCguMSUjNSYY4D18fp/2B4VRCkvvszq4s6kP00fgn/4DwWFsRtLqiOfztlt6p5"
    "UeOc2Fn8UU98qJ0HU47odNzYuqcapIgBjtBRZY3GAezMdJLCKiWvG5O3ZDjz+QfW4hCoVk6Dl7fW2DbC9nJs9QJ/fLk1wg"
    "GO8leYPo8FGceJ4d5BE4ZClP0s9qdQZRAX1qFMKTwD1LwLZOoBju+0eePS7xZ7XDtIcAI07gNLTRa823fZj/vH1zYp0q9m"
    "talTnzRGRKxbEGURLexzh7hhChc2ey93oM0IVAGOwnXBSKJb0GzsTFf9Di7jTI5bBfQSnJUWIg8SOaSMzE7bH84lp8klAY"
    "LlfwGaWc7ubISjpaKYk7RSbU+9cikrMMnu8aGOEuLKg55sMnKalgzxLHJGo7KxQOkhxHedFiHn9SjPK2WBigy0CGNCAY7x"
    "Vcp97HIcRaHIvXFPQPOElQSLlroGahSsjrZdtqNx8+rhpI4UgDp3I9LKsiVhju+1YgeH5JR+OLlgTrUWDJF+7Fyn0+5qaw"
    "cyzUAFwn8njSVZFAUuO+cJnCCdIY4PRMscd2clXOK13DIGKOR6rcjPepVxo0GkRT4D3EIjTA8QyFqmXIGOQPv1jMaSW6ji"
    "Y47FyANsJ1sGEhoOGYd+G9EXY6y+mrb0G1ufnlgBjuFfMrRl5sMBrTOnQCzQUK4nVpikP/+kMFfiDCx4/hRHjRQH0B20iZ"
    "trFhY6EY7wUDjvL1nbNif3Et3e0t2GtDhhq88eZ79+oVM7zbJz6rxPcK8jQtgfb800/fLD4gGO2oVHUPx0UQ+W+apkItds"
    "eXiNEGqd+rlB18XqwFl8f8BnPVQBjg75+rbNwJXgnmqn4oZC/xSrAL2Jr8V+NTv8ksK6C2AI5YGOEljPgX/ouKl/FxHr5A"
    "x43w/dIGuotl1lOH5SbrAb6JqPq5pgA6Dc86Izs0TkPK2WSRsKAY7wek+8DCai4DHr+zCrjae0m5U1WX96Ciu5s3Q7XzpZ"
    "S4ctKxIE9nZ1MABCE1AQAAAAAAnSXkWgMAAABXm/EJCy0mIDQpKjI4Jx0bGO8HJkgpMrBDwLwIyddsnHZxxjeS+V4rCkz8"
    "nJti4E1Tkej5lhUCg+tpNyTwGM5eAitMZerLD4sLA9oNuPgrajCPOCRb6o78aMF4M1E3H338j4AY4O+dyZNzrZWMhlXNif"
    "CctrZffQnj3Hl6niCQz+i17hjhHfuApFl5m4imCYh8nOlbemOh7yg2++WxUsPKTRWLqz/j+z5DS1WnlQozHTR/VhDo4vgY"
    "7w0s3LBkXTtNwAbWEa8hAI4oM7b0Yx8ek6AQTlRbc1mkdCBv/vN7wBjvDEuao6M7uD2dX9lbQkzdlnJyw2H4tevO97Uj/C"
    "amxv2VeaXB5/ft0BjvBpFdyULAzlJqCfqCrNfTRXcBbHA97PcV1V4kdUOWtwTUXvu13MqG1v8+wSon3EyoGO8Cou1VGEYJ"
    "YhMhPcbmVja0x4wXt9CLWp5wguwfN1iTti1PKj/Jpwx+Q+FGGaIzsuEhMVhQMmAY7n4Ngfl32xS/ijCKWtKD4UOu9QwQc0"
    "xDTeimJtTYAsQOcYikGMAYAZtUEYyIZf4iB1/9zU3NMRVblpn7AZDOEyZuwBgBkWqV9zF8V4nCEw/BIFdGah1zccopbvHo"
    "QQ=="
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


def speech() -> bytes:
    """Return an Ogg of two seconds in which somebody counts from one to five."""
    return base64.b64decode(_SPEECH)


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
