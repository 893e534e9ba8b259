// What Galley needs of OpenVINO's C API, loaded when first used: programs that run no model start
// without it, and a missing library is an error that can be told.
//
// Every call returns 0 on success; otherwise galley_ov_message() says why, for the calling thread.
#pragma once
#include <stddef.h>
#include <stdint.h>

#define GALLEY_OV_MAX_RANK 8

typedef struct galley_ov_runtime galley_ov_runtime;
typedef struct galley_ov_model galley_ov_model;
typedef struct galley_ov_request galley_ov_request;

const char *_Nonnull galley_ov_message(void);

// Loads the library and makes its core. Never unloaded: its threads outlive any use.
int galley_ov_load(const char *_Nonnull library, galley_ov_runtime *_Nullable *_Nonnull runtime);
const char *_Nonnull galley_ov_version(const galley_ov_runtime *_Nonnull runtime);

// Reads and compiles a model for the CPU: `streams` inferences at once over `threads` threads.
int galley_ov_compile(const galley_ov_runtime *_Nonnull runtime, const char *_Nonnull path,
                      int threads, int streams, galley_ov_model *_Nullable *_Nonnull model);
void galley_ov_model_free(galley_ov_model *_Nonnull model);
// Static shape of the only input, as [batch, channels, height, width].
int galley_ov_model_input(const galley_ov_model *_Nonnull model, int64_t *_Nonnull dims,
                          int *_Nonnull rank);
int galley_ov_model_output_count(const galley_ov_model *_Nonnull model, size_t *_Nonnull count);

// A request reads its input from `input` (kept by the caller, `count` floats) at every run.
int galley_ov_request_create(const galley_ov_model *_Nonnull model, float *_Nonnull input,
                             size_t count, galley_ov_request *_Nullable *_Nonnull request);
void galley_ov_request_free(galley_ov_request *_Nonnull request);
int galley_ov_request_run(galley_ov_request *_Nonnull request);
// The floats of an output; they stay valid until the next run.
int galley_ov_request_output(const galley_ov_request *_Nonnull request, size_t index,
                             const float *_Nullable *_Nonnull data, int64_t *_Nonnull dims,
                             int *_Nonnull rank);
