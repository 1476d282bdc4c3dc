"""A receiver in another process, on the reference implementation of Standard Webhooks.

Prints its port, reads the secret, then prints one line of JSON for each message.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from standardwebhooks import Webhook, WebhookVerificationError

ANSWERS = {"/gone": 410, "/busy": 503, "/moved": 308, "/broken": 500}


class Receiver(BaseHTTPRequestHandler):
    secret = ""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = dict(self.headers.items())
        try:
            data = Webhook(self.secret).verify(body, headers)
        except WebhookVerificationError as problem:
            data = {"refused": str(problem)}
        line = {"path": self.path, "data": data, "headers": headers}
        print(json.dumps(line | {"body": body.decode()}), flush=True)  # noqa: T201
        self.send_response(ANSWERS.get(self.path, 204))
        if self.path == "/busy":
            self.send_header("retry-after", "7200")
        if self.path == "/moved":
            self.send_header("location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        pass


if __name__ == "__main__":
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    print(server.server_port, flush=True)  # noqa: T201
    Receiver.secret = sys.stdin.readline().strip()
    server.serve_forever()
