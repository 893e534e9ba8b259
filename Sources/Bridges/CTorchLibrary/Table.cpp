#include <ATen/Parallel.h>
#include <torch/version.h>

#include "Bridge.hpp"
#include "CTorchLibrary.h"

namespace galley {

static thread_local std::string last_message;

void set_message(const char *text) { last_message = text; }
const char *message() { return last_message.c_str(); }

static galley_torch make_table() {
  galley_torch table{};
  table.message = message;
  table.version = [] { return TORCH_VERSION; };
  table.set_threads = [](int count) { at::set_num_threads(count); };
  table.threads = [] { return at::get_num_threads(); };
  add_operations(table);
  add_tensors(table);
  add_autograd(table);
  add_generators(table);
  add_modules(table);
  add_process_groups(table);
  return table;
}

}  // namespace galley

extern "C" const galley_torch *galley_torch_functions(int interface) {
  static const galley_torch table = galley::make_table();
  return interface == GALLEY_TORCH_INTERFACE ? &table : nullptr;
}
