# pip install cryptography
import base64, hashlib, json, re

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

HIGHLEVEL = ("https://app.gohighlevel.com", "https://app.leadconnectorhq.com")

def decrypt(payload: str, secret: str) -> bytes:
    data = base64.b64decode(payload, validate=True)
    if data[:8] != b"Salted__":
        raise ValueError("not salted")
    digests = [b""]
    for _ in range(3):
        digests.append(hashlib.md5(digests[-1] + secret.encode() + data[8:16]).digest())
    cipher = Cipher(algorithms.AES(digests[1] + digests[2]), modes.CBC(digests[3])).decryptor()
    unpadder = padding.PKCS7(128).unpadder()
    return unpadder.update(cipher.update(data[16:]) + cipher.finalize()) + unpadder.finalize()

def read_user_context(payload: str, parent_origin: str, secret: str, parent_origins=()) -> tuple:
    """Returns the ids of location and user. Every failure is the same ValueError, so that guessing does not help."""
    try:
        # Strict UTF-8: a decoder that replaces bad bytes accepts payloads that somebody has changed.
        context = json.loads(decrypt(payload, secret).decode("utf-8", "strict"))
        white_label = (context.get("whitelabelDetails") or {}).get("domain")
        ids = (context["activeLocation"], context["userId"])
        if parent_origin not in (*HIGHLEVEL, *parent_origins, f"https://{white_label}"):
            raise ValueError("another parent")
        if not all(re.fullmatch(r"[\w-]{1,128}", id, re.ASCII) for id in ids):
            raise ValueError("not an id")
        return ids
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ValueError("The user context was not accepted.") from None
