<?php

function mint_session_token(string $key, string $locationId, string $userId, array $can = ['connect', 'attach', 'list']): string {
    $encode = fn (string $data) => rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
    $header = ['alg' => 'HS256', 'typ' => 'ghl-connect+jwt'];
    $claims = [
        'aud' => 'ghl-social-connect',
        'sub' => $userId,
        'loc' => $locationId,
        'can' => $can,
        'iat' => time(),
        'exp' => time() + 300,
        'jti' => bin2hex(random_bytes(16)),
    ];
    $signed = $encode(json_encode($header)) . '.' . $encode(json_encode($claims));
    return $signed . '.' . $encode(hash_hmac('sha256', $signed, $key, true));
}
