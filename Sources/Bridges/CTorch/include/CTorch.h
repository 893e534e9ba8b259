// Galley's C interface to libtorch, loaded when first used: libtorch takes half a second to load,
// and commands that need no tensors start without it.
//
// One call reaches every operation of ATen, by the name of its schema. A function that returns int
// returns 0 on success; otherwise `message()` says why, for the calling thread. C++ exceptions never
// cross.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Counts changes of this file; a library that was built for another count is not used.
enum { GALLEY_TORCH_INTERFACE = 2 };

typedef struct galley_tensor galley_tensor;
typedef struct galley_operation galley_operation;
typedef struct galley_generator galley_generator;
typedef struct galley_module galley_module;
typedef struct galley_process_group galley_process_group;

// What an argument or a result of an operation is.
enum galley_kind {
  GALLEY_NONE,
  GALLEY_TENSOR,
  GALLEY_INT,
  GALLEY_DOUBLE,
  GALLEY_BOOL,
  GALLEY_INTS,
  GALLEY_DOUBLES,
  GALLEY_TENSORS,
  // A list of tensors of which some may be NULL, as indices are.
  GALLEY_OPTIONAL_TENSORS,
  GALLEY_STRING,
  GALLEY_GENERATOR,
  // The operation's own default.
  GALLEY_DEFAULT,
  GALLEY_BOOLS,
};

typedef struct {
  int32_t kind;
  union {
    int64_t integer;
    double real;
    galley_tensor *_Nullable tensor;
    galley_generator *_Nullable generator;
    const int64_t *_Nullable integers;
    const double *_Nullable reals;
    const uint8_t *_Nullable booleans;
    galley_tensor *_Nullable const *_Nullable tensors;
    const char *_Nullable string;
  };
  size_t count;
} galley_value;

// Element types; the values are libtorch's own.
enum galley_type {
  GALLEY_UINT8 = 0,
  GALLEY_INT32 = 3,
  GALLEY_INT64 = 4,
  GALLEY_FLOAT32 = 6,
  GALLEY_FLOAT64 = 7,
  GALLEY_BOOLEAN = 11,
};

// Gradients of a function's inputs, given those of its outputs; NULL stands for zeros, or for an
// input that has none. Returned tensors are the caller's; the return value is 0, or 1 to fail.
typedef int (*galley_backward)(void *_Nonnull context, galley_tensor *_Nullable const *_Nonnull outputs,
                               size_t output_count, galley_tensor *_Nullable *_Nonnull inputs,
                               size_t input_count);

