"""PNG pictures of eight bits a channel, read with the standard library, and how far two differ."""

import struct
import zlib


def read(data):
    """Width, height and rows of red, green and blue bytes."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n", "not a PNG"
    at, packed = 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", body)
            assert depth == 8 and colour in (2, 6) and not interlace, "only RGB(A) of eight bits"
        elif kind == b"IDAT":
            packed += body
        at += size + 12
    channels = 3 if colour == 2 else 4
    raw, stride = zlib.decompress(packed), width * channels
    rows, above = [], bytearray(stride)
    for number in range(height):
        start = number * (stride + 1)
        row = unfilter(raw[start], bytearray(raw[start + 1:start + 1 + stride]), above, channels)
        above = row
        if channels == 4:
            row = bytearray(value for at, value in enumerate(row) if at % 4 != 3)
        rows.append(row)
    return width, height, rows


def unfilter(kind, row, above, step):
    if kind == 1:
        for at in range(step, len(row)):
            row[at] = (row[at] + row[at - step]) & 255
    elif kind == 2:
        for at, value in enumerate(above):
            row[at] = (row[at] + value) & 255
    elif kind == 3:
        for at, value in enumerate(above):
            left = row[at - step] if at >= step else 0
            row[at] = (row[at] + (left + value) // 2) & 255
    elif kind == 4:
        for at, up in enumerate(above):
            left, corner = (row[at - step], above[at - step]) if at >= step else (0, 0)
            to_left, to_up = abs(up - corner), abs(left - corner)
            to_corner = abs(left + up - 2 * corner)
            nearest = left if to_left <= to_up and to_left <= to_corner else \
                up if to_up <= to_corner else corner
            row[at] = (row[at] + nearest) & 255
    return row


def difference(one, other, strong=64):
    """The mean difference of a channel, and the share of channels that differ strongly."""
    width, height, rows = read(one)
    other_width, other_height, other_rows = read(other)
    if (width, height) != (other_width, other_height):
        return 255.0, 1.0
    total = far = 0
    for row, other_row in zip(rows, other_rows):
        for value, other_value in zip(row, other_row):
            apart = abs(value - other_value)
            total += apart
            far += apart > strong
    count = width * height * 3
    return total / count, far / count
