# SPDX-License-Identifier: Apache-2.0
"""A proxy that behaves like nginx with default settings, with or without TLS; and certificates."""

import contextlib
import http.client
import socket
import socketserver
import ssl
import subprocess
import threading

BODY_BYTES_MAX = 1024 * 1024  # nginx: client_max_body_size
BODY_SECONDS_MAX = 5
WAIT_SECONDS_MAX = 30
TLS_HANDSHAKE = b"\x16"  # the first byte of a record (RFC 8446)


class Handler(socketserver.StreamRequestHandler):
    """Reads a whole request, sends it on by HTTP/1.0, reads the whole answer, and only then answers."""

    def setup(self):
        self.speaks_plain = False
        if self.server.context:
            self.request.settimeout(WAIT_SECONDS_MAX)
            self.speaks_plain = self.request.recv(1, socket.MSG_PEEK) != TLS_HANDSHAKE
        if self.server.context and not self.speaks_plain:
            self.request = self.server.context.wrap_socket(self.request, server_side=True)
        super().setup()
        self.connection.settimeout(WAIT_SECONDS_MAX)

    def handle(self):
        while self.one():
            pass

    def one(self):
        line = self.rfile.readline(8192).decode("latin-1").split()
        if len(line) != 3:
            return False
        fields = http.client.parse_headers(self.rfile)
        if self.speaks_plain:
            return self.answer(400, b"<html>The plain HTTP request was sent to HTTPS port</html>", last=True)
        self.connection.settimeout(BODY_SECONDS_MAX)
        try:
            body = self.body(fields)
        except TimeoutError:
            return self.answer(408, b"<html>408 Request Time-out</html>", last=True)
        self.connection.settimeout(WAIT_SECONDS_MAX)
        if body is None:
            return self.answer(413, b"<html>413 Request Entity Too Large</html>", last=True)
        if self.server.hangs_on and self.server.hangs_on in line[1] and line[0] == "POST":
            self.server.is_asked.set()
            self.server.is_ending.wait(WAIT_SECONDS_MAX)
            return False
        if not line[1].startswith(self.server.prefix):
            return self.answer(404, b"<html>404 Not Found</html>")
        return self.pass_on(line[0], line[1][len(self.server.prefix):] or "/", fields, body)

    def body(self, fields):
        if fields.get("Transfer-Encoding", "").lower() != "chunked":
            length = int(fields.get("Content-Length", 0))
            return self.rfile.read(length) if length <= BODY_BYTES_MAX else None
        body = b""
        while True:
            size = int(self.rfile.readline(100).split(b";")[0], 16)
            body += self.rfile.read(size)
            self.rfile.readline(100)
            if size == 0:
                return body
            if len(body) > BODY_BYTES_MAX:
                return None

    def pass_on(self, method, target, fields, body):
        upstream = http.client.HTTPConnection(*self.server.upstream, timeout=WAIT_SECONDS_MAX)
        upstream._http_vsn, upstream._http_vsn_str = 10, "HTTP/1.0"  # as nginx does unless it is told otherwise
        sent = {name: value for name, value in fields.items() if name.lower() not in ("transfer-encoding", "connection")}
        try:
            upstream.request(method, target, body or None, sent)
            answer = upstream.getresponse()
            text = answer.read()
        except OSError:
            return self.answer(502, b"<html>502 Bad Gateway</html>")
        finally:
            upstream.close()
        kept = [(name, value) for name, value in answer.getheaders()
                if name.lower() not in ("transfer-encoding", "connection", "content-length")]
        self.server.requests.append((method, target, len(body)))
        return self.answer(answer.status, text, kept)

    def answer(self, status, text, fields=(("Content-Type", "text/html"),), last=False):
        head = [f"HTTP/1.1 {status} {http.client.responses.get(status, 'X')}", f"Content-Length: {len(text)}"]
        head += [f"{name}: {value}" for name, value in fields] + (["Connection: close"] if last else [])
        self.wfile.write("\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + text)
        return not last


class Proxy(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, upstream, certificate=None, prefix="", hangs_on=None):
        super().__init__(("127.0.0.1", 0), Handler)
        host, port = upstream.removeprefix("http://").split(":")
        self.upstream, self.prefix, self.hangs_on = (host, int(port)), prefix, hangs_on
        self.requests, self.is_asked, self.is_ending = [], threading.Event(), threading.Event()
        self.context = None
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificate.with_suffix(".pem"), certificate.with_suffix(".key"))

    @property
    def port(self):
        return self.server_address[1]

    def handle_error(self, request, client_address):
        """Ignores clients that close early or whose handshake fails."""


@contextlib.contextmanager
def proxy(upstream, **options):
    with Proxy(upstream, **options) as serving:
        thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield serving
        finally:
            serving.is_ending.set()
            serving.shutdown()
            thread.join()


def openssl(folder, *arguments):
    subprocess.run(["openssl", *map(str, arguments)], cwd=folder, check=True, capture_output=True, timeout=60)


def authority(folder, name):
    """A certificate authority: NAME.pem and NAME.key."""
    openssl(folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key",
            "-out", f"{name}.pem", "-days", "2", "-subj", f"/CN={name}")
    return folder / name


def certificate(folder, ca, name, names, *more):
    """NAME.pem and NAME.key, made for the names, such as DNS:localhost,IP:127.0.0.1."""
    openssl(folder, "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{name}.key", "-out",
            f"{name}.csr", "-subj", f"/CN={name}")
    (folder / f"{name}.ext").write_text(f"subjectAltName={names}\n", encoding="utf-8")
    openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-CA", f"{ca}.pem", "-CAkey", f"{ca}.key", "-CAcreateserial",
            "-extfile", f"{name}.ext", "-out", f"{name}.pem", *(more or ("-days", "2")))
    return folder / name
