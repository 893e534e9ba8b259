#include "CCurl.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct galley_http_multi {
  CURLM *curl;
};

struct galley_http_transfer {
  CURL *easy;
  struct curl_slist *headers;
  uint8_t *answer;
  size_t length, capacity, header_length, limit;
  int too_large;
  CURLcode result;
  char retry_after[64];
  char message[CURL_ERROR_SIZE];
};

// An answer larger than that is rare, and its memory not kept.
static const size_t kept_capacity = 256 << 10;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void initialise(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

galley_http_multi *galley_http_multi_create(long connections) {
  pthread_once(&once, initialise);
  galley_http_multi *multi = calloc(1, sizeof *multi);
  if (!multi) return NULL;
  multi->curl = curl_multi_init();
  if (!multi->curl) {
    free(multi);
    return NULL;
  }
  curl_multi_setopt(multi->curl, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections);
  curl_multi_setopt(multi->curl, CURLMOPT_MAXCONNECTS, connections);
  return multi;
}

void galley_http_multi_free(galley_http_multi *multi) {
  curl_multi_cleanup(multi->curl);
  free(multi);
}

galley_http_transfer *galley_http_transfer_create(void) {
  galley_http_transfer *transfer = calloc(1, sizeof *transfer);
  if (!transfer) return NULL;
  transfer->easy = curl_easy_init();
  if (transfer->easy) return transfer;
  free(transfer);
  return NULL;
}

void galley_http_transfer_free(galley_http_transfer *transfer) {
  curl_easy_cleanup(transfer->easy);
  curl_slist_free_all(transfer->headers);
  free(transfer->answer);
  free(transfer);
}

static size_t receive(char *bytes, size_t size, size_t count, void *context) {
  galley_http_transfer *transfer = context;
  size_t more = size * count;
  if (more > transfer->limit - transfer->length) {
    transfer->too_large = 1;
    return CURL_WRITEFUNC_ERROR;
  }
  if (transfer->length + more > transfer->capacity) {
    size_t capacity = (transfer->length + more) * 2;
    uint8_t *grown = realloc(transfer->answer, capacity);
    if (!grown) return CURL_WRITEFUNC_ERROR;
    transfer->answer = grown;
    transfer->capacity = capacity;
  }
  memcpy(transfer->answer + transfer->length, bytes, more);
  transfer->length += more;
  return more;
}

static size_t receive_header(char *line, size_t size, size_t count, void *context) {
  galley_http_transfer *transfer = context;
  static const char name[] = "retry-after:";
  size_t length = size * count, prefix = sizeof name - 1;
  transfer->header_length += length;
  if (transfer->header_length > transfer->limit) {
    transfer->too_large = 1;
    return CURL_WRITEFUNC_ERROR;
  }
  if (length > prefix && strncasecmp(line, name, prefix) == 0) {
    snprintf(transfer->retry_after, sizeof transfer->retry_after, "%.*s",
             (int)(length - prefix), line + prefix);
  }
  return length;
}

static int copy_headers(galley_http_transfer *transfer, const char *const *lines) {
  for (; *lines; lines++) {
    struct curl_slist *longer = curl_slist_append(transfer->headers, *lines);
    if (!longer) return 0;
    transfer->headers = longer;
  }
  return 1;
}

// Whether everything could be set; what matters for safety is never passed over in silence.
static int prepare(galley_http_transfer *transfer, const galley_http_request *request) {
  CURL *easy = transfer->easy;
  int failed = !copy_headers(transfer, request->headers);
#define SET(option, value) failed |= curl_easy_setopt(easy, option, value) != CURLE_OK
  SET(CURLOPT_URL, request->url);
  SET(CURLOPT_PROTOCOLS_STR, "http,https");
  // A redirect could carry the key to another host.
  SET(CURLOPT_FOLLOWLOCATION, 0L);
  SET(CURLOPT_HTTPHEADER, transfer->headers);
  SET(CURLOPT_NOSIGNAL, 1L);
  SET(CURLOPT_TCP_KEEPALIVE, 1L);
  SET(CURLOPT_CONNECTTIMEOUT_MS, request->connect_milliseconds);
  SET(CURLOPT_TIMEOUT_MS, request->total_milliseconds);
  SET(CURLOPT_ERRORBUFFER, transfer->message);
  SET(CURLOPT_WRITEFUNCTION, receive);
  SET(CURLOPT_WRITEDATA, transfer);
  SET(CURLOPT_HEADERFUNCTION, receive_header);
  SET(CURLOPT_HEADERDATA, transfer);
  SET(CURLOPT_PRIVATE, transfer);
  // Over plain http, where HTTP/2 is not offered, waiting to multiplex would put the calls in a row.
  SET(CURLOPT_HTTP_VERSION,
      (long)(request->multiplex ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
  SET(CURLOPT_PIPEWAIT, (long)request->multiplex);
  if (request->direct) SET(CURLOPT_PROXY, "");
  if (request->ca_file) {
    SET(CURLOPT_CAINFO, request->ca_file);
    SET(CURLOPT_CAPATH, NULL);
  }
  if (request->body) {
    SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_length);
    SET(CURLOPT_COPYPOSTFIELDS, (const char *)request->body);
  }
#undef SET
  return !failed;
}

int galley_http_start(galley_http_multi *multi, galley_http_transfer *transfer,
                      const galley_http_request *request) {
  transfer->limit = request->answer_limit;
  if (prepare(transfer, request) &&
      curl_multi_add_handle(multi->curl, transfer->easy) == CURLM_OK)
    return 0;
  galley_http_stop(multi, transfer);
  return 1;
}

void galley_http_stop(galley_http_multi *multi, galley_http_transfer *transfer) {
  curl_multi_remove_handle(multi->curl, transfer->easy);
  curl_easy_reset(transfer->easy);
  curl_slist_free_all(transfer->headers);
  if (transfer->capacity > kept_capacity) {
    free(transfer->answer);
    transfer->answer = NULL;
    transfer->capacity = 0;
  }
  transfer->headers = NULL;
  transfer->length = transfer->header_length = 0;
  transfer->too_large = 0;
  transfer->retry_after[0] = transfer->message[0] = 0;
}

int galley_http_advance(galley_http_multi *multi) {
  int running = 0;
  return curl_multi_perform(multi->curl, &running) != CURLM_OK;
}

int galley_http_wait(galley_http_multi *multi, int milliseconds) {
  return curl_multi_poll(multi->curl, NULL, 0, milliseconds, NULL) != CURLM_OK;
}

void galley_http_wake(galley_http_multi *multi) { curl_multi_wakeup(multi->curl); }

static int classify(const galley_http_transfer *transfer) {
  if (transfer->too_large) return GALLEY_HTTP_TOO_LARGE;
  switch (transfer->result) {
    case CURLE_OK: return GALLEY_HTTP_DONE;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT: return GALLEY_HTTP_CANNOT_CONNECT;
    case CURLE_OPERATION_TIMEDOUT: return GALLEY_HTTP_TIMED_OUT;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM: return GALLEY_HTTP_CERTIFICATE;
    default: return GALLEY_HTTP_BROKEN;
  }
}

galley_http_transfer *galley_http_finished(galley_http_multi *multi) {
  int queued = 0;
  const CURLMsg *message = curl_multi_info_read(multi->curl, &queued);
  if (!message) return NULL;
  CURLcode code = message->data.result;
  galley_http_transfer *transfer = NULL;
  curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
  transfer->result = code;
  return transfer;
}

galley_http_result galley_http_result_of(const galley_http_transfer *transfer) {
  long status = 0;
  curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
  return (galley_http_result){
      .outcome = classify(transfer),
      .status = status,
      .bytes = transfer->answer,
      .length = transfer->length,
      .retry_after = transfer->retry_after,
      .message =
          transfer->message[0] ? transfer->message : curl_easy_strerror(transfer->result)};
}

const char *galley_http_library_version(void) { return curl_version(); }
