"""A database for the tests: one request per line in, one answer per line out.

In: `{"execute": sql}` or `{"query": sql}` as JSON, one a line, or `{"user": name, "roles": [...]}`, where the database knows
users, to ask as somebody else; the end of the input is the end of the database. Out: first one
line `{"ready": {...}}` with what a client needs, then a line per request: `{}`, `{"columns": [...], "rows": [...]}` or
`{"error": "..."}`; before the first, `{"error": ...}` is all there is. A cell is null or a pair of kind and exact text: i whole
number, d decimal, t text, D date, b boolean, f floating point. Guaranteed now: when the input ends, however that came, the
database is stopped and its folder removed.
"""

import datetime
import decimal
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time


class Refused(Exception):
    """What the database says to a statement that it refuses."""


def serve(start):
    """Runs the database of `start(folder)`: an object with `ready`, `execute`, `query` and `stop`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    folder = tempfile.mkdtemp(prefix="noegle-")
    engine = None
    try:
        log = os.open(os.path.join(folder, "log"), os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        os.dup2(log, 1)
        os.dup2(log, 2)
        try:
            engine = start(folder)
        except Exception as error:
            answer(answers, {"error": f"{error}\n{tail(os.path.join(folder, 'log'))}"})
            return
        answer(answers, {"ready": dict(engine.ready, folder=folder)})
        for line in sys.stdin:
            answer(answers, reply(engine, json.loads(line)))
    finally:
        try:
            if engine is not None:
                engine.stop()
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def answer(answers, value):
    try:
        answers.write(json.dumps(value, ensure_ascii=False) + "\n")
        answers.flush()
    except BrokenPipeError:
        sys.exit(0)


def reply(engine, request):
    try:
        if "user" in request:
            engine.log_on(request["user"], request["roles"])
            return {}
        if "execute" in request:
            engine.execute(request["execute"])
            return {}
        columns, rows = engine.query(request["query"])
        return {"columns": columns, "rows": [[cell(value) for value in row] for row in rows]}
    except Refused as refusal:
        return {"error": str(refusal)}


def cell(value):
    """A value of Python's as kind and exact text; a pair is that already."""
    if value is None or isinstance(value, list):
        return value
    if isinstance(value, bool):
        return ["b", "true" if value else "false"]
    if isinstance(value, int):
        return ["i", str(value)]
    if isinstance(value, decimal.Decimal):
        return ["d", format(value, "f")]
    if isinstance(value, datetime.datetime):
        return ["t", value.isoformat(sep=" ")]
    if isinstance(value, datetime.date):
        return ["D", value.isoformat()]
    if isinstance(value, float):
        return ["f", repr(value)]
    return ["t", str(value)]


def tail(path):
    with open(path, encoding="utf-8", errors="replace") as log:
        return "".join(log.readlines()[-20:])


class Server:
    """A server process of our own, in a process group of its own and as an ordinary user."""

    def __init__(self, command, folder, environment=None, user=None, stop_signal=signal.SIGTERM):
        self.stop_signal = stop_signal
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            **as_user(user),
        )

    def wait_until(self, is_ready, seconds):
        deadline = time.monotonic() + seconds
        while not is_ready():
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.process.args[0]} stopped by itself")
            if time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"{self.process.args[0]} is not ready after {seconds} s")
            time.sleep(0.05)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()


def as_user(user):
    return {"user": user, "group": "nogroup", "extra_groups": []} if user else {}
