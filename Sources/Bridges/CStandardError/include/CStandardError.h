// What libraries print on standard error, kept for the thread that called them.
//
// libpng, libjpeg and libtiff print their complaints there, and know nothing of files.
#pragma once
#include <stddef.h>

// From now on what this thread prints through stdio is kept (its first 8 KiB) instead of printed.
void galley_keep_messages(void);

// Ends that, and copies what was kept into `text`, with a zero at its end; gives its length.
size_t galley_kept_messages(char *_Nonnull text, size_t capacity);

// Takes a message that is to be kept, or else to be dropped.
void galley_keep_message(const char *_Nullable text);
