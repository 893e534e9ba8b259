// What Galley needs of libcurl: one HTTP exchange after another over a connection that is kept
// alive, with a bound on time and size, and a way to end one from another thread.
// (curl_easy_setopt is variadic, which Swift cannot call.)
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct galley_http_session galley_http_session;

typedef struct {
  const char *_Nonnull url;
  // Lines such as "Content-Type: application/json"; the last entry is NULL.
  const char *_Nullable const *_Nonnull headers;
  // What to POST; NULL for a GET.
  const uint8_t *_Nullable body;
  size_t body_length;
  long connect_milliseconds;
  long total_milliseconds;
  // The exchange ends with GALLEY_HTTP_TOO_LARGE at the first byte beyond.
  size_t answer_limit;
  // Loopback hosts are reached without the proxy that the environment may name.
  int direct;
} galley_http_request;

enum {
  GALLEY_HTTP_DONE = 0,
  GALLEY_HTTP_CANNOT_CONNECT = 1,
  GALLEY_HTTP_TIMED_OUT = 2,
  GALLEY_HTTP_TOO_LARGE = 3,
  GALLEY_HTTP_CANCELLED = 4,
  GALLEY_HTTP_CERTIFICATE = 5,
  GALLEY_HTTP_BROKEN = 6,
};

// NULL when out of memory.
galley_http_session *_Nullable galley_http_session_create(void);
void galley_http_session_free(galley_http_session *_Nonnull session);

// Does one exchange and blocks until its end; a GALLEY_HTTP_ value. Not from two threads at once.
int galley_http_perform(galley_http_session *_Nonnull session,
                        const galley_http_request *_Nonnull request);
// Ends the exchange in progress, or the next one when none is; from any thread.
void galley_http_cancel(galley_http_session *_Nonnull session);
// Forgets a cancellation that came too late for its exchange.
void galley_http_rearm(galley_http_session *_Nonnull session);

// Of the last exchange; pointers stay valid until the next.
long galley_http_status(const galley_http_session *_Nonnull session);
const uint8_t *_Nullable galley_http_answer(const galley_http_session *_Nonnull session,
                                            size_t *_Nonnull length);
const char *_Nonnull galley_http_retry_after(const galley_http_session *_Nonnull session);
const char *_Nonnull galley_http_message(const galley_http_session *_Nonnull session);

// Such as "libcurl/7.88.1 OpenSSL/3.0.11 …".
const char *_Nonnull galley_http_library_version(void);
