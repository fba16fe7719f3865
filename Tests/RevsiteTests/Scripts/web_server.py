"""A real web server for as long as a check lasts."""

import ctypes
import http.client
import shutil
import signal
import socket
import subprocess
import threading
from pathlib import Path
from urllib.parse import quote

PREFIX = "/a/b/"
POLICY = ("default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
          "script-src 'self'")
ATTEMPTS, PATIENCE = 5, 10

# One process: it has one number to end it by, and reads what the current user may read. Every
# answer is a whole one.
CONFIGURATION = """
daemon off;
master_process off;
pid {folder}/pid;
error_log stderr notice;
events {{}}
http {{
    access_log off;
    types {{
        text/html html; text/css css; text/csv csv; text/javascript js; application/json json;
        image/svg+xml svg; image/png png; font/woff2 woff2; application/pdf pdf; text/plain txt;
    }}
    charset utf-8;
    charset_types text/css text/csv text/javascript application/json text/plain;
    client_body_temp_path {folder}/temporary;
    proxy_temp_path {folder}/temporary;
    fastcgi_temp_path {folder}/temporary;
    uwsgi_temp_path {folder}/temporary;
    scgi_temp_path {folder}/temporary;
    server {{
        listen 127.0.0.1:{port};
        location {prefix} {{
            alias {folder}/site/;
            add_header Content-Security-Policy "{policy}" always;
            etag off;
            if_modified_since off;
            add_header X-Content-Type-Options nosniff always;
        }}
        location / {{ return 404; }}
    }}
}}
"""


class Missing(Exception):
    """Something the checks need is not there."""


class WebServer:
    """nginx before the folder `site` of a temporary folder, below a path, with a strict policy."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
        if not self.program:
            raise Missing("there is no nginx: apt-get install nginx-light")
        self.process = self.port = self.connection = None
        self.told = []

    def __enter__(self):
        for _ in range(ATTEMPTS):
            try:
                if self.start():
                    return self
            except BaseException:
                self.stop()
                raise
            self.stop()
        raise Missing("nginx does not start: " + " ".join(self.told)[-300:])

    def __exit__(self, *_):
        self.stop()

    @property
    def address(self):
        """Where the site begins."""
        return f"http://127.0.0.1:{self.port}{PREFIX}"

    def start(self):
        """Tells whether nginx could take a port that was free just now."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        configuration = self.folder / "nginx.conf"
        configuration.write_text(CONFIGURATION.format(
            folder=self.folder, port=self.port, prefix=PREFIX, policy=POLICY))
        self.process = subprocess.Popen(
            [self.program, "-p", self.folder, "-e", "stderr", "-c", configuration],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            preexec_fn=end_with_parent)
        # It listens before it says how it waits for events; another's server says nothing to us.
        listens = threading.Event()
        threading.Thread(target=self.hear, args=(self.process, listens), daemon=True).start()
        return listens.wait(PATIENCE) and self.process.poll() is None

    def hear(self, process, listens):
        """Takes what nginx tells, to its end."""
        for line in process.stderr:
            self.told.append(line.strip())
            if "event method" in line:
                listens.set()
        listens.set()

    def stop(self):
        """Ends this nginx and no other."""
        if self.connection:
            self.connection.close()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def status(self, file):
        """The status by which a file is answered."""
        if not self.connection:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        self.connection.request("HEAD", PREFIX + quote(file))
        answer = self.connection.getresponse()
        answer.read()
        return answer.status


def end_with_parent():
    """Has the kernel end a child even when its parent is killed."""
    parent_death_signal = 1
    ctypes.CDLL(None).prctl(parent_death_signal, signal.SIGKILL)
