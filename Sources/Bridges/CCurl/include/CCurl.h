// What Galley needs of libcurl: many HTTP exchanges at once over connections that are kept alive,
// each bounded in time and size and ended at will.
// (curl_easy_setopt is variadic, which Swift cannot call.)
#pragma once
#include <stddef.h>
#include <stdint.h>

// The connections. All calls but galley_http_wake come from one thread.
typedef struct galley_http_multi galley_http_multi;
// Room for one exchange after another.
typedef struct galley_http_transfer galley_http_transfer;

// Where exchanges go, and on what terms.
typedef struct {
  const char *_Nonnull url;
  // Lines such as "Content-Type: application/json"; the last entry is NULL.
  const char *_Nullable const *_Nonnull headers;
  long connect_milliseconds;
  long total_milliseconds;
  // The exchange ends with GALLEY_HTTP_TOO_LARGE at the first byte beyond, of headers or of body.
  size_t answer_limit;
  // Loopback hosts are reached without the proxy that the environment may name.
  int direct;
  // Multiplexes the exchanges of one host where it speaks HTTP/2; for https.
  int multiplex;
  // Certificates (PEM) to trust in place of the system's; NULL for those.
  const char *_Nullable ca_file;
} galley_http_route;

enum {
  GALLEY_HTTP_DONE = 0,
  GALLEY_HTTP_CANNOT_CONNECT = 1,
  GALLEY_HTTP_TIMED_OUT = 2,
  GALLEY_HTTP_TOO_LARGE = 3,
  GALLEY_HTTP_CERTIFICATE = 4,
  GALLEY_HTTP_BROKEN = 5,
};

// Pointers stay valid until the transfer's galley_http_stop.
typedef struct {
  int outcome;
  long status;
  const uint8_t *_Nullable bytes;
  size_t length;
  const char *_Nonnull retry_after;
  const char *_Nonnull message;
} galley_http_result;

// NULL when out of memory.
galley_http_multi *_Nullable galley_http_multi_create(long connections);
// After all its transfers were freed.
void galley_http_multi_free(galley_http_multi *_Nonnull multi);

// A number of the caller's choice tells transfers apart. NULL when out of memory.
galley_http_transfer *_Nullable galley_http_transfer_create(size_t number);
void galley_http_transfer_free(galley_http_transfer *_Nonnull transfer);

// Forgets the route of the exchanges before and takes another for those that follow; nothing of it
// need outlive the call. Nonzero when it cannot.
int galley_http_set_route(galley_http_transfer *_Nonnull transfer,
                          const galley_http_route *_Nonnull route);
// Starts an exchange on the transfer's route: a POST, or a GET where the body is NULL. The body need
// not outlive the call. Nonzero when it cannot.
int galley_http_start(galley_http_multi *_Nonnull multi, galley_http_transfer *_Nonnull transfer,
                      const uint8_t *_Nullable body, size_t length);
// Takes a transfer out, finished or not, and forgets its request and answer, but not its route.
void galley_http_stop(galley_http_multi *_Nonnull multi, galley_http_transfer *_Nonnull transfer);

// Moves the exchanges on as far as they go without waiting. Nonzero when none can go on.
int galley_http_advance(galley_http_multi *_Nonnull multi);
// Waits until there is something to do, or for galley_http_wake. Nonzero when it cannot wait.
int galley_http_wait(galley_http_multi *_Nonnull multi, int milliseconds);
// Ends the wait in progress, or the next one; from any thread.
void galley_http_wake(galley_http_multi *_Nonnull multi);

// The next exchange that has ended since; NULL when there is none.
galley_http_transfer *_Nullable galley_http_finished(galley_http_multi *_Nonnull multi);
size_t galley_http_number_of(const galley_http_transfer *_Nonnull transfer);
// What came of an exchange that has ended.
galley_http_result galley_http_result_of(const galley_http_transfer *_Nonnull transfer);

// Such as "libcurl/7.88.1 OpenSSL/3.0.11 …".
const char *_Nonnull galley_http_library_version(void);
