#!/usr/bin/env python3
"""Writes malformed and hostile page files, made from the real files of Fixtures/.

    Tests/Parity/hostile_inputs.py OUT_FOLDER [--source Fixtures/pages] [--only WORD ...]

The bytes are the same on every run. `galley label OUT_FOLDER` must survive all of them: each file
ends labelled or with a recorded reason. Only Python's standard library is used.
"""

import argparse
import os
import pathlib
import random
import struct
import zlib

INPUTS = {}


def hostile(*names):
    """Registers a function that returns the bytes of the files called `names`."""

    def register(make):
        for name in names:
            INPUTS[name] = make
        return make

    return register


# --- PDF ------------------------------------------------------------------------------------


def pdf(objects, root=1, trailer=""):
    """A PDF of numbered object bodies (str or bytes), with a sound cross-reference table."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        body = body if isinstance(body, bytes) else body.encode()
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, root, trailer.encode(), start)
    return bytes(out)


def stream(data, extra=""):
    data = data if isinstance(data, bytes) else data.encode()
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra.encode(), data)


def one_page(content, box="0 0 612 792", resources="", page_extra="", others=(), catalog=""):
    """Catalog 1, tree 2, page 3, content 4, font 5, then `others` from 6."""
    return pdf([
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R {page_extra} "
        f"/Resources << /Font << /F1 5 0 R >> {resources} >> >>",
        content if isinstance(content, bytes) else stream(content),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *others,
    ])


PARAGRAPH = "BT /F1 12 Tf 72 700 Td 16 TL " + " ".join(
    f"({line}) Tj T*" for line in [
        "The quick brown fox jumps over the lazy dog and runs away from", "the hounds, "
        "which follow it through fields and over many hedges", "until the evening comes and "
        "all of them go home to sleep."]) + " ET"


@hostile("truncated-10.pdf", "truncated-50.pdf", "truncated-99.pdf")
def truncated_pdf(name, source):
    data = source("us-government-tables.pdf")
    return data[:len(data) * int(name[10:12]) // 100]


def flip(data, seed, flips):
    chance = random.Random(seed)
    data = bytearray(data)
    for _ in range(flips):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


@hostile(*[f"flipped-{seed}.pdf" for seed in range(1, 7)])
def flipped_pdf(name, source):
    seed = int(name[8:-4])
    files = ["us-government-tables.pdf", "two-columns.pdf", "faa-handbook.pdf"]
    return flip(source(files[seed % 3]), seed, 10 ** (1 + seed // 2))


@hostile("really-a-pdf.png")
def pdf_as_png(name, source):
    return source("two-columns.pdf")


@hostile("really-a-jpeg.pdf")
def jpeg_as_pdf(name, source):
    return source("PMC4972521_00010.jpg")


@hostile("plain-text.pdf")
def text_as_pdf(name, source):
    return b"This is no PDF, whatever its name says.\n" * 40


@hostile("header-only.pdf")
def header_only(name, source):
    return b"%PDF-1.7\n%%EOF\n"


@hostile("empty.pdf", "empty.png", "empty.tiff")
def empty(name, source):
    return b""


@hostile("zeros.pdf", "zeros.jpg")
def zeros(name, source):
    return bytes(1 << 16)


@hostile("encrypted.pdf")
def encrypted(name, source):
    return source("../hostile/encrypted.pdf")


@hostile("fonts-missing.pdf")
def fonts_missing(name, source):
    content = PARAGRAPH.replace("/F1", "/F9") + "\n" + PARAGRAPH.replace("/F1", "/F2").replace("700", "500")
    return one_page(content).replace(
        b"/F1 5 0 R", b"/F1 5 0 R /F2 << /Type /Font /Subtype /TrueType /BaseFont /NoSuchFont-Bold "
        b"/FontDescriptor 99 0 R >>")


@hostile("no-pages.pdf")
def no_pages(name, source):
    return pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"])


@hostile("claims-a-million-pages.pdf")
def many_pages(name, source):
    return one_page(PARAGRAPH).replace(b"/Count 1 ", b"/Count 1000000 ")


@hostile("page-tree-loop.pdf")
def page_tree_loop(name, source):
    return pdf([
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>"])


@hostile("xref-loop.pdf")
def xref_loop(name, source):
    data = one_page(PARAGRAPH)
    start = data.rindex(b"xref\n0 ")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


MEDIA_BOXES = {
    "huge-media-box.pdf": "0 0 10000000 10000000",
    "absurd-media-box.pdf": "-1e38 -1e38 1e38 1e38",
    "tiny-media-box.pdf": "0 0 0.1 0.1",
    "nan-media-box.pdf": "0 0 NaN inf",
    "sliver-media-box.pdf": "0 0 14400 2",
}


@hostile(*MEDIA_BOXES)
def media_box(name, source):
    return one_page(PARAGRAPH, box=MEDIA_BOXES[name])


USER_UNITS = {"huge-unit.pdf": "1000000", "negative-unit.pdf": "-2", "unit-no-number.pdf": "/Ten"}


@hostile(*USER_UNITS)
def user_unit(name, source):
    return one_page(PARAGRAPH, page_extra=f"/UserUnit {USER_UNITS[name]}")


@hostile("crop-box-outside.pdf")
def crop_box_outside(name, source):
    return one_page(PARAGRAPH, page_extra="/CropBox [2000 2000 2400 2600]")


@hostile("object-stream-bomb.pdf")
def object_stream_bomb(name, source):
    """Compressed objects that inflate to 200 MB: only looked into for units of pages."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(1 << 20)) for _ in range(200)) + packer.flush()
    return one_page(PARAGRAPH, others=[stream(
        data, "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")])


