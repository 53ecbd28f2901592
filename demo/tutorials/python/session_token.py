import base64, hashlib, hmac, json, time, uuid

def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

def mint_session_token(key: str, location_id: str, user_id: str, can=("connect", "attach", "list")) -> str:
    now = int(time.time())
    header = {"alg": "HS256", "typ": "ghl-connect+jwt"}
    claims = {
        "aud": "ghl-social-connect",
        "sub": user_id,
        "loc": location_id,
        "can": list(can),
        "iat": now,
        "exp": now + 300,
        "jti": str(uuid.uuid4()),
    }
    signed = ".".join(encode(json.dumps(part).encode()) for part in (header, claims))
    return signed + "." + encode(hmac.new(key.encode(), signed.encode(), hashlib.sha256).digest())
