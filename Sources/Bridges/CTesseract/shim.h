// Tesseract's C API and Leptonica's, which it stands on.
#pragma once
#include <leptonica/allheaders.h>
#include <tesseract/capi.h>
