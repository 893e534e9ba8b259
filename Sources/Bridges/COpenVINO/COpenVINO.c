#define _GNU_SOURCE
#include "COpenVINO.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if !__has_include("openvino/c/openvino.h")
#error "OpenVINO's C headers are missing: run 'make setup'"
#endif
#include "openvino/c/openvino.h"

#define FUNCTIONS(X)                                                                     \
  X(ov_get_openvino_version) X(ov_version_free) X(ov_get_last_err_msg) X(ov_core_create) \
  X(ov_core_read_model) X(ov_core_compile_model) X(ov_model_free)                        \
  X(ov_compiled_model_input) X(ov_compiled_model_inputs_size)                            \
  X(ov_compiled_model_outputs_size) X(ov_compiled_model_create_infer_request)            \
  X(ov_compiled_model_free) X(ov_const_port_get_shape) X(ov_output_const_port_free)      \
  X(ov_port_get_element_type) X(ov_shape_free) X(ov_tensor_create_from_host_ptr)         \
  X(ov_tensor_get_shape) X(ov_tensor_get_element_type) X(ov_tensor_data)                 \
  X(ov_tensor_free) X(ov_infer_request_set_input_tensor) X(ov_infer_request_infer)       \
  X(ov_infer_request_get_output_tensor_by_index) X(ov_infer_request_free)

struct galley_ov_runtime {
  ov_core_t *core;
  char version[64];
#define DECLARE(name) __typeof__(&name) name;
  FUNCTIONS(DECLARE)
#undef DECLARE
};

struct galley_ov_model {
  const galley_ov_runtime *runtime;
  ov_compiled_model_t *compiled;
};

struct galley_ov_request {
  const galley_ov_runtime *runtime;
  ov_infer_request_t *request;
  ov_tensor_t *input;
};

static _Thread_local char message[1024];

const char *galley_ov_message(void) { return message; }

static int fail(const char *text) {
  snprintf(message, sizeof message, "%s", text ? text : "unknown error");
  return 1;
}

static int fail_with(const galley_ov_runtime *runtime) {
  const char *text = runtime->ov_get_last_err_msg();
  return fail(text && *text ? text : "OpenVINO gives no reason");
}

int galley_ov_load(const char *library, galley_ov_runtime **result) {
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!handle) return fail(dlerror());
  galley_ov_runtime *runtime = calloc(1, sizeof *runtime);
  if (!runtime) return fail("out of memory");
