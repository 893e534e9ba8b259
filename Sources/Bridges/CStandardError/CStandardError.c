#define _GNU_SOURCE
#include "CStandardError.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static _Thread_local struct {
  int active;
  size_t length;
  char text[8192];
} kept;

static void keep(const char *text, size_t length) {
  size_t room = sizeof kept.text - kept.length;
  if (length > room) length = room;
  memcpy(kept.text + kept.length, text, length);
  kept.length += length;
}

static ssize_t take(void *cookie, const char *text, size_t length) {
  (void)cookie;
  if (!kept.active) return write(STDERR_FILENO, text, length);
  keep(text, length);
  return (ssize_t)length;
}

// The streams of glibc are variables, which a program may set: this one asks each thread.
static void replace_stream(void) {
  cookie_io_functions_t functions = {.write = take};
  FILE *stream = fopencookie(NULL, "w", functions);
  if (!stream) return;
  setvbuf(stream, NULL, _IONBF, 0);
  stderr = stream;
}

void galley_keep_messages(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, replace_stream);
  kept.active = 1;
  kept.length = 0;
}

size_t galley_kept_messages(char *text, size_t capacity) {
  size_t length = kept.length < capacity ? kept.length : capacity - 1;
  memcpy(text, kept.text, length);
  text[length] = 0;
  kept.active = 0;
  return length;
}

void galley_keep_message(const char *text) {
  if (text && kept.active) keep(text, strlen(text));
}
