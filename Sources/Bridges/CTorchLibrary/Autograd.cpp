#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/variable.h>

#include "Bridge.hpp"

namespace galley {

// A step of the backward pass that calls back.
struct OwnBackward : torch::autograd::Node {
  galley_backward function;
  void (*release)(void *);
  void *context;

  ~OwnBackward() override { release(context); }

  torch::autograd::variable_list apply(torch::autograd::variable_list &&gradients) override {
    std::vector<galley_tensor *> outputs, inputs(num_outputs(), nullptr);
    for (at::Tensor &gradient : gradients)
      outputs.push_back(gradient.defined() ? reinterpret_cast<galley_tensor *>(&gradient) : nullptr);
    int failed =
        function(context, outputs.data(), outputs.size(), inputs.data(), inputs.size());
    torch::autograd::variable_list result;
    for (galley_tensor *input : inputs) {
      result.push_back(input ? *unwrap(input) : at::Tensor());
      delete unwrap(input);
    }
    TORCH_CHECK(!failed, "a backward of our own failed");
    return result;
  }
};

// A step in the pointer that libtorch counts it by, which depends on the version.
template <typename Step>
static auto make_step() {
  if constexpr (std::is_base_of_v<c10::intrusive_ptr_target, Step>)
    return c10::make_intrusive<Step>();
  else
    return std::shared_ptr<Step>(new Step, [](Step *step) { deleteNode(step); });
}

static int attach(galley_tensor *const *outputs, size_t output_count, galley_tensor *const *inputs,
                  size_t input_count, galley_backward function, void (*release)(void *),
                  void *context) {
  return attempt([&] {
    auto node = make_step<OwnBackward>();
    node->function = function;
    node->release = release;
    node->context = context;
    torch::autograd::variable_list sources;
    for (size_t i = 0; i < input_count; i++) sources.push_back(*unwrap(inputs[i]));
    if (!torch::autograd::any_variable_requires_grad(sources)) return;
    node->set_next_edges(torch::autograd::collect_next_edges(sources));
    for (size_t i = 0; i < output_count; i++)
      torch::autograd::set_history(*unwrap(outputs[i]), node);
  });
}

static int gradients(const galley_tensor *tensor, const galley_tensor *seed,
                     galley_tensor *const *inputs, size_t count, int keep, int create,
                     galley_tensor **gradients) {
  return attempt([&] {
    torch::autograd::variable_list sources, seeds;
    for (size_t i = 0; i < count; i++) sources.push_back(*unwrap(inputs[i]));
    if (seed) seeds.push_back(unwrap(seed));
    auto found = torch::autograd::grad({unwrap(tensor)}, sources, seeds, keep != 0, create != 0,
                                       /*allow_unused=*/true);
    for (size_t i = 0; i < count; i++)
      gradients[i] = found[i].defined() ? wrap(std::move(found[i])) : nullptr;
  });
}

void add_autograd(galley_torch &table) {
  table.set_recording = [](int enabled) -> int {
    bool before = at::GradMode::is_enabled();
    at::GradMode::set_enabled(enabled != 0);
    return before;
  };
  table.requires_gradient = [](const galley_tensor *tensor) -> int {
    return unwrap(tensor).requires_grad();
  };
  table.set_requires_gradient = [](galley_tensor *tensor, int required) {
    return attempt([&] { unwrap(tensor)->set_requires_grad(required != 0); });
  };
  table.backward = [](const galley_tensor *tensor, const galley_tensor *seed, int keep) {
    return attempt(
        [&] { unwrap(tensor).backward(seed ? unwrap(seed) : at::Tensor(), keep != 0, false); });
  };
  table.gradients = gradients;
  table.gradient = [](const galley_tensor *tensor) -> galley_tensor * {
    const at::Tensor &gradient = unwrap(tensor).grad();
    return gradient.defined() ? wrap(gradient) : nullptr;
  };
  table.set_gradient = [](galley_tensor *tensor, const galley_tensor *gradient) {
    return attempt(
        [&] { unwrap(tensor)->mutable_grad() = gradient ? unwrap(gradient) : at::Tensor(); });
  };
  table.attach_backward = attach;
}

}  // namespace galley
