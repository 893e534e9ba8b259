// libtorch behind the interface that CTorch.h declares; a library of its own, found when needed.
#pragma once
#include "CTorch.h"

#ifdef __cplusplus
extern "C"
#endif
const galley_torch *_Nullable galley_torch_functions(int interface);
