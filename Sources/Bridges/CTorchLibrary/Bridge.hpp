// What the files of this library share: handles, and how an exception becomes a status.
#pragma once
#include <ATen/ATen.h>

#include <string>

#include "CTorch.h"

namespace galley {

void set_message(const char *text);
const char *message();

inline at::Tensor *unwrap(galley_tensor *tensor) { return reinterpret_cast<at::Tensor *>(tensor); }
inline const at::Tensor &unwrap(const galley_tensor *tensor) {
  return *reinterpret_cast<const at::Tensor *>(tensor);
}
inline galley_tensor *wrap(at::Tensor tensor) {
  return reinterpret_cast<galley_tensor *>(new at::Tensor(std::move(tensor)));
}
inline at::Generator *unwrap(galley_generator *generator) {
  return reinterpret_cast<at::Generator *>(generator);
}

// Runs `body`; what it throws becomes the thread's message and a status of 1.
template <typename Body>
int attempt(Body body) noexcept {
  try {
    body();
    return 0;
  } catch (const c10::Error &error) {
    set_message(error.what_without_backtrace());
  } catch (const std::exception &error) {
    set_message(error.what());
  } catch (...) {
    set_message("unknown error");
  }
  return 1;
}

// By area, see the header CTorch.h.
void add_operations(galley_torch &table);
void add_tensors(galley_torch &table);
void add_autograd(galley_torch &table);
void add_generators(galley_torch &table);
void add_modules(galley_torch &table);
void add_process_groups(galley_torch &table);

}  // namespace galley
