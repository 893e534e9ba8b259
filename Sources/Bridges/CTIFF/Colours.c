#include <stdio.h>
#include <string.h>

#include "TIFFFile.h"

galley_tiff_layout galley_tiff_layout_of(TIFF *tiff) {
  galley_tiff_layout layout = {.alpha = -1};
  uint16_t extras = 0, *kinds = NULL;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &layout.width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &layout.height);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &layout.bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &layout.samples);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &layout.format);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &layout.planes);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &extras, &kinds);
  if (!TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &layout.photometric)) {
    layout.photometric = layout.samples >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK;
  }
  switch (layout.photometric) {
    case PHOTOMETRIC_MINISBLACK:
    case PHOTOMETRIC_MINISWHITE: layout.colours = 1; break;
    case PHOTOMETRIC_RGB: layout.colours = 3; break;
    case PHOTOMETRIC_SEPARATED: layout.colours = 4; break;
  }
  // Samples of no stated use are none of the colour's.
  for (int extra = 0; extra < extras && layout.alpha < 0; extra++) {
    int sample = layout.samples - extras + extra;
    if (sample < layout.colours || kinds[extra] == EXTRASAMPLE_UNSPECIFIED) continue;
    layout.alpha = sample;
    layout.is_premultiplied = kinds[extra] == EXTRASAMPLE_ASSOCALPHA;
  }
  return layout;
}

// By libtiff's own conversion, which knows all photometric interpretations in 8 bits or fewer.
static int decode_colours(
    TIFF *tiff, galley_tiff_layout layout, uint8_t *rgb, galley_tiff_result *result) {
  TIFFRGBAImage image;
  size_t pixels = (size_t)layout.width * layout.height;
  if (!TIFFRGBAImageOK(tiff, result->reason)) return 0;
  // At the first fault it ends: a page that is half there is no page.
  if (!TIFFRGBAImageBegin(&image, tiff, 1, result->reason)) return 0;
  result->reason[0] = 0;
  // Rows are wanted as they are stored.
  image.req_orientation = image.orientation;
  uint32_t *raster = _TIFFmalloc((tmsize_t)(pixels * sizeof *raster));
  int succeeded = raster && TIFFRGBAImageGet(&image, raster, layout.width, layout.height);
  if (!raster) snprintf(result->reason, sizeof result->reason, "out of memory");
  TIFFRGBAImageEnd(&image);
  for (size_t pixel = 0; succeeded && pixel < pixels; pixel++) {
    uint32_t value = raster[pixel];
    // The colour comes multiplied by its opacity.
    unsigned white = layout.alpha < 0 ? 0 : 255 - TIFFGetA(value);
    unsigned samples[3] = {TIFFGetR(value), TIFFGetG(value), TIFFGetB(value)};
    for (int sample = 0; sample < 3; sample++) {
      unsigned light = samples[sample] + white;
      rgb[pixel * 3 + (size_t)sample] = (uint8_t)(light < 255 ? light : 255);
    }
  }
  _TIFFfree(raster);
  return succeeded;
}

int galley_tiff_decode(galley_tiff *file, uint8_t *rgb, galley_tiff_result *result) {
  galley_tiff_layout layout = galley_tiff_layout_of(file->tiff);
  result->used_bits = 0;
  result->reason[0] = 0;
  // libtiff's conversion takes 16 bits for fully used, and grey for multiplied by its opacity.
  int is_plain = layout.bits <= 8 && layout.format == SAMPLEFORMAT_UINT &&
                 !(layout.colours == 1 && layout.alpha >= 0);
  if (!is_plain && layout.colours > 0 && layout.samples >= layout.colours) {
    return galley_tiff_decode_samples(file->tiff, layout, rgb, result);
  }
  return decode_colours(file->tiff, layout, rgb, result);
}
