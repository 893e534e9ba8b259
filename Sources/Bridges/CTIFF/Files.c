#include "TIFFFile.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

const char *galley_tiff_version(void) { return TIFFGetVersion(); }

// Other libraries of the process may have switched off what libtiff prints: each file says it itself.
static int print(const char *module, const char *kind, const char *format, va_list arguments) {
  char text[512];
  vsnprintf(text, sizeof text, format, arguments);
  fprintf(stderr, "%s: %s%s\n", module ? module : "libtiff", kind, text);
  return 1;
}

static int print_error(TIFF *tiff, void *data, const char *module, const char *format, va_list list) {
  (void)tiff, (void)data;
  return print(module, "", format, list);
}

static int print_warning(
    TIFF *tiff, void *data, const char *module, const char *format, va_list list) {
  (void)tiff, (void)data;
  return print(module, "Warning, ", format, list);
}

galley_tiff *galley_tiff_open(const char *path) {
  TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
  if (!options) return NULL;
  TIFFOpenOptionsSetMaxSingleMemAlloc(options, galley_largest_piece);
  TIFFOpenOptionsSetErrorHandlerExtR(options, print_error, NULL);
  TIFFOpenOptionsSetWarningHandlerExtR(options, print_warning, NULL);
  // Mapped into memory: libtiff 4.5.0 as Debian mends it refuses small tiles when they are read.
  TIFF *tiff = TIFFOpenExt(path, "r", options);
  TIFFOpenOptionsFree(options);
  if (!tiff) return NULL;
  galley_tiff *file = malloc(sizeof *file);
  if (!file) {
    TIFFClose(tiff);
    return NULL;
  }
  file->tiff = tiff;
  return file;
}

void galley_tiff_close(galley_tiff *file) {
  TIFFClose(file->tiff);
  free(file);
}

uint32_t galley_tiff_count(galley_tiff *file) {
  uint32_t count = TIFFNumberOfDirectories(file->tiff);
  return count < 65535 ? count : 65535;
}

int galley_tiff_go(galley_tiff *file, uint32_t directory, galley_tiff_page *page) {
  TIFF *tiff = file->tiff;
  uint32_t current = TIFFCurrentDirectory(tiff);
  // To the next one it is a step, to any other a walk from the first.
  if (current + 1 == directory && !TIFFReadDirectory(tiff)) return 0;
  if (TIFFCurrentDirectory(tiff) != directory && !TIFFSetDirectory(tiff, directory)) return 0;
  if (!TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &page->width)) return 0;
  if (!TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &page->height)) return 0;
  uint32_t kind = 0;
  uint16_t old_kind = 0, unit = RESUNIT_INCH;
  TIFFGetField(tiff, TIFFTAG_SUBFILETYPE, &kind);
  TIFFGetField(tiff, TIFFTAG_OSUBFILETYPE, &old_kind);
  page->is_auxiliary =
      (kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) != 0 || old_kind == OFILETYPE_REDUCEDIMAGE;
  page->orientation = ORIENTATION_TOPLEFT;
  TIFFGetField(tiff, TIFFTAG_ORIENTATION, &page->orientation);
  page->x_resolution = page->y_resolution = 0;
  TIFFGetField(tiff, TIFFTAG_XRESOLUTION, &page->x_resolution);
  TIFFGetField(tiff, TIFFTAG_YRESOLUTION, &page->y_resolution);
  TIFFGetField(tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
  if (unit == RESUNIT_CENTIMETER) {
    page->x_resolution *= 2.54f;
    page->y_resolution *= 2.54f;
  }
  return 1;
}
