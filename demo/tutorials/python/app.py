# python3 app.py
import json, os, re, secrets, sqlite3
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from receipt import verify_receipt
from session_token import mint_session_token

env = dict(line.split("=", 1) for line in Path(".env").read_text().splitlines() if "=" in line)
elements = Path("node_modules/ghl-social-connect/dist/cdn")
people = {}  # Replace this with your own sign-in. Here, every visitor is the same person.

# Your database. The `jti` is the same for the same fact, so each fact is stored once.
database = sqlite3.connect("connections.db", check_same_thread=False, isolation_level=None)
database.execute("CREATE TABLE IF NOT EXISTS connections (jti TEXT PRIMARY KEY, location TEXT, receipt TEXT)")

class Handler(BaseHTTPRequestHandler):
    def person(self):
        cookie = SimpleCookie(self.headers.get("Cookie", "")).get("session")
        return people.get(cookie.value) if cookie else None

    def reply(self, status, body=b"", content_type="text/plain", headers=()):
        self.send_response(status)
        for name, value in (("Content-Type", content_type), ("Content-Length", str(len(body))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        file = re.fullmatch(r"/element/([\w.-]+\.js)", self.path)
        if self.path == "/":
            session = secrets.token_urlsafe()
            people[session] = {"location": env["GHL_LOCATION_ID"], "user": env["GHL_USER_ID"]}
            cookie = ("Set-Cookie", f"session={session}; HttpOnly; SameSite=Lax; Path=/")
            self.reply(200, Path("page.html").read_bytes(), "text/html", [cookie])
        elif self.path == "/page.js" or (file and (elements / file[1]).exists()):
            source = elements / file[1] if file else Path("page.js")
            self.reply(200, source.read_bytes(), "text/javascript")
        elif self.path == "/connections" and (person := self.person()):
            query = "SELECT receipt FROM connections WHERE location = ?"
            rows = database.execute(query, (person["location"],)).fetchall()
            self.reply(200, json.dumps([json.loads(row[0]) for row in rows]).encode(), "application/json")
        else:
            self.reply(401 if self.path == "/connections" else 404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        person = self.person()
        if person is None:
            self.reply(401)
        elif self.path == "/session":
            token = mint_session_token(env["SESSION_KEY"], person["location"], person["user"])
            self.reply(200, token.encode(), headers=[("Cache-Control", "no-store")])
        elif self.path == "/connections":
            try:
                receipt = verify_receipt(json.loads(body)["receipt"], env["RECEIPT_KEY"], person["location"])
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                self.log_error("%s", error)
                return self.reply(422)
            row = (receipt["jti"], receipt["loc"], json.dumps(receipt))
            database.execute("INSERT OR IGNORE INTO connections VALUES (?, ?, ?)", row)
            self.reply(204)
        else:
            self.reply(404)

port = int(os.environ.get("PORT", "8000"))
print(f"http://localhost:{port}", flush=True)
ThreadingHTTPServer(("localhost", port), Handler).serve_forever()
