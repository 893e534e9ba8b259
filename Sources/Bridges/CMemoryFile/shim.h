#ifndef GALLEY_MEMORY_FILE_H
#define GALLEY_MEMORY_FILE_H

#include <sys/syscall.h>
#include <unistd.h>

// Swift sees no function of glibc that needs _GNU_SOURCE: memfd_create, with its close-on-exec flag.
static inline int galley_memory_file(const char *name) {
  return (int)syscall(SYS_memfd_create, name, 1U);
}

#endif
