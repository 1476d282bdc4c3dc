"""A small OpenID Connect provider on this machine: real HTTP, really signed tokens."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET, KEY = "hearth", "a-secret-of-theirs", "key-1"


class Provider:
    """What it says is `said`; `token` and `asked` say otherwise in one of the two."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signs_with = self.key
        self.said: dict[str, Any] = {"sub": "u-1"}
        self.token: dict[str, Any] = {}
        self.asked: dict[str, Any] = {}
        self.forms: list[dict[str, list[str]]] = []
        self.broken: dict[str, Any] = {}
        self.url = ""

    def answer(self, path: str) -> Any:
        if path in self.broken:
            return self.broken[path]
        return {
            "/.well-known/openid-configuration": self.discovery,
            "/keys": self.keys,
            "/token": self.tokens,
            "/userinfo": lambda: self.said | self.asked,
        }[path]()

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        known = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [known | {"kid": KEY, "alg": "RS256", "use": "sig"}]}

    def tokens(self) -> dict[str, Any]:
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300}
        signed = jwt.encode(
            claims | self.said | self.token,
            self.signs_with,
            algorithm="RS256",
            headers={"kid": KEY},
        )
        return {"access_token": "t", "token_type": "Bearer", "id_token": signed}


@contextmanager
def running() -> Iterator[Provider]:
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply()

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            provider.forms.append(parse_qs(self.rfile.read(length).decode()))
            self.reply()

        def reply(self) -> None:
            answer = provider.answer(self.path.partition("?")[0])
            status = answer if isinstance(answer, int) else 200
            body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Quiet: what it says is in the test."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
