#pragma once
#include <tiffio.h>

#include "CTIFF.h"

struct galley_tiff {
  TIFF *tiff;
};

// What says how samples become a colour.
typedef struct {
  uint32_t width, height;
  uint16_t bits, samples, format, photometric, planes;
  // Samples of the colour: 1 grey, 3 RGB, 4 CMYK.
  int colours;
  // Which sample is the opacity; -1 where none is. Whether the colour is multiplied by it already.
  int alpha, is_premultiplied;
} galley_tiff_layout;

galley_tiff_layout galley_tiff_layout_of(TIFF *tiff);

// Largest strip or tile that is decoded, bytes: a file may claim pieces larger than any page.
static const tmsize_t galley_largest_piece = (tmsize_t)1 << 30;

// Decodes grey, RGB and CMYK samples of any width, scaled to the range that they use.
int galley_tiff_decode_samples(
    TIFF *tiff, galley_tiff_layout layout, uint8_t *rgb, galley_tiff_result *result);
