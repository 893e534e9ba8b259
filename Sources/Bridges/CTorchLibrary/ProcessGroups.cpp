#define USE_C10D_GLOO
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include "Bridge.hpp"

namespace galley {

static c10d::ProcessGroupGloo &unwrap(galley_process_group *group) {
  return *reinterpret_cast<c10d::ProcessGroupGloo *>(group);
}

static std::vector<std::vector<at::Tensor>> listed(galley_tensor *const *tensors, size_t count) {
  std::vector<std::vector<at::Tensor>> lists;
  for (size_t i = 0; i < count; i++) lists.push_back({*unwrap(tensors[i])});
  return lists;
}

static int create(const char *host, int port, int rank, int size, double seconds,
                  galley_process_group **group) {
  return attempt([&] {
    std::chrono::milliseconds patience(static_cast<int64_t>(seconds * 1000));
    c10d::TCPStoreOptions settings;
    settings.port = static_cast<uint16_t>(port);
    settings.isServer = rank == 0;
    settings.numWorkers = size;
    settings.timeout = patience;
    auto store = c10::make_intrusive<c10d::TCPStore>(host, settings);
    auto options = c10d::ProcessGroupGloo::Options::create(patience);
    options->devices.push_back(c10d::ProcessGroupGloo::createDefaultDevice());
    *group = reinterpret_cast<galley_process_group *>(
        new c10d::ProcessGroupGloo(std::move(store), rank, size, std::move(options)));
  });
}

static int sum(galley_process_group *group, galley_tensor *const *tensors, size_t count) {
  return attempt([&] {
    for (auto &list : listed(tensors, count)) unwrap(group).allreduce(list)->wait();
  });
}

static int broadcast(galley_process_group *group, galley_tensor *const *tensors, size_t count) {
  return attempt([&] {
    for (auto &list : listed(tensors, count)) unwrap(group).broadcast(list)->wait();
  });
}

void add_process_groups(galley_torch &table) {
  table.group_create = create;
  table.group_free = [](galley_process_group *group) { delete &unwrap(group); };
  table.group_sum = sum;
  table.group_broadcast = broadcast;
}

}  // namespace galley