@hostile("nan-content.pdf")
def nan_content(name, source):
    return one_page(
        "NaN 0 0 1e999 --5 0 cm 1e400 w NaN NaN m inf 99999999999999999999 l S "
        "BT /F1 NaN Tf NaN 0 0 NaN 72 700 Tm (not a number) Tj ET Q Q Q Q " + PARAGRAPH)


@hostile("garbage-content.pdf")
def garbage_content(name, source):
    return one_page(stream(random.Random(7).randbytes(20000)))


@hostile("javascript-and-attachment.pdf")
def javascript(name, source):
    return one_page(
        PARAGRAPH,
        catalog="/OpenAction << /S /JavaScript /JS (app.alert('hello'); while (true) {}) >> "
        "/Names << /EmbeddedFiles << /Names [(run.exe) 6 0 R] >> >>",
        others=["<< /Type /Filespec /F (../../run.exe) /EF << /F 7 0 R >> >>",
                stream(b"MZ" + bytes(64), "/Type /EmbeddedFile")])


@hostile("endless-forms.pdf")
def endless_forms(name, source):
    """Nine levels of forms, each drawing the next thirty times: 2e13 rectangles."""
    levels = 9
    others = []
    for level in range(levels):
        inner = "/X Do " * 30 if level < levels - 1 else "0 0 9 9 re f "
        reference = f"/XObject << /X {7 + level} 0 R >>" if level < levels - 1 else ""
        others.append(stream(
            inner, f"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << {reference} >>"))
    return one_page(PARAGRAPH + " /X Do", resources="/XObject << /X 6 0 R >>", others=others)


@hostile("form-draws-itself.pdf")
def recursive_form(name, source):
    return one_page(PARAGRAPH + " /X Do", resources="/XObject << /X 6 0 R >>", others=[stream(
        "q /X Do Q", "/Type /XObject /Subtype /Form /BBox [0 0 612 792] "
        "/Resources << /XObject << /X 6 0 R >> >>")])


@hostile("heavy-pattern.pdf")
def heavy_pattern(name, source):
    return one_page(
        PARAGRAPH + " /Pattern cs /P scn 0 0 612 400 re f",
        resources="/Pattern << /P 6 0 R >>", others=[stream(
            "0.5 g 0 0 1 1 re f " * 2000, "/Type /Pattern /PatternType 1 /PaintType 1 "
            "/TilingType 1 /BBox [0 0 300 300] /XStep 0.01 /YStep 0.01 /Resources << >>")])


