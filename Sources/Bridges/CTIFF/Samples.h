#pragma once
#include "TIFFFile.h"

// A piece of a row, in the machine's byte order: of one plane, or of all samples in turn.
typedef struct {
  const uint8_t *samples;
  uint32_t row, column, count;
  int plane;
} galley_row;

typedef void (*galley_take)(void *state, galley_row row);

// Decodes the picture piece by piece, whether it lies in strips or in tiles; 0 at the first fault.
int galley_visit_samples(TIFF *tiff, galley_tiff_layout layout, galley_take take, void *state);

// A sample of a row as a number, whatever its width; NaN where no number is kept so.
double galley_sample(const uint8_t *row, size_t index, uint16_t bits, uint16_t format);
