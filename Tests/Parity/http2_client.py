#!/usr/bin/env python3
"""Whether questions to a language model share one HTTP/2 connection where the server offers it.

Usage: http2_client.py [--galley .build/release/galley]

Starts nginx on loopback with HTTP/2 and a certificate of its own, labels the pages of Fixtures/pages
with it for a language model, and reads nginx's log: every question must have come by HTTP/2, all on
one connection; and without --llm-ca-file none may have come. Needs nginx and openssl.
"""

import argparse
import collections
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONFIGURATION = """
worker_processes 1;
pid nginx.pid;
events {{ worker_connections 1024; }}
http {{
  log_format protocol '$server_protocol $connection $status';
  access_log access.log protocol;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  default_type application/json;
  server {{
    listen 127.0.0.1:{port} ssl http2;
    ssl_certificate certificate.pem;
    ssl_certificate_key key.pem;
    location / {{ return 200 '{{"choices": [{{"message": {{"role": "assistant",
      "content": "{{\\\\"regions\\\\": []}}"}}, "finish_reason": "stop"}}],
      "usage": {{"prompt_tokens": 10, "completion_tokens": 2}}}}'; }}
  }}
}}
"""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def label(galley, folder, port, options):
    return subprocess.run(
        [galley, "label", str(ROOT / "Fixtures/pages"), "--project", folder / f"{len(options)}.galley",
         "--teacher", "none", "--ocr", "never", "--llm-url", f"https://127.0.0.1:{port}",
         "--llm-model", "m", *options], capture_output=True, text=True)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--galley", default=str(ROOT / ".build/release/galley"))
    options = parser.parse_args()
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    with tempfile.TemporaryDirectory() as folder:
        folder, port = pathlib.Path(folder), free_port()
        (folder / "nginx.conf").write_text(CONFIGURATION.format(port=port))
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
             "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem",
             "-out", "certificate.pem"], cwd=folder, check=True, capture_output=True)
        server = subprocess.Popen(
            [nginx, "-p", folder, "-c", "nginx.conf", "-e", "error.log", "-g", "daemon off;"])
        time.sleep(1)
        try:
            stranger = label(options.galley, folder, port, [])
            unasked = (folder / "access.log").read_text()
            known = label(options.galley, folder, port,
                          ["--llm-ca-file", str(folder / "certificate.pem")])
            lines = (folder / "access.log").read_text().splitlines()
        finally:
            server.terminate()
            server.wait(10)
    counted = collections.Counter(tuple(line.split()) for line in lines)
    for (protocol, connection, status), count in counted.items():
        print(f"{count} questions by {protocol}, connection {connection}, status {status}")
    print(stranger.stderr.strip().splitlines()[-1])
    good = (known.returncode == 0 and len(counted) == 1 and lines[0].startswith("HTTP/2")
            and stranger.returncode != 0 and not unasked)
    print("ok" if good else f"FAILED: exit codes {stranger.returncode}, {known.returncode}; "
          f"{known.stderr.strip()[-300:]}")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
