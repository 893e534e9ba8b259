#include <torch/csrc/jit/serialization/import.h>

#include "Bridge.hpp"

namespace galley {

static torch::jit::Module &unwrap(const galley_module *module) {
  return *reinterpret_cast<torch::jit::Module *>(const_cast<galley_module *>(module));
}

static void gather(const c10::IValue &value, std::vector<at::Tensor> &tensors) {
  if (value.isTensor()) {
    tensors.push_back(value.toTensor());
  } else if (value.isTuple()) {
    for (const c10::IValue &part : value.toTupleRef().elements()) gather(part, tensors);
  } else if (value.isList()) {
    for (const c10::IValue &part : value.toListRef()) gather(part, tensors);
  } else if (value.isGenericDict()) {
    for (const auto &part : value.toGenericDict()) gather(part.value(), tensors);
  }
}

static int forward(const galley_module *module, galley_tensor *input, galley_tensor **outputs,
                   size_t capacity, size_t *count) {
  return attempt([&] {
    at::NoGradGuard without_recording;
    std::vector<at::Tensor> tensors;
    gather(unwrap(module).forward({*unwrap(input)}), tensors);
    TORCH_CHECK(tensors.size() <= capacity, "the module gives ", tensors.size(), " tensors");
    *count = 0;
    for (at::Tensor &tensor : tensors) outputs[(*count)++] = wrap(std::move(tensor));
  });
}

void add_modules(galley_torch &table) {
  table.module_load = [](const char *path, galley_module **module) {
    return attempt([&] {
      auto loaded = std::make_unique<torch::jit::Module>(torch::jit::load(path));
      loaded->eval();
      *module = reinterpret_cast<galley_module *>(loaded.release());
    });
  };
  table.module_free = [](galley_module *module) { delete &unwrap(module); };
  table.module_forward = forward;
}

}  // namespace galley
