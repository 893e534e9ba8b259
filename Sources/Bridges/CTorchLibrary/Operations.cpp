#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/stack.h>

#include "Bridge.hpp"

namespace galley {

static const c10::OperatorHandle &unwrap(const galley_operation *operation) {
  return *reinterpret_cast<const c10::OperatorHandle *>(operation);
}

static c10::IValue to_value(const galley_value &value, const c10::Argument &argument) {
  switch (value.kind) {
    case GALLEY_TENSOR: return *unwrap(value.tensor);
    case GALLEY_INT: return value.integer;
    case GALLEY_DOUBLE: return value.real;
    case GALLEY_BOOL: return value.integer != 0;
    case GALLEY_INTS: return c10::IntArrayRef(value.integers, value.count);
    case GALLEY_DOUBLES: return c10::ArrayRef<double>(value.reals, value.count);
    case GALLEY_BOOLS: {
      c10::List<bool> list;
      for (size_t i = 0; i < value.count; i++) list.push_back(value.booleans[i] != 0);
      return list;
    }
    case GALLEY_STRING: return std::string(value.string);
    case GALLEY_GENERATOR: return *unwrap(value.generator);
    case GALLEY_TENSORS: {
      c10::List<at::Tensor> list;
      list.reserve(value.count);
      for (size_t i = 0; i < value.count; i++) list.push_back(*unwrap(value.tensors[i]));
      return list;
    }
    case GALLEY_OPTIONAL_TENSORS: {
      c10::List<c10::optional<at::Tensor>> list;
      list.reserve(value.count);
      for (size_t i = 0; i < value.count; i++) {
        galley_tensor *tensor = value.tensors[i];
        list.push_back(tensor ? c10::optional<at::Tensor>(*unwrap(tensor)) : c10::nullopt);
      }
      return list;
    }
    case GALLEY_DEFAULT:
      TORCH_CHECK(argument.default_value(), "argument '", argument.name(), "' has no default");
      return *argument.default_value();
    default: return {};
  }
}

// The results of the thread's last call.
static thread_local std::vector<galley_value> last_results;

static void give(c10::IValue value) {
  galley_value result{};
  if (value.isTensor()) {
    result.kind = GALLEY_TENSOR;
    result.tensor = wrap(std::move(value).toTensor());
  } else if (value.isTensorList()) {
    for (const at::Tensor &tensor : value.toTensorVector()) give(tensor);
    return;
  } else if (value.isInt()) {
    result.kind = GALLEY_INT;
    result.integer = value.toInt();
  } else if (value.isDouble()) {
    result.kind = GALLEY_DOUBLE;
    result.real = value.toDouble();
  } else if (value.isBool()) {
    result.kind = GALLEY_BOOL;
    result.integer = value.toBool();
  } else {
    TORCH_CHECK(false, "a result is a ", value.tagKind(), ", which Galley does not use");
  }
  last_results.push_back(result);
}

static int call(const galley_operation *operation, const galley_value *arguments, size_t count,
                const galley_value **results, size_t *result_count) {
  last_results.clear();
  int status = attempt([&] {
    const c10::OperatorHandle &handle = unwrap(operation);
    const auto &schema = handle.schema().arguments();
    TORCH_CHECK(count <= schema.size(), "takes ", schema.size(), " arguments, not ", count);
    torch::jit::Stack stack;
    stack.reserve(schema.size());
    const galley_value missing{.kind = GALLEY_DEFAULT};
    for (size_t i = 0; i < schema.size(); i++)
      stack.push_back(to_value(i < count ? arguments[i] : missing, schema[i]));
    handle.callBoxed(stack);
    for (c10::IValue &value : stack) give(std::move(value));
  });
  if (status) {
    for (galley_value &result : last_results)
      if (result.kind == GALLEY_TENSOR) delete unwrap(result.tensor);
    last_results.clear();
  }
  *results = last_results.data();
  *result_count = last_results.size();
  return status;
}

void add_operations(galley_torch &table) {
  table.find = [](const char *name, const char *overload, const galley_operation **operation) {
    return attempt([&] {
      auto handle = c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
      *operation =
          reinterpret_cast<const galley_operation *>(new c10::OperatorHandle(std::move(handle)));
    });
  };
  table.call = call;
}

}  // namespace galley
