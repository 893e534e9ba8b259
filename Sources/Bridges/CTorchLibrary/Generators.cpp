#include <ATen/CPUGeneratorImpl.h>

#include <mutex>

#include "Bridge.hpp"

namespace galley {

void add_generators(galley_torch &table) {
  table.generator_create = [](uint64_t seed, galley_generator **generator) {
    return attempt([&] {
      *generator = reinterpret_cast<galley_generator *>(
          new at::Generator(at::make_generator<at::CPUGeneratorImpl>(seed)));
    });
  };
  table.generator_free = [](galley_generator *generator) { delete unwrap(generator); };
  table.generator_state = [](const galley_generator *generator, galley_tensor **state) {
    return attempt([&] {
      at::Generator &source = *unwrap(const_cast<galley_generator *>(generator));
      std::lock_guard<std::mutex> lock(source.mutex());
      *state = wrap(source.get_state());
    });
  };
  table.set_generator_state = [](galley_generator *generator, const galley_tensor *state) {
    return attempt([&] {
      std::lock_guard<std::mutex> lock(unwrap(generator)->mutex());
      unwrap(generator)->set_state(unwrap(state));
    });
  };
}

}  // namespace galley
