#include "CTorch.h"

#include <dlfcn.h>
#include <stdio.h>

const galley_torch *galley_torch_load(const char *library, char *message, size_t capacity) {
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  galley_torch_table table =
      handle ? (galley_torch_table)dlsym(handle, "galley_torch_functions") : NULL;
  if (!table) {
    snprintf(message, capacity, "%s", dlerror());
    return NULL;
  }
  const galley_torch *functions = table(GALLEY_TORCH_INTERFACE);
  if (!functions) snprintf(message, capacity, "it was built for another version of Galley");
  return functions;
}
