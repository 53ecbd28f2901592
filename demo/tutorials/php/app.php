<?php
// php -S localhost:8000 app.php
require 'session_token.php';
require 'receipt.php';

$env = parse_ini_file('.env', false, INI_SCANNER_RAW);
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$route = "{$_SERVER['REQUEST_METHOD']} $path";

if (preg_match('#^/element/([\w.-]+\.js)$#', $path, $file)) {
    header('Content-Type: text/javascript');
    readfile("node_modules/ghl-social-connect/dist/cdn/$file[1]");
    exit;
}
if ($path === '/page.js') {
    return false; // PHP's own server sends the file.
}

// Replace this with your own sign-in. Here, every visitor is the same person.
session_start(['cookie_httponly' => true, 'cookie_samesite' => 'Lax']);
if ($route === 'GET /') {
    $_SESSION['person'] = ['location' => $env['GHL_LOCATION_ID'], 'user' => $env['GHL_USER_ID']];
    readfile('page.html');
    exit;
}
$person = $_SESSION['person'] ?? null;
if ($person === null) {
    http_response_code(401);
    exit;
}

if ($route === 'POST /session') {
    header('Cache-Control: no-store');
    header('Content-Type: text/plain');
    echo mint_session_token($env['SESSION_KEY'], $person['location'], $person['user']);
} elseif ($route === 'POST /connections') {
    try {
        $body = json_decode(file_get_contents('php://input'), true);
        $receipt = verify_receipt($body['receipt'] ?? '', $env['RECEIPT_KEY'], $person['location']);
    } catch (Throwable $error) {
        error_log($error->getMessage());
        http_response_code(422);
        exit;
    }
    // Your database. The `jti` is the same for the same fact, so each fact is stored once.
    @mkdir('connections');
    file_put_contents("connections/{$receipt['jti']}.json", json_encode($receipt));
    http_response_code(204);
} elseif ($route === 'GET /connections') {
    $stored = array_map(fn ($file) => json_decode(file_get_contents($file), true), glob('connections/*.json'));
    header('Content-Type: application/json');
    echo json_encode(array_values(array_filter($stored, fn ($receipt) => $receipt['loc'] === $person['location'])));
} else {
    http_response_code(404);
}
