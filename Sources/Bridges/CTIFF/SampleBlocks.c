#include "Samples.h"

// Rows and columns that a strip or tile shows of the picture.
typedef struct {
  uint32_t row, rows, column, columns;
  int plane;
} galley_block;

static void visit_rows(
    const uint8_t *block, galley_block where, size_t row_bytes, galley_take take, void *state) {
  for (uint32_t row = 0; row < where.rows; row++) {
    galley_row piece = {
        .samples = block + row * row_bytes, .row = where.row + row, .column = where.column,
        .count = where.columns, .plane = where.plane};
    take(state, piece);
  }
}

static int read_strips(TIFF *tiff, galley_tiff_layout layout, uint8_t *block, int plane,
                       galley_take take, void *state) {
  uint32_t rows = 0;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &rows);
  if (rows == 0) return 0;
  size_t row_bytes = (size_t)TIFFScanlineSize(tiff);
  for (uint32_t row = 0; row < layout.height; row += rows) {
    uint32_t left = layout.height - row < rows ? layout.height - row : rows;
    tmsize_t wanted = (tmsize_t)(row_bytes * left);
    uint32_t strip = TIFFComputeStrip(tiff, row, (uint16_t)plane);
    if (TIFFReadEncodedStrip(tiff, strip, block, wanted) < wanted) return 0;
    galley_block where = {.row = row, .rows = left, .columns = layout.width, .plane = plane};
    visit_rows(block, where, row_bytes, take, state);
    if (left == layout.height - row) break;
  }
  return 1;
}

static int read_tiles(TIFF *tiff, galley_tiff_layout layout, uint8_t *block, int plane,
                      galley_take take, void *state) {
  uint32_t width = 0, height = 0;
  TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &width);
  TIFFGetField(tiff, TIFFTAG_TILELENGTH, &height);
  if (width == 0 || height == 0) return 0;
  size_t row_bytes = (size_t)TIFFTileRowSize(tiff);
  tmsize_t wanted = TIFFTileSize(tiff);
  for (uint64_t row = 0; row < layout.height; row += height) {
    for (uint64_t column = 0; column < layout.width; column += width) {
      uint32_t tile = TIFFComputeTile(tiff, (uint32_t)column, (uint32_t)row, 0, (uint16_t)plane);
      if (TIFFReadEncodedTile(tiff, tile, block, wanted) < wanted) return 0;
      uint32_t right = layout.width - (uint32_t)column, below = layout.height - (uint32_t)row;
      galley_block where = {
          .row = (uint32_t)row, .rows = below < height ? below : height,
          .column = (uint32_t)column, .columns = right < width ? right : width, .plane = plane};
      visit_rows(block, where, row_bytes, take, state);
    }
  }
  return 1;
}

int galley_visit_samples(TIFF *tiff, galley_tiff_layout layout, galley_take take, void *state) {
  int is_tiled = TIFFIsTiled(tiff);
  tmsize_t size = is_tiled ? TIFFTileSize(tiff) : TIFFStripSize(tiff);
  // The limit of the handle holds for what libtiff takes for itself, not for this.
  if (size <= 0 || size > galley_largest_piece) {
    TIFFErrorExtR(tiff, "libtiff", "a strip or tile is too large");
    return 0;
  }
  uint8_t *block = _TIFFmalloc(size);
  int succeeded = block != NULL;
  int planes = layout.planes == PLANARCONFIG_SEPARATE ? layout.samples : 1;
  for (int plane = 0; succeeded && plane < planes; plane++) {
    succeeded = (is_tiled ? read_tiles : read_strips)(tiff, layout, block, plane, take, state);
  }
  _TIFFfree(block);
  return succeeded;
}