#define RESOLVE(name)                                                  \
  runtime->name = (__typeof__(&name))dlsym(handle, #name);             \
  if (!runtime->name) {                                                \
    free(runtime);                                                     \
    return fail("the library lacks the function " #name);              \
  }
  FUNCTIONS(RESOLVE)
#undef RESOLVE
  ov_version_t version = {0};
  if (runtime->ov_get_openvino_version(&version) == OK) {
    snprintf(runtime->version, sizeof runtime->version, "%s",
             version.buildNumber ? version.buildNumber : "unknown");
    runtime->ov_version_free(&version);
  }
  if (runtime->ov_core_create(&runtime->core) != OK) {
    fail_with(runtime);
    free(runtime);
    return 1;
  }
  *result = runtime;
  return 0;
}

const char *galley_ov_version(const galley_ov_runtime *runtime) { return runtime->version; }

int galley_ov_compile(const galley_ov_runtime *runtime, const char *path, int threads,
                      int streams, galley_ov_model **result) {
  ov_model_t *model = NULL;
  if (runtime->ov_core_read_model(runtime->core, path, NULL, &model) != OK)
    return fail_with(runtime);
  char thread_count[16], stream_count[16];
  snprintf(thread_count, sizeof thread_count, "%d", threads);
  snprintf(stream_count, sizeof stream_count, "%d", streams);
  ov_compiled_model_t *compiled = NULL;
  // f32: results do not depend on what the processor could do faster with fewer bits. No pinning:
  // several programs, or several models, may run side by side.
  ov_status_e status = runtime->ov_core_compile_model(
      runtime->core, model, "CPU", 8, &compiled, "INFERENCE_NUM_THREADS", thread_count,
      "NUM_STREAMS", stream_count, "INFERENCE_PRECISION_HINT", "f32", "ENABLE_CPU_PINNING", "NO");
  int failed = status != OK ? fail_with(runtime) : 0;
  runtime->ov_model_free(model);
  if (failed) return failed;
  size_t inputs = 0;
  runtime->ov_compiled_model_inputs_size(compiled, &inputs);
  galley_ov_model *out = calloc(1, sizeof *out);
  if (!out || inputs != 1) {
    runtime->ov_compiled_model_free(compiled);
    free(out);
    return fail(out ? "the model must have exactly one input" : "out of memory");
  }
  out->runtime = runtime;
  out->compiled = compiled;
  *result = out;
  return 0;
}

void galley_ov_model_free(galley_ov_model *model) {
  model->runtime->ov_compiled_model_free(model->compiled);
  free(model);
}

static int copy_shape(const galley_ov_runtime *runtime, ov_shape_t *shape, int64_t *dims,
                      int *rank) {
  int64_t count = shape->rank;
  if (count >= 0 && count <= GALLEY_OV_MAX_RANK)
    memcpy(dims, shape->dims, (size_t)count * sizeof *dims);
  runtime->ov_shape_free(shape);
  if (count < 0 || count > GALLEY_OV_MAX_RANK) return fail("a tensor has too many dimensions");
  *rank = (int)count;
  return 0;
}

int galley_ov_model_input(const galley_ov_model *model, int64_t *dims, int *rank) {
  const galley_ov_runtime *runtime = model->runtime;
  ov_output_const_port_t *port = NULL;
  if (runtime->ov_compiled_model_input(model->compiled, &port) != OK) return fail_with(runtime);
  ov_element_type_e type = DYNAMIC;
  runtime->ov_port_get_element_type(port, &type);
  ov_shape_t shape = {0};
  ov_status_e status = runtime->ov_const_port_get_shape(port, &shape);
  int failed = status != OK ? fail_with(runtime) : copy_shape(runtime, &shape, dims, rank);
  runtime->ov_output_const_port_free(port);
  if (!failed && type != F32) return fail("the model's input is not 32-bit float");
  return failed;
}

int galley_ov_model_output_count(const galley_ov_model *model, size_t *count) {
  if (model->runtime->ov_compiled_model_outputs_size(model->compiled, count) != OK)
    return fail_with(model->runtime);
  return 0;
}

int galley_ov_request_create(const galley_ov_model *model, float *input, size_t count,
                             galley_ov_request **result) {
  const galley_ov_runtime *runtime = model->runtime;
  int64_t dims[GALLEY_OV_MAX_RANK];
  int rank = 0;
  if (galley_ov_model_input(model, dims, &rank)) return 1;
  size_t wanted = 1;
  for (int i = 0; i < rank; i++) wanted *= (size_t)dims[i];
  if (wanted != count) return fail("the input buffer does not have the model's size");
  galley_ov_request *out = calloc(1, sizeof *out);
  if (!out) return fail("out of memory");
  out->runtime = runtime;
  ov_shape_t shape = {rank, dims};
  if (runtime->ov_tensor_create_from_host_ptr(F32, shape, input, &out->input) != OK ||
      runtime->ov_compiled_model_create_infer_request(model->compiled, &out->request) != OK ||
      runtime->ov_infer_request_set_input_tensor(out->request, out->input) != OK) {
    fail_with(runtime);
    galley_ov_request_free(out);
    return 1;
  }
  *result = out;
  return 0;
}

void galley_ov_request_free(galley_ov_request *request) {
  if (request->request) request->runtime->ov_infer_request_free(request->request);
  if (request->input) request->runtime->ov_tensor_free(request->input);
  free(request);
}

int galley_ov_request_run(galley_ov_request *request) {
  if (request->runtime->ov_infer_request_infer(request->request) != OK)
    return fail_with(request->runtime);
  return 0;
}

int galley_ov_request_output(const galley_ov_request *request, size_t index, const float **data,
                             int64_t *dims, int *rank) {
  const galley_ov_runtime *runtime = request->runtime;
  ov_tensor_t *tensor = NULL;
  if (runtime->ov_infer_request_get_output_tensor_by_index(request->request, index, &tensor) != OK)
    return fail_with(runtime);
  ov_element_type_e type = DYNAMIC;
  ov_shape_t shape = {0};
  void *memory = NULL;
  int failed = 0;
  if (runtime->ov_tensor_get_element_type(tensor, &type) != OK ||
      runtime->ov_tensor_get_shape(tensor, &shape) != OK ||
      runtime->ov_tensor_data(tensor, &memory) != OK)
    failed = fail_with(runtime);
  else
    failed = copy_shape(runtime, &shape, dims, rank);
  // The memory belongs to the request; this only drops the extra handle on it.
  runtime->ov_tensor_free(tensor);
  if (!failed && type != F32) return fail("an output of the model is not 32-bit float");
  *data = memory;
  return failed;
}