// Everything libtorch does for Galley.
typedef struct {
  const char *_Nonnull (*_Nonnull message)(void);
  const char *_Nonnull (*_Nonnull version)(void);
  void (*_Nonnull set_threads)(int count);
  int (*_Nonnull threads)(void);

  // Finds an operation, such as "aten::add" with the overload "Tensor"; it is never freed.
  int (*_Nonnull find)(const char *_Nonnull name, const char *_Nonnull overload,
                       const galley_operation *_Nullable *_Nonnull operation);
  // Calls it. Arguments that are missing at the end have their defaults. The results lie in memory
  // of the thread until its next call; tensors among them, also those of lists, are the caller's to
  // free, numbers come as themselves.
  int (*_Nonnull call)(const galley_operation *_Nonnull operation,
                       const galley_value *_Nonnull arguments, size_t count,
                       const galley_value *_Nullable *_Nonnull results,
                       size_t *_Nonnull result_count);

  // A tensor with a copy of the bytes, row by row.
  int (*_Nonnull tensor_create)(const void *_Nullable bytes, size_t length, int type,
                                const int64_t *_Nonnull shape, size_t rank,
                                galley_tensor *_Nullable *_Nonnull tensor);
  // Another handle of the same tensor.
  galley_tensor *_Nonnull (*_Nonnull tensor_share)(const galley_tensor *_Nonnull tensor);
  void (*_Nonnull tensor_free)(galley_tensor *_Nonnull tensor);
  int (*_Nonnull tensor_type)(const galley_tensor *_Nonnull tensor);
  size_t (*_Nonnull tensor_rank)(const galley_tensor *_Nonnull tensor);
  void (*_Nonnull tensor_shape)(const galley_tensor *_Nonnull tensor, int64_t *_Nonnull shape);
  // Copies the elements out, row by row; `length` must be their size in bytes.
  int (*_Nonnull tensor_read)(const galley_tensor *_Nonnull tensor, void *_Nullable bytes,
                              size_t length);

  // Whether operations of this thread are recorded; returns what held before.
  int (*_Nonnull set_recording)(int enabled);
  int (*_Nonnull requires_gradient)(const galley_tensor *_Nonnull tensor);
  int (*_Nonnull set_requires_gradient)(galley_tensor *_Nonnull tensor, int required);
  // Adds the gradients of a tensor to all tensors that it depends on and that require one. `seed` is
  // the tensor's own gradient, NULL for the 1 of a scalar; `keep` leaves what was recorded for more
  // such calls.
  int (*_Nonnull backward)(const galley_tensor *_Nonnull tensor,
                           const galley_tensor *_Nullable seed, int keep);
  // Gradients of a tensor with respect to inputs, which keep what they have gathered. With `create`
  // they are recorded themselves. NULL for an input that the tensor does not depend on.
  int (*_Nonnull gradients)(const galley_tensor *_Nonnull tensor,
                            const galley_tensor *_Nullable seed,
                            galley_tensor *_Nonnull const *_Nonnull inputs, size_t count, int keep,
                            int create, galley_tensor *_Nullable *_Nonnull gradients);
  // The gradient gathered so far, the caller's to free, or NULL.
  galley_tensor *_Nullable (*_Nonnull gradient)(const galley_tensor *_Nonnull tensor);
  // Sets the gradient; NULL clears it.
  int (*_Nonnull set_gradient)(galley_tensor *_Nonnull tensor,
                               const galley_tensor *_Nullable gradient);
  // Makes `outputs`, computed without recording, depend on `inputs` by a backward of our own.
  // `release` is called once when nothing needs `context` any more.
  int (*_Nonnull attach_backward)(galley_tensor *_Nonnull const *_Nonnull outputs,
                                  size_t output_count,
                                  galley_tensor *_Nonnull const *_Nonnull inputs,
                                  size_t input_count, galley_backward _Nonnull backward,
                                  void (*_Nonnull release)(void *_Nonnull), void *_Nonnull context);

  int (*_Nonnull generator_create)(uint64_t seed, galley_generator *_Nullable *_Nonnull generator);
  void (*_Nonnull generator_free)(galley_generator *_Nonnull generator);
  // The whole state as a tensor of bytes, and back.
  int (*_Nonnull generator_state)(const galley_generator *_Nonnull generator,
                                  galley_tensor *_Nullable *_Nonnull state);
  int (*_Nonnull set_generator_state)(galley_generator *_Nonnull generator,
                                      const galley_tensor *_Nonnull state);

  // A TorchScript module, for inference.
  int (*_Nonnull module_load)(const char *_Nonnull path,
                              galley_module *_Nullable *_Nonnull module);
  void (*_Nonnull module_free)(galley_module *_Nonnull module);
  // Runs it; tensors in tuples, lists and dictionaries come one after another.
  int (*_Nonnull module_forward)(const galley_module *_Nonnull module,
                                 galley_tensor *_Nonnull input,
                                 galley_tensor *_Nullable *_Nonnull outputs, size_t capacity,
                                 size_t *_Nonnull count);

  // Joins the processes of a job over Gloo; the one with rank 0 listens.
  int (*_Nonnull group_create)(const char *_Nonnull host, int port, int rank, int size,
                               double seconds, galley_process_group *_Nullable *_Nonnull group);
  void (*_Nonnull group_free)(galley_process_group *_Nonnull group);
  // Sums the tensors of all processes, in place.
  int (*_Nonnull group_sum)(galley_process_group *_Nonnull group,
                            galley_tensor *_Nonnull const *_Nonnull tensors, size_t count);
  // Gives all processes rank 0's tensors, in place.
  int (*_Nonnull group_broadcast)(galley_process_group *_Nonnull group,
                                  galley_tensor *_Nonnull const *_Nonnull tensors, size_t count);
} galley_torch;

// Loads the library. Never unloaded: libtorch's threads outlive any use.
const galley_torch *_Nullable galley_torch_load(const char *_Nonnull library,
                                                char *_Nonnull message, size_t capacity);

// What the library exports as "galley_torch_functions"; NULL for another GALLEY_TORCH_INTERFACE.
typedef const galley_torch *_Nullable (*galley_torch_table)(int interface);

#ifdef __cplusplus
}
#endif
