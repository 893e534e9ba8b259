#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "Samples.h"

// From sample values to 0...255.
typedef struct {
  double least, most, black, white;
} galley_range;

typedef struct {
  galley_tiff_layout layout;
  galley_range colour, alpha;
  // `colours` bytes a pixel, and one for the opacity where there is one.
  uint8_t *levels;
  int channels;
} galley_samples;

// Where among a pixel's levels a sample goes; -1 for one that is of no use.
static int channel_of(const galley_samples *state, int sample) {
  if (sample < state->layout.colours) return sample;
  return sample == state->layout.alpha ? state->layout.colours : -1;
}

static void measure(void *pointer, galley_row row) {
  galley_samples *state = pointer;
  int is_separate = state->layout.planes == PLANARCONFIG_SEPARATE;
  int samples = is_separate ? 1 : state->layout.samples;
  for (int sample = 0; sample < samples; sample++) {
    int channel = channel_of(state, is_separate ? row.plane : sample);
    if (channel < 0) continue;
    galley_range *range = channel == state->layout.colours ? &state->alpha : &state->colour;
    for (size_t column = 0; column < row.count; column++) {
      size_t index = column * (size_t)samples + (size_t)sample;
      double value = galley_sample(row.samples, index, state->layout.bits, state->layout.format);
      if (!isfinite(value)) continue;
      if (value < range->least) range->least = value;
      if (value > range->most) range->most = value;
    }
  }
}

static void fill(void *pointer, galley_row row) {
  galley_samples *state = pointer;
  int is_separate = state->layout.planes == PLANARCONFIG_SEPARATE;
  int samples = is_separate ? 1 : state->layout.samples;
  for (int sample = 0; sample < samples; sample++) {
    int channel = channel_of(state, is_separate ? row.plane : sample);
    if (channel < 0) continue;
    galley_range range = channel == state->layout.colours ? state->alpha : state->colour;
    double scale = 255 / (range.white - range.black);
    size_t pixel = (size_t)row.row * state->layout.width + row.column;
    uint8_t *level = state->levels + pixel * (size_t)state->channels + channel;
    for (size_t column = 0; column < row.count; column++, level += state->channels) {
      size_t index = column * (size_t)samples + (size_t)sample;
      double value = galley_sample(row.samples, index, state->layout.bits, state->layout.format);
      double light = (value - range.black) * scale + 0.5;
      *level = (uint8_t)(light >= 255 ? 255 : light > 0 ? light : 0);
    }
  }
}

// The least number of bits, from 8 on, that hold a value.
static int bits_for(double value) {
  int bits = 8;
  while (bits < 64 && value > ldexp(1, bits) - 1) bits++;
  return bits;
}

// Says what is black and what is white; gives the bits in use where fewer than declared.
static int settle(galley_range *range, TIFF *tiff, galley_tiff_layout layout) {
  if (range->most < range->least) range->least = range->most = 0;
  range->black = 0;
  if (layout.format == SAMPLEFORMAT_IEEEFP) {
    int is_plain = range->least >= 0 && range->most <= ldexp(1, 32);
    range->white = range->most <= 1 ? 1 : ldexp(1, bits_for(range->most)) - 1;
    if (is_plain) return 0;
  } else if (range->least >= 0) {
    int declared = layout.format == SAMPLEFORMAT_INT ? layout.bits - 1 : layout.bits;
    uint16_t stated = 0;
    int is_stated = TIFFGetField(tiff, TIFFTAG_MAXSAMPLEVALUE, &stated) && stated > 0 &&
                    stated >= range->most && stated < ldexp(1, declared) - 1;
    // Cameras and scanners keep 10 or 12 bits in 16: paper would be black.
    int used = bits_for(is_stated ? stated : range->most);
    if (used >= declared) {
      range->white = ldexp(1, declared) - 1;
      return 0;
    }
    range->white = is_stated ? stated : ldexp(1, used) - 1;
    return used;
  }
  range->black = range->least;
  range->white = range->most > range->least ? range->most : range->least + 1;
  return 0;
}

static unsigned product(unsigned a, unsigned b) { return (a * b + 127) / 255; }

static void compose(const galley_samples *state, uint8_t *rgb) {
  galley_tiff_layout layout = state->layout;
  size_t pixels = (size_t)layout.width * layout.height;
  for (size_t pixel = 0; pixel < pixels; pixel++) {
    const uint8_t *levels = state->levels + pixel * (size_t)state->channels;
    unsigned opacity = layout.alpha < 0 ? 255 : levels[layout.colours];
    for (int sample = 0; sample < 3; sample++) {
      unsigned light = levels[layout.colours == 1 ? 0 : sample];
      if (layout.photometric == PHOTOMETRIC_MINISWHITE) light = 255 - light;
      if (layout.colours == 4) light = product(255 - light, 255u - levels[3]);
      if (!layout.is_premultiplied) light = product(light, opacity);
      light += 255 - opacity;
      rgb[pixel * 3 + (size_t)sample] = (uint8_t)(light < 255 ? light : 255);
    }
  }
}

int galley_tiff_decode_samples(
    TIFF *tiff, galley_tiff_layout layout, uint8_t *rgb, galley_tiff_result *result) {
  int is_number = layout.format == SAMPLEFORMAT_UINT || layout.format == SAMPLEFORMAT_INT ||
                  layout.format == SAMPLEFORMAT_VOID ||
                  (layout.format == SAMPLEFORMAT_IEEEFP &&
                   (layout.bits == 16 || layout.bits == 32 || layout.bits == 64));
  if (!is_number || layout.bits == 0 || layout.bits > 64) {
    snprintf(
        result->reason, sizeof result->reason,
        "samples of %d bits in format %d are not supported", layout.bits, layout.format);
    return 0;
  }
  galley_range unknown = {.least = INFINITY, .most = -INFINITY};
  galley_samples state = {
      .layout = layout, .colour = unknown, .alpha = unknown,
      .channels = layout.colours + (layout.alpha >= 0)};
  state.levels = calloc((size_t)layout.width * layout.height, (size_t)state.channels);
  if (!state.levels) {
    snprintf(result->reason, sizeof result->reason, "out of memory");
    return 0;
  }
  // Once to see what the samples range over, once to take them.
  int succeeded = galley_visit_samples(tiff, layout, measure, &state);
  if (succeeded) {
    result->used_bits = settle(&state.colour, tiff, layout);
    settle(&state.alpha, tiff, layout);
    succeeded = galley_visit_samples(tiff, layout, fill, &state);
  }
  if (succeeded) compose(&state, rgb);
  free(state.levels);
  return succeeded;
}
