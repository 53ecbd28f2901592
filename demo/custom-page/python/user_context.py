# pip install cryptography
import base64, hashlib, json, re, threading, time

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

class Guesses:
    """Limits the guesses which change of a payload is accepted: 30 refusals in 10 s. A changed payload keeps its salt."""
    def __init__(self):
        self.lock, self.times = threading.Lock(), {}

    def begin(self, payload: str) -> bool:
        with self.lock:
            now = time.monotonic()
            recent = [begun for begun in self.times.pop(payload[:21], []) if begun > now - 10]
            is_allowed = len(recent) < 30
            if is_allowed:
                recent.append(now)
            self.times[payload[:21]] = recent
            if len(self.times) > 10_000:
                del self.times[next(iter(self.times))]
            return is_allowed

    def accept(self, payload: str) -> None:
        """Only what is refused counts: a page exchanges the same payload often."""
        with self.lock:
            if self.times.get(payload[:21]):
                self.times[payload[:21]].pop()