@hostile("inflates-to-a-gigabyte.pdf")
def deflate_bomb(name, source):
    packer = zlib.compressobj(9)
    block = b"q 1 0 0 1 0 0 cm Q\n" * 50_000
    data = b"".join(packer.compress(block) for _ in range(1100)) + packer.flush()
    return one_page(stream(data, "/Filter /FlateDecode"))


@hostile("huge-inner-image.pdf")
def huge_inner_image(name, source):
    return one_page(
        PARAGRAPH + " q 400 0 0 400 72 72 cm /I Do Q", resources="/XObject << /I 6 0 R >>",
        others=[stream(zlib.compress(bytes(1000)), "/Type /XObject /Subtype /Image /Width 2000000 "
                       "/Height 2000000 /BitsPerComponent 8 /ColorSpace /DeviceRGB "
                       "/Filter /FlateDecode")])


@hostile("second-page-missing.pdf")
def second_page_missing(name, source):
    return one_page(PARAGRAPH).replace(b"/Kids [3 0 R] /Count 1", b"/Kids [3 0 R 9 0 R] /Count 2")


@hostile("blank-page.pdf")
def blank_page(name, source):
    return one_page("")


@hostile("postscript.pdf")
def postscript(name, source):
    return b"%!PS-Adobe-3.0\n/Times-Roman findfont 12 scalefont setfont 72 700 moveto (x) show\n"


# --- PNG ------------------------------------------------------------------------------------


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(
        ">I", zlib.crc32(kind + data))


def png(width, height, rows, depth=8, colour=0, extra=b""):
    """A PNG whose image data, filter bytes included, are the blocks of `rows`."""
    packer = zlib.compressobj(6)
    data = b"".join(packer.compress(block) for block in rows) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(
        b"IDAT", data) + chunk(b"IEND", b"")


@hostile("bomb-60000.png")
def png_bomb(name, source):
    return png(60000, 60000, (bytes(7501 * 1000) for _ in range(60)), depth=1)


@hostile("header-claims-too-much.png")
def png_lie(name, source):
    return png(9000, 9000, [bytes(100)])


@hostile("big-10000.png")
def png_big(name, source):
    """A valid bilevel page of 10000 x 10000 pixels: white with black bars."""
    white, bar = b"\0" + b"\xff" * 1250, b"\0" + b"\xff" * 200 + bytes(850) + b"\xff" * 200
    rows = (bar if 1000 < row < 9000 and row % 250 < 60 else white for row in range(10000))
    return png(10000, 10000, rows, depth=1)


@hostile("white.png")
def white_page(name, source):
    return png(850, 1100, [b"\0" + b"\xff" * 850] * 1100)


@hostile("black.png")
def black_page(name, source):
    return png(850, 1100, [bytes(851)] * 1100)


@hostile("noise.png")
def noise_page(name, source):
    chance = random.Random(3)
    return png(600, 800, [b"\0" + chance.randbytes(600) for _ in range(800)])


@hostile("one-pixel.png")
def one_pixel(name, source):
    return png(1, 1, [b"\0\0"])


@hostile("sliver.png")
def sliver(name, source):
    return png(20000, 1, [b"\0" + bytes(20000)])


@hostile("column.png")
def column(name, source):
    return png(3, 20000, [b"\0\0\xff\0"] * 20000)


@hostile("transparent.png")
def transparent(name, source):
    return png(400, 500, [bytes(1 + 400 * 4)] * 500, colour=6)


