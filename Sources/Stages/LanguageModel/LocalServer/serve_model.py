"""Serves a GGUF model on loopback with llama.cpp, until standard input ends.

Usage: serve_model.py MODEL NAME PORT CONTEXT SLOTS THREADS
Once requests are answered, one line of JSON on standard output says where.
"""

import json
import os
import socket
import sys
import threading

# Threads that wait spin only briefly. Otherwise, when other work wants the processors too (as the
# other stages do), each waits out the other's time slice: 3 tokens a second were measured
# instead of 20. OpenMP reads this once, when it is loaded.
os.environ.setdefault("GOMP_SPINCOUNT", "1000")

import xllamacpp  # noqa: E402


def end_with_parent():
    # The parent holds the other end; the system closes it even when the parent is killed.
    while os.read(0, 4096):
        pass
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()
model, name = sys.argv[1:3]
port, context, slots, threads = map(int, sys.argv[3:])
with socket.socket() as trial:
    # llama.cpp shares a port with another server of its kind; a call could then reach either.
    trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        trial.bind(("127.0.0.1", port))
    except OSError as error:
        print(f"couldn't bind port {port}: {error}", file=sys.stderr, flush=True)
        os._exit(1)
parameters = xllamacpp.CommonParams()
parameters.model.path = model
parameters.model_alias = {name}
parameters.hostnames = ["127.0.0.1"]
parameters.port = port
parameters.n_ctx = context * slots
parameters.n_parallel = slots
parameters.cpuparams.n_threads = threads
parameters.cpuparams_batch.n_threads = threads
# A page open in the user's browser must not reach the model, nor read others' prompts.
parameters.cors_origins = ""
parameters.endpoint_slots = False
parameters.ui = False
try:
    server = xllamacpp.Server(parameters)
except RuntimeError as error:
    # llama.cpp has said why; the thread that reads standard input is not waited for.
    print(error, file=sys.stderr, flush=True)
    os._exit(1)
print(json.dumps({"url": server.listening_address}), flush=True)
threading.Event().wait()
