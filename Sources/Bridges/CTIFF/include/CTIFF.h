// What Galley needs of libtiff: the pages of a file, and their pixels as 8-bit RGB.
// (TIFFGetField is variadic, which Swift cannot call.)
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct galley_tiff galley_tiff;

// One directory of a file, as its tags tell.
typedef struct {
  uint32_t width, height;
  // The orientation tag, 1...8.
  uint16_t orientation;
  // Whether it is a smaller copy of another page, or a mask.
  int is_auxiliary;
  // Pixels per inch across and down, as stored; 0 where the file does not say.
  float x_resolution, y_resolution;
} galley_tiff_page;

// What came out of decoding.
typedef struct {
  // Bits of a sample that are in use where these are fewer than the file declares, else 0.
  int used_bits;
  // Why there are no pixels; empty where libtiff printed the reason.
  char reason[1024];
} galley_tiff_result;

// The library's name and version, and its copyright on further lines.
const char *_Nonnull galley_tiff_version(void);

// Opens a file; NULL where libtiff cannot.
galley_tiff *_Nullable galley_tiff_open(const char *_Nonnull path);
void galley_tiff_close(galley_tiff *_Nonnull file);

// Number of directories, at most 65535.
uint32_t galley_tiff_count(galley_tiff *_Nonnull file);

// Goes to a directory, from 0, and reads its tags; 0 where it cannot be read.
int galley_tiff_go(galley_tiff *_Nonnull file, uint32_t directory, galley_tiff_page *_Nonnull page);

// Decodes the directory into `width * height * 3` bytes, rows as they are stored and transparency
// laid over white; 0 where that fails.
int galley_tiff_decode(
    galley_tiff *_Nonnull file, uint8_t *_Nonnull rgb, galley_tiff_result *_Nonnull result);
