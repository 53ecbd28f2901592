# python3 app.py
import json, os, re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from session_token import mint_session_token
from user_context import HIGHLEVEL, Guesses, read_user_context

env = dict(line.split("=", 1) for line in Path(".env").read_text().splitlines() if "=" in line)
parents = env.get("PARENT_ORIGINS", "").split()
package = Path("node_modules/ghl-social-connect/dist").resolve()
MAX_BODY = 16_384
guesses = Guesses()

class Handler(BaseHTTPRequestHandler):
    def reply(self, status, body=b"", content_type="text/plain", headers=()):
        self.send_response(status)
        for name, value in (("Content-Type", content_type), ("Content-Length", str(len(body))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        file = re.fullmatch(r"/package/((?:[\w-]+/)*[\w.-]+\.js)", self.path)
        if self.path == "/":
            policy = ("Content-Security-Policy", " ".join(("frame-ancestors", *HIGHLEVEL, *parents)))
            self.reply(200, Path("page.html").read_bytes(), "text/html", [policy])
        elif self.path == "/page.js":
            self.reply(200, Path("page.js").read_bytes(), "text/javascript")
        elif file and (package / file[1]).is_file():
            self.reply(200, (package / file[1]).read_bytes(), "text/javascript")
        else:
            self.reply(404)

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        # Only the page itself may ask: a page of somebody else cannot set this header.
        if self.path != "/session" or self.headers.get("X-GHL-Connect") != "1" or length > MAX_BODY:
            return self.reply(404)
        try:
            body = json.loads(self.rfile.read(length))
            payload, secret = str(body["payload"]), env["GHL_SHARED_SECRET"]
            if not guesses.begin(payload):
                return self.reply(429, headers=[("Retry-After", "10")])
            location, user = read_user_context(payload, body["parentOrigin"], secret, parents)
            guesses.accept(payload)
        except (ValueError, KeyError, TypeError) as error:
            self.log_error("%s", error)
            return self.reply(401)
        token = mint_session_token(env["SESSION_KEY"], location, user)
        session = {"token": token, "expiresIn": 300, "locationId": location, "userId": user}
        self.reply(200, json.dumps(session).encode(), "application/json", [("Cache-Control", "no-store")])

port = int(os.environ.get("PORT", "8000"))
print(f"http://localhost:{port}", flush=True)
ThreadingHTTPServer(("localhost", port), Handler).serve_forever()
