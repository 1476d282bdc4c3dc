"""A device that keeps one passkey, in a few lines: it makes it, and it shows it."""

import hashlib
import json
import secrets
import struct
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AuthenticatorData

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Device:
    """`is_verified`: whether it saw the finger before it answered."""

    def __init__(self, host: str = "testserver", *, is_verified: bool = True) -> None:
        self.host, self.is_verified = host, is_verified
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.owner = ""

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """What a browser answers to the options of a registration."""
        asked = options["publicKey"]
        self.owner = asked["user"]["id"]
        from fido2 import cbor

        public = ES256.from_cryptography_key(self.key.public_key())
        kept = bytes(16) + struct.pack(">H", len(self.id)) + self.id
        known = self._data(ATTESTED) + kept + cbor.encode(dict(public))
        made = AttestationObject.create("none", AuthenticatorData(known), {})
        said = {
            "clientDataJSON": self._client("webauthn.create", asked["challenge"]),
            "attestationObject": bytes(made),
            "transports": ["internal"],
        }
        return self._answer(said) | {
            "clientExtensionResults": {"credProps": {"rk": True}}
        }

    def show(self, options: dict[str, Any]) -> dict[str, Any]:
        """What a browser answers when it is asked who is there."""
        client = self._client("webauthn.get", options["publicKey"]["challenge"])
        data = self._data()
        signed = data + hashlib.sha256(client).digest()
        said = {
            "clientDataJSON": client,
            "authenticatorData": data,
            "signature": self.key.sign(signed, ec.ECDSA(SHA256())),
        }
        answer = self._answer(said)
        answer["response"]["userHandle"] = self.owner
        return answer | {"clientExtensionResults": {}}

    def _data(self, more: int = 0) -> bytes:
        flags = PRESENT | (VERIFIED if self.is_verified else 0) | more
        return hashlib.sha256(self.host.encode()).digest() + struct.pack(
            ">BI", flags, 1
        )

    def _client(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "crossOrigin": False}
        return json.dumps(said | {"origin": f"https://{self.host}"}).encode()

    def _answer(self, said: dict[str, Any]) -> dict[str, Any]:
        key = websafe_encode(self.id)
        written = {
            name: websafe_encode(value) if isinstance(value, bytes) else value
            for name, value in said.items()
        }
        return {"id": key, "rawId": key, "type": "public-key", "response": written}
