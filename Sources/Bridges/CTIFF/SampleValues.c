#include <math.h>
#include <string.h>

#include "Samples.h"

static double half(uint16_t bits) {
  int exponent = bits >> 10 & 31, fraction = bits & 1023;
  double value = exponent == 0    ? ldexp(fraction, -24)
                 : exponent == 31 ? NAN
                                  : ldexp(fraction + 1024, exponent - 25);
  return bits >> 15 ? -value : value;
}

// Samples that fill no whole bytes stand one after another, the highest bit first.
static uint64_t packed(const uint8_t *row, size_t index, uint16_t bits) {
  uint64_t value = 0;
  for (size_t bit = index * bits; bit < (index + 1) * bits; bit++) {
    value = value << 1 | (row[bit / 8] >> (7 - bit % 8) & 1);
  }
  return value;
}

// Samples of whole bytes stand in the machine's order.
static uint64_t whole(const uint8_t *row, size_t index, size_t bytes) {
  uint64_t value = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  memcpy(&value, row + index * bytes, bytes);
#else
  memcpy((uint8_t *)&value + 8 - bytes, row + index * bytes, bytes);
#endif
  return value;
}

double galley_sample(const uint8_t *row, size_t index, uint16_t bits, uint16_t format) {
  if (bits == 0 || bits > 64) return NAN;
  int is_whole = bits == 8 || bits == 16 || bits == 24 || bits == 32 || bits == 64;
  uint64_t value = is_whole ? whole(row, index, bits / 8) : packed(row, index, bits);
  switch (format) {
    case SAMPLEFORMAT_UINT:
    case SAMPLEFORMAT_VOID: return (double)value;
    case SAMPLEFORMAT_INT: {
      uint64_t sign = (uint64_t)1 << (bits - 1);
      return value & sign ? -(double)((~value & (sign - 1)) + 1) : (double)value;
    }
    case SAMPLEFORMAT_IEEEFP: {
      float single;
      double number;
      if (bits == 16) return half((uint16_t)value);
      if (bits == 32) {
        uint32_t low = (uint32_t)value;
        memcpy(&single, &low, 4);
        return single;
      }
      if (bits != 64) return NAN;
      memcpy(&number, &value, 8);
      return number;
    }
    default: return NAN;
  }
}
