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
  size_t number;
  CURL *easy;
  CURLU *url;
  struct curl_slist *headers;
  uint8_t *body, *answer;
  size_t body_capacity;
  size_t length, capacity, header_length, limit;
  int too_large;
  CURLcode result;
  char retry_after[64];
  char message[CURL_ERROR_SIZE];
};

// A body or an answer larger than that is rare, and its memory not kept.
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

galley_http_transfer *galley_http_transfer_create(size_t number) {
  galley_http_transfer *transfer = calloc(1, sizeof *transfer);
  if (!transfer) return NULL;
  transfer->number = number;
  transfer->easy = curl_easy_init();
  transfer->url = curl_url();
  if (transfer->easy && transfer->url) return transfer;
  galley_http_transfer_free(transfer);
  return NULL;
}

void galley_http_transfer_free(galley_http_transfer *transfer) {
  curl_easy_cleanup(transfer->easy);
  curl_url_cleanup(transfer->url);
  curl_slist_free_all(transfer->headers);
  free(transfer->body);
  free(transfer->answer);
  free(transfer);
}

// Makes room for so many bytes; keeps those that are there. Whether there is memory for it.
static int reserve(uint8_t **bytes, size_t *capacity, size_t length) {
  if (length <= *capacity) return 1;
  uint8_t *grown = realloc(*bytes, length * 2);
  if (!grown) return 0;
  *bytes = grown;
  *capacity = length * 2;
  return 1;
}

static void shrink(uint8_t **bytes, size_t *capacity) {
  if (*capacity <= kept_capacity) return;
  free(*bytes);
  *bytes = NULL;
  *capacity = 0;
}

static size_t receive(char *bytes, size_t size, size_t count, void *context) {
  galley_http_transfer *transfer = context;
  size_t more = size * count;
  if (more > transfer->limit - transfer->length) {
    transfer->too_large = 1;
    return CURL_WRITEFUNC_ERROR;
  }
  if (!reserve(&transfer->answer, &transfer->capacity, transfer->length + more))
    return CURL_WRITEFUNC_ERROR;
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

// What matters for safety is never passed over in silence.
int galley_http_set_route(galley_http_transfer *transfer, const galley_http_route *route) {
  CURL *easy = transfer->easy;
  curl_easy_reset(easy);
  curl_slist_free_all(transfer->headers);
  transfer->headers = NULL;
  transfer->limit = route->answer_limit;
  int failed = !copy_headers(transfer, route->headers);
#define SET(option, value) failed |= curl_easy_setopt(easy, option, value) != CURLE_OK
  // Taken apart here, and not at each exchange.
  failed |= curl_url_set(transfer->url, CURLUPART_URL, route->url, 0) != CURLUE_OK;
  SET(CURLOPT_CURLU, transfer->url);
  SET(CURLOPT_PROTOCOLS_STR, "http,https");
  // A redirect could carry the key to another host.
  SET(CURLOPT_FOLLOWLOCATION, 0L);
  SET(CURLOPT_HTTPHEADER, transfer->headers);
  SET(CURLOPT_NOSIGNAL, 1L);
  SET(CURLOPT_TCP_KEEPALIVE, 1L);
  // Most answers fit; libcurl takes and frees such a buffer at each exchange.
  SET(CURLOPT_BUFFERSIZE, 4096L);
  SET(CURLOPT_CONNECTTIMEOUT_MS, route->connect_milliseconds);
  SET(CURLOPT_TIMEOUT_MS, route->total_milliseconds);
  SET(CURLOPT_ERRORBUFFER, transfer->message);
  SET(CURLOPT_WRITEFUNCTION, receive);
  SET(CURLOPT_WRITEDATA, transfer);
  SET(CURLOPT_HEADERFUNCTION, receive_header);
  SET(CURLOPT_HEADERDATA, transfer);
  SET(CURLOPT_PRIVATE, transfer);
  // Over plain http, where HTTP/2 is not offered, waiting to multiplex would put the calls in a row.
  SET(CURLOPT_HTTP_VERSION,
      (long)(route->multiplex ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
  SET(CURLOPT_PIPEWAIT, (long)route->multiplex);
  if (route->direct) SET(CURLOPT_PROXY, "");
  if (route->ca_file) {
    SET(CURLOPT_CAINFO, route->ca_file);
    SET(CURLOPT_CAPATH, NULL);
  }
#undef SET
  return failed;
}

// Both kinds of request are set in full, for the exchange before may have been of the other kind.
static int set_body(galley_http_transfer *transfer, const uint8_t *body, size_t length) {
  CURL *easy = transfer->easy;
  if (!body) return curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L) == CURLE_OK;
  // One byte more, for an empty body must not look like none.
  if (!reserve(&transfer->body, &transfer->body_capacity, length + 1)) return 0;
  memcpy(transfer->body, body, length);
  return curl_easy_setopt(easy, CURLOPT_POST, 1L) == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_POSTFIELDS, (const char *)transfer->body) == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)length) == CURLE_OK;
}

int galley_http_start(galley_http_multi *multi, galley_http_transfer *transfer,
                      const uint8_t *body, size_t length) {
  if (set_body(transfer, body, length) &&
      curl_multi_add_handle(multi->curl, transfer->easy) == CURLM_OK)
    return 0;
  galley_http_stop(multi, transfer);
  return 1;
}

void galley_http_stop(galley_http_multi *multi, galley_http_transfer *transfer) {
  curl_multi_remove_handle(multi->curl, transfer->easy);
  curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDS, NULL);
  shrink(&transfer->body, &transfer->body_capacity);
  shrink(&transfer->answer, &transfer->capacity);
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

size_t galley_http_number_of(const galley_http_transfer *transfer) { return transfer->number; }

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
