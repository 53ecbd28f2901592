import base64, hashlib, hmac, json, time

def decode(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))

def verify_receipt(receipt: str, key: str, location_id: str) -> dict:
    header, claims, signature = receipt.split(".")
    expected = hmac.new(key.encode(), f"{header}.{claims}".encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(expected, decode(signature)):
        raise ValueError("The receipt was not signed with this key.")
    if json.loads(decode(header)).get("typ") != "ghl-connect-receipt+jwt":
        raise ValueError("This is not a receipt.")
    receipt_claims = json.loads(decode(claims))
    if receipt_claims["exp"] < time.time() - 60:
        raise ValueError("The receipt has expired.")
    if receipt_claims["loc"] != location_id:
        raise ValueError("The receipt is for another location.")
    return receipt_claims
