#include <cstring>

#include "Bridge.hpp"

namespace galley {

static int create(const void *bytes, size_t length, int type, const int64_t *shape, size_t rank,
                  galley_tensor **tensor) {
  return attempt([&] {
    at::Tensor made = at::empty(c10::IntArrayRef(shape, rank), static_cast<at::ScalarType>(type));
    TORCH_CHECK(made.nbytes() == length, "a tensor of this shape has ", made.nbytes(),
                " bytes, not ", length);
    if (length) std::memcpy(made.data_ptr(), bytes, length);
    *tensor = wrap(std::move(made));
  });
}

static int read(const galley_tensor *tensor, void *bytes, size_t length) {
  return attempt([&] {
    at::Tensor whole = unwrap(tensor).detach().cpu().contiguous();
    TORCH_CHECK(whole.nbytes() == length, "the tensor has ", whole.nbytes(), " bytes, not ", length);
    if (length) std::memcpy(bytes, whole.data_ptr(), length);
  });
}

void add_tensors(galley_torch &table) {
  table.tensor_create = create;
  table.tensor_share = [](const galley_tensor *tensor) { return wrap(unwrap(tensor)); };
  table.tensor_free = [](galley_tensor *tensor) { delete unwrap(tensor); };
  table.tensor_type = [](const galley_tensor *tensor) {
    return static_cast<int>(unwrap(tensor).scalar_type());
  };
  table.tensor_rank = [](const galley_tensor *tensor) -> size_t { return unwrap(tensor).dim(); };
  table.tensor_shape = [](const galley_tensor *tensor, int64_t *shape) {
    for (int64_t size : unwrap(tensor).sizes()) *shape++ = size;
  };
  table.tensor_read = read;
}

}  // namespace galley
