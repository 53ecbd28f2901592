<?php

function verify_receipt(string $receipt, string $key, string $locationId): array {
    $decode = fn (string $part) => base64_decode(strtr($part, '-_', '+/'));
    $parts = explode('.', $receipt);
    if (count($parts) !== 3) {
        throw new RuntimeException('This is not a receipt.');
    }
    [$header, $claims, $signature] = $parts;
    $expected = hash_hmac('sha256', "$header.$claims", $key, true);
    if (!hash_equals($expected, $decode($signature))) {
        throw new RuntimeException('The receipt was not signed with this key.');
    }
    if ((json_decode($decode($header), true)['typ'] ?? '') !== 'ghl-connect-receipt+jwt') {
        throw new RuntimeException('This is not a receipt.');
    }
    $receiptClaims = json_decode($decode($claims), true);
    if ($receiptClaims['exp'] < time() - 60) {
        throw new RuntimeException('The receipt has expired.');
    }
    if ($receiptClaims['loc'] !== $locationId) {
        throw new RuntimeException('The receipt is for another location.');
    }
    return $receiptClaims;
}
