#include "CCurl.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct galley_http_session {
  CURLM *multi;
  CURL *easy;
  atomic_int cancelled;
  uint8_t *answer;
  size_t length, capacity, limit;
  int too_large;
  long status;
  char retry_after[64];
  char message[CURL_ERROR_SIZE];
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void initialise(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

galley_http_session *galley_http_session_create(void) {
  pthread_once(&once, initialise);
  galley_http_session *session = calloc(1, sizeof *session);
  if (!session) return NULL;
  session->multi = curl_multi_init();
  session->easy = curl_easy_init();
  if (session->multi && session->easy) return session;
  galley_http_session_free(session);
  return NULL;
}

void galley_http_session_free(galley_http_session *session) {
  if (session->easy) curl_easy_cleanup(session->easy);
  if (session->multi) curl_multi_cleanup(session->multi);
  free(session->answer);
  free(session);
}

static size_t receive(char *bytes, size_t size, size_t count, void *context) {
  galley_http_session *session = context;
  size_t more = size * count;
  if (more > session->limit - session->length) {
    session->too_large = 1;
    return 0;
  }
  if (session->length + more > session->capacity) {
    size_t capacity = (session->length + more) * 2;
    uint8_t *grown = realloc(session->answer, capacity);
    if (!grown) return 0;
    session->answer = grown;
    session->capacity = capacity;
  }
  memcpy(session->answer + session->length, bytes, more);
  session->length += more;
  return more;
}

static size_t receive_header(char *line, size_t size, size_t count, void *context) {
  galley_http_session *session = context;
  static const char name[] = "retry-after:";
  size_t length = size * count, prefix = sizeof name - 1;
  if (length > prefix && strncasecmp(line, name, prefix) == 0) {
    snprintf(session->retry_after, sizeof session->retry_after, "%.*s",
             (int)(length - prefix), line + prefix);
  }
  return length;
}

static void prepare(galley_http_session *session, const galley_http_request *request,
                    struct curl_slist *headers) {
  CURL *easy = session->easy;
  curl_easy_reset(easy);
  curl_easy_setopt(easy, CURLOPT_URL, request->url);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  // A redirect could carry the key to another host.
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, request->connect_milliseconds);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, request->total_milliseconds);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, session->message);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, session);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, receive_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, session);
  if (request->direct) curl_easy_setopt(easy, CURLOPT_PROXY, "");
  if (request->body) {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, (const char *)request->body);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_length);
  }
}

// Drives the transfer to its end, or until someone cancels.
static int drive(galley_http_session *session, CURLcode *result) {
  for (;;) {
    int running = 0;
    if (atomic_load(&session->cancelled)) return GALLEY_HTTP_CANCELLED;
    if (curl_multi_perform(session->multi, &running) != CURLM_OK) return GALLEY_HTTP_BROKEN;
    if (!running) break;
    if (curl_multi_poll(session->multi, NULL, 0, 1000, NULL) != CURLM_OK)
      return GALLEY_HTTP_BROKEN;
  }
  int queued = 0;
  const CURLMsg *message;
  while ((message = curl_multi_info_read(session->multi, &queued)))
    if (message->msg == CURLMSG_DONE) *result = message->data.result;
  return GALLEY_HTTP_DONE;
}

static int classify(const galley_http_session *session, CURLcode result) {
  if (session->too_large) return GALLEY_HTTP_TOO_LARGE;
  switch (result) {
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

int galley_http_perform(galley_http_session *session, const galley_http_request *request) {
  session->length = 0;
  session->limit = request->answer_limit;
  session->too_large = 0;
  session->status = 0;
  session->retry_after[0] = 0;
  session->message[0] = 0;
  struct curl_slist *headers = NULL;
  for (const char *const *line = request->headers; *line; line++) {
    struct curl_slist *longer = curl_slist_append(headers, *line);
    if (!longer) {
      curl_slist_free_all(headers);
      return GALLEY_HTTP_BROKEN;
    }
    headers = longer;
  }
  prepare(session, request, headers);
  CURLcode result = CURLE_RECV_ERROR;
  int outcome = GALLEY_HTTP_BROKEN;
  if (curl_multi_add_handle(session->multi, session->easy) == CURLM_OK) {
    outcome = drive(session, &result);
    curl_easy_getinfo(session->easy, CURLINFO_RESPONSE_CODE, &session->status);
    curl_multi_remove_handle(session->multi, session->easy);
  }
  if (outcome == GALLEY_HTTP_DONE) {
    outcome = classify(session, result);
    if (outcome && !session->message[0])
      snprintf(session->message, sizeof session->message, "%s", curl_easy_strerror(result));
  }
  // Nothing of the request, its headers above all, outlives the exchange.
  curl_easy_reset(session->easy);
  curl_slist_free_all(headers);
  return outcome;
}

void galley_http_cancel(galley_http_session *session) {
  atomic_store(&session->cancelled, 1);
  curl_multi_wakeup(session->multi);
}

void galley_http_rearm(galley_http_session *session) { atomic_store(&session->cancelled, 0); }

long galley_http_status(const galley_http_session *session) { return session->status; }

const uint8_t *galley_http_answer(const galley_http_session *session, size_t *length) {
  *length = session->length;
  return session->answer;
}

const char *galley_http_retry_after(const galley_http_session *session) {
  return session->retry_after;
}

const char *galley_http_message(const galley_http_session *session) { return session->message; }

const char *galley_http_library_version(void) { return curl_version(); }
