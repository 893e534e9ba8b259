// What Galley needs of libpng: a picture as 8-bit RGB.
// (libpng reports errors by longjmp, which Swift cannot take part in.)
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct {
  uint32_t width, height;
  // Pixels per metre across and down, 0 where the file does not say.
  uint32_t x_resolution, y_resolution;
} galley_png_header;

// Reads what stands before the picture; 0 where that fails.
int galley_png_read_header(const char *_Nonnull path, galley_png_header *_Nonnull header);

// Decodes the picture into `width * height * 3` bytes, transparency laid over white; 0 where that
// fails. Samples of 16 bits are scaled to the range that they use: `used_bits` tells how many bits
// these are where they are fewer, else 0.
int galley_png_decode(
    const char *_Nonnull path, galley_png_header header, uint8_t *_Nonnull rgb,
    int *_Nonnull used_bits);

// The library's version.
const char *_Nonnull galley_png_version(void);