@hostile("truncated.png")
def truncated_png(name, source):
    data = png(850, 1100, [b"\0" + random.Random(row).randbytes(850) for row in range(1100)])
    return data[:len(data) // 3]


@hostile("wrong-checksum.png")
def wrong_checksum(name, source):
    data = bytearray(png(850, 1100, [b"\0" + b"\xff" * 850] * 1100))
    data[30] ^= 0xFF
    return bytes(data)


@hostile("palette-missing.png")
def palette_missing(name, source):
    return png(100, 100, [b"\0" + b"\x07" * 100] * 100, colour=3)


@hostile("text-chunk-bomb.png")
def text_chunk_bomb(name, source):
    """EXIF data as text that inflates to 64 MB."""
    text = b"Raw profile type exif\0\0" + zlib.compress(bytes(64 << 20), 9)
    return png(300, 300, [b"\0" + b"\xff" * 300] * 300, extra=chunk(b"zTXt", text))


@hostile("zero-size.png")
def zero_size(name, source):
    return png(0, 0, [])


# --- JPEG -----------------------------------------------------------------------------------


@hostile("truncated.jpg")
def truncated_jpeg(name, source):
    data = source("PMC4972521_00010.jpg")
    return data[:len(data) // 2]


@hostile("header-cut.jpg")
def header_cut(name, source):
    return source("PMC4972521_00010.jpg")[:40]


@hostile("corrupt-huffman.jpg")
def corrupt_huffman(name, source):
    data = bytearray(source("PMC5302692_00002.jpg"))
    table = data.index(b"\xff\xc4") + 5
    data[table:table + 16] = bytes([0xFF] * 16)
    return bytes(data)


@hostile("flipped.jpg")
def flipped_jpeg(name, source):
    return flip(source("PMC5302692_00002.jpg"), 11, 200)


@hostile("claims-65535.jpg")
def jpeg_lie(name, source):
    data = bytearray(source("PMC5302692_00002.jpg"))
    frame = next(data.index(marker) for marker in (b"\xff\xc0", b"\xff\xc2") if marker in data)
    data[frame + 5:frame + 9] = b"\xff\xff\xff\xff"
    return bytes(data)


@hostile("progressive-scans.jpg")
def progressive_scans(name, source):
    """A valid grey page of 9900 x 9900 pixels in 3000 scans: half a minute of decoding."""
    side, blocks = 9900, 1238 ** 2

    def segment(marker, data):
        return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data

    # Each code ends a run of 32767 blocks without coefficients.
    runs = ("0" + "1" * 14) * (blocks // 32767 + 1)
    runs += "1" * (-len(runs) % 8)
    data = int(runs, 2).to_bytes(len(runs) // 8, "big").replace(b"\xff", b"\xff\0")
    scan = segment(0xDA, b"\1\1\0\1\x3f\0") + data
    return (b"\xff\xd8" + segment(0xDB, b"\0" + b"\1" * 64)
            + segment(0xC2, struct.pack(">BHHB", 8, side, side, 1) + b"\1\x11\0")
            + segment(0xC4, b"\0\1" + bytes(15) + b"\0")
            + segment(0xC4, b"\x10\1" + bytes(15) + b"\xe0")
            + segment(0xDA, b"\1\1\0\0\0\0") + bytes(blocks // 8 + 1)
            + scan * 3000 + b"\xff\xd9")


# --- TIFF -----------------------------------------------------------------------------------


def tiff(entries, data=b"", following=0):
    """A little-endian TIFF with one directory at byte 8; `data` comes right after it."""
    body = struct.pack("<H", len(entries))
    for tag, kind, count, value in entries:
        body += struct.pack("<HHII", tag, kind, count, value)
    return b"II*\0" + struct.pack("<I", 8) + body + struct.pack("<I", following) + data


def grey_tiff(width, height, data, following=0, rows=None, size=None, compression=1):
    place = 8 + 2 + 9 * 12 + 4
    return tiff([
        (256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, compression),
        (262, 3, 1, 1), (273, 4, 1, place), (277, 3, 1, 1), (278, 4, 1, rows or height),
        (279, 4, 1, len(data) if size is None else size)], data, following)


@hostile("directory-loop.tiff")
def tiff_loop(name, source):
    return grey_tiff(200, 200, b"\xff" * 40000, following=8)


@hostile("truncated.tiff")
def truncated_tiff(name, source):
    data = source("scan-two-pages.tiff")
    return data[:len(data) // 2]


@hostile("flipped.tiff")
def flipped_tiff(name, source):
    return flip(source("scan-two-pages.tiff"), 5, 300)


@hostile("claims-too-much.tiff")
def tiff_lie(name, source):
    return grey_tiff(2 ** 31 - 1, 2 ** 31 - 1, b"\xff" * 100)


@hostile("strip-beyond-end.tiff")
def tiff_strip(name, source):
    return grey_tiff(300, 300, b"\xff" * 100, size=2 ** 31)


@hostile("rows-claim-too-much.tiff")
def tiff_rows(name, source):
    return grey_tiff(3000, 3000, b"\xff" * 100, rows=2 ** 32 - 1, compression=5)


@hostile("big-tiff-loop.tiff")
def big_tiff_loop(name, source):
    entries = [(256, 4, 1, 200), (257, 4, 1, 200), (258, 3, 1, 8), (262, 3, 1, 1)]
    body = struct.pack("<Q", len(entries)) + b"".join(
        struct.pack("<HHQQ", *entry) for entry in entries)
    return b"II+\0" + struct.pack("<HHQ", 8, 0, 16) + body + struct.pack("<Q", 16)


@hostile("tile-claims-too-much.tiff")
def tiff_tile(name, source):
    return tiff([
        (256, 4, 1, 300), (257, 4, 1, 300), (258, 3, 1, 16), (259, 3, 1, 8), (262, 3, 1, 1),
        (277, 3, 1, 1), (322, 4, 1, 2 ** 30), (323, 4, 1, 2 ** 30), (324, 4, 1, 150),
        (325, 4, 1, 100)], b"\xff" * 100)


@hostile("exif-beyond-end.jpg")
def exif_beyond_end(name, source):
    data = source("PMC4972521_00010.jpg")
    exif = b"Exif\0\0MM\0*\xff\xff\xff\xf0" + bytes(20)
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + data[2:]


# --- Others ---------------------------------------------------------------------------------


@hostile("broken.gif")
def broken_gif(name, source):
    return b"GIF89a" + struct.pack("<HHBBB", 300, 200, 0x80, 0, 0) + bytes(6) + b"," + bytes(30)


@hostile("bomb.gif")
def gif_bomb(name, source):
    return (b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0x80, 0, 0) + bytes(3) + b"\xff" * 3
            + b"," + struct.pack("<HHHHB", 0, 0, 65535, 65535, 0) + b"\x02\x02\x4c\x01\x00;")


@hostile("broken.webp")
def broken_webp(name, source):
    return b"RIFF" + struct.pack("<I", 400) + b"WEBPVP8 " + struct.pack(
        "<I", 380) + random.Random(2).randbytes(200)


@hostile("broken.jp2")
def broken_jp2(name, source):
    return bytes.fromhex("0000000c6a5020200d0a870a") + random.Random(4).randbytes(300)


@hostile("broken.bmp")
def broken_bmp(name, source):
    return b"BM" + struct.pack("<IHHIIiiHHIIiiII", 100, 0, 0, 54, 40, 2 ** 31 - 1, -2 ** 31,
                               1, 24, 0, 0, 0, 0, 0, 0)


@hostile("claims-too-much.ppm")
def ppm_lie(name, source):
    return b"P6 99999 99999 255\n" + bytes(100)


@hostile("short.pgm")
def short_pgm(name, source):
    return b"P5 400 400 255\n" + bytes(100)


# --- Names ----------------------------------------------------------------------------------


@hostile("two words.pdf", "it's \"quoted\".pdf", "-leading-dash.pdf", "new\nline.pdf",
         "žluťoučký kůň 日本.pdf", "percent%20.pdf", "a;b&c|$(d).pdf", "colon:3.pdf",
         "escape\x1b[31m.pdf", "nested/deep er/page.pdf")
def odd_name(name, source):
    return one_page(PARAGRAPH)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--source", type=pathlib.Path, default=pathlib.Path(
        __file__).resolve().parents[2] / "Fixtures/pages")
    parser.add_argument("--only", nargs="*", help="write only files whose name holds a WORD")
    options = parser.parse_args()
    for name, make in INPUTS.items():
        if options.only and not any(word in name for word in options.only):
            continue
        path = options.folder / name
        os.makedirs(path.parent, exist_ok=True)
        path.write_bytes(make(name, lambda file: (options.source / file).read_bytes()))


if __name__ == "__main__":
    main()
