#include "CPNG.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What is open while a file is read.
typedef struct {
  FILE *stream;
  png_structp png;
  png_infop info;
  // Rows of the picture: all of it where rows do not come whole one by one, else one.
  uint8_t *rows;
  png_bytep *starts;
} reading;

static void end_reading(reading *file) {
  png_destroy_read_struct(&file->png, &file->info, NULL);
  free(file->rows);
  free(file->starts);
  if (file->stream) fclose(file->stream);
}

static int begin_reading(reading *file, const char *path) {
  file->stream = fopen(path, "rb");
  if (!file->stream) return 0;
  file->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  if (file->png) file->info = png_create_info_struct(file->png);
  return file->info != NULL;
}

int galley_png_read_header(const char *path, galley_png_header *header) {
  reading file = {0};
  if (!begin_reading(&file, path) || setjmp(png_jmpbuf(file.png))) {
    end_reading(&file);
    return 0;
  }
  png_init_io(file.png, file.stream);
  png_read_info(file.png, file.info);
  header->width = png_get_image_width(file.png, file.info);
  header->height = png_get_image_height(file.png, file.info);
  header->x_resolution = png_get_x_pixels_per_meter(file.png, file.info);
  header->y_resolution = png_get_y_pixels_per_meter(file.png, file.info);
  end_reading(&file);
  return 1;
}

// How samples become levels of 0...255.
typedef struct {
  int channels, bytes;
  unsigned white, opaque;
} layout;

static unsigned sample(const uint8_t *row, size_t index, int bytes) {
  return bytes == 1 ? row[index] : (unsigned)row[index * 2] << 8 | row[index * 2 + 1];
}

static void convert(const uint8_t *row, size_t width, layout samples, uint8_t *rgb) {
  int has_alpha = samples.channels % 2 == 0, colours = samples.channels - has_alpha;
  for (size_t column = 0; column < width; column++) {
    size_t first = column * (size_t)samples.channels;
    uint64_t opacity = samples.opaque;
    if (has_alpha) opacity = sample(row, first + (size_t)colours, samples.bytes);
    if (samples.bytes == 1 && opacity == 255) {
      for (int colour = 0; colour < 3; colour++) *rgb++ = row[first + (colours == 1 ? 0 : colour)];
      continue;
    }
    for (size_t colour = 0; colour < 3; colour++) {
      size_t index = first + (colours == 1 ? 0 : colour);
      uint64_t level = sample(row, index, samples.bytes);
      // 255 * (level / white * opacity / opaque + 1 - opacity / opaque), rounded.
      uint64_t whole = (uint64_t)samples.white * samples.opaque;
      uint64_t light = level * opacity + samples.white * (samples.opaque - opacity);
      *rgb++ = (uint8_t)((light * 255 + whole / 2) / whole);
    }
  }
}

static unsigned full(unsigned most, int *bits) {
  *bits = 8;
  while (*bits < 16 && most > (1u << *bits) - 1) (*bits)++;
  return (1u << *bits) - 1;
}

// Cameras and scanners keep 10 or 12 bits in 16: paper would be black.
static int settle(layout *samples, const uint8_t *rows, size_t pixels) {
  int has_alpha = samples->channels % 2 == 0, bits = 16, ignored;
  unsigned most = 0, opaque = 0;
  for (size_t pixel = 0; pixel < pixels; pixel++) {
    for (int channel = 0; channel < samples->channels; channel++) {
      unsigned value = sample(rows, pixel * (size_t)samples->channels + (size_t)channel, 2);
      unsigned *to = has_alpha && channel == samples->channels - 1 ? &opaque : &most;
      if (value > *to) *to = value;
    }
  }
  // What is black, and transparent where it is light, uses no bits at all.
  if (has_alpha && most == 0) most = opaque;
  samples->white = full(most, &bits);
  if (has_alpha) samples->opaque = full(opaque, &ignored);
  return bits < 16 ? bits : 0;
}

int galley_png_decode(
    const char *path, galley_png_header header, uint8_t *rgb, int *used_bits) {
  reading file = {0};
  *used_bits = 0;
  if (!begin_reading(&file, path) || setjmp(png_jmpbuf(file.png))) {
    end_reading(&file);
    return 0;
  }
  png_init_io(file.png, file.stream);
  png_read_info(file.png, file.info);
  // Palettes become colours, fewer bits 8, and a transparent colour opacity.
  png_set_expand(file.png);
  int passes = png_set_interlace_handling(file.png);
  png_read_update_info(file.png, file.info);
  size_t row_bytes = png_get_rowbytes(file.png, file.info);
  size_t width = header.width, height = header.height;
  if (png_get_image_width(file.png, file.info) != width ||
      png_get_image_height(file.png, file.info) != height)
    png_error(file.png, "the file has changed");
  layout samples = {
      .channels = png_get_channels(file.png, file.info),
      .bytes = png_get_bit_depth(file.png, file.info) / 8};
  samples.white = samples.opaque = samples.bytes == 1 ? 255 : 65535;
  int is_kept = passes > 1 || samples.bytes == 2;
  file.rows = calloc(is_kept ? height : 1, row_bytes);
  if (!file.rows) png_error(file.png, "out of memory");
  if (is_kept) {
    file.starts = calloc(height, sizeof *file.starts);
    if (!file.starts) png_error(file.png, "out of memory");
    for (size_t row = 0; row < height; row++) file.starts[row] = file.rows + row * row_bytes;
    png_read_image(file.png, file.starts);
    if (samples.bytes == 2) *used_bits = settle(&samples, file.rows, width * height);
  }
  for (size_t row = 0; row < height; row++) {
    if (!is_kept) png_read_row(file.png, file.rows, NULL);
    convert(file.rows + (is_kept ? row * row_bytes : 0), width, samples, rgb + row * width * 3);
  }
  end_reading(&file);
  return 1;
}

const char *galley_png_version(void) { return png_get_libpng_ver(NULL); }
