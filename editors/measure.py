#!/usr/bin/env python3
"""How long the language server takes on a document: until the first marks, and until those after an edit.

  editors/measure.py DOCUMENT [COMMAND...]     COMMAND: what starts the tool; default: lossproofs

The first edit puts a word in front of the first display formula, the others change the last one. Nothing is kept from earlier runs.
Seconds are by the clock; on Linux the processor time of the server stands beside them, which others on the machine change less.
"""
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

# Seconds in which the server sends nothing and computes nothing: all marks are there.
SILENCE = 3
EDITS = 6


def main():
    document = Path(sys.argv[1]).resolve()
    command = sys.argv[2:] or ["lossproofs"]
    cache = tempfile.TemporaryDirectory()
    started = time.monotonic()
    server = subprocess.Popen(
        [*command, "serve"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=document.parent,
        env={**os.environ, "XDG_CACHE_HOME": cache.name},
    )

    def send(method, params, number=None):
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if number is not None:
            message["id"] = number
        body = json.dumps(message).encode()
        server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        server.stdin.flush()

    received = queue.Queue()

    def listen():
        while header := server.stdout.readline().strip():
            server.stdout.readline()
            received.put((time.monotonic(), json.loads(server.stdout.read(int(header.split(b":")[1])))))

    threading.Thread(target=listen, daemon=True).start()

    def receive(wanted, patience=300):
        while True:
            at, message = received.get(timeout=patience)
            if wanted(message):
                return at, message

    def marks(patience=300):
        at, message = receive(lambda message: message.get("method") == "textDocument/publishDiagnostics", patience)
        return at, len(message["params"]["diagnostics"])

    def used():
        """Processor seconds of the server so far."""
        try:
            fields = Path(f"/proc/{server.pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            return 0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def last_marks(at, count):
        while True:
            before = used()
            try:
                at, count = marks(SILENCE)
            except queue.Empty:
                if used() - before < SILENCE / 20:
                    return at, count

    uri = document.as_uri()
    text = document.read_text(encoding="utf-8")
    send("initialize", {"processId": None, "rootUri": document.parent.as_uri(), "capabilities": {}}, 1)
    receive(lambda message: message.get("id") == 1)
    send("initialized", {})
    opened = time.monotonic()
    item = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
    send("textDocument/didOpen", {"textDocument": item})
    print(f"{text.count('$$') // 2} displays; server up after {opened - started:.2f} s")
    at, count = marks()
    print(f"first marks after {at - opened:.2f} s: {count}")
    # Formulas are judged one after the other: what comes last is known when nothing more comes.
    at, count = last_marks(at, count)
    print(f"last marks after {at - opened:.2f} s: {count} ({used():.2f} s of processor time)")

    last = text.rstrip().rfind("$$", 0, text.rstrip().rfind("$$") - 2)
    top = text.find("$$")
    edits = [text[:top] + "Now\n\n" + text[top:]]
    edits += [f"{text[:last + 2]} {number} + {text[last + 2:]}" for number in range(2, EDITS + 1)]
    for number, edited in enumerate(edits, 1):
        edit, before = time.monotonic(), used()
        change = {"textDocument": {"uri": uri, "version": number + 1}, "contentChanges": [{"text": edited}]}
        send("textDocument/didChange", change)
        at, count = marks()
        print(f"marks after edit {number}, {at - edit:.2f} s: {count} ({used() - before:.2f} s of processor time)")
        last_marks(at, count)

    send("shutdown", None, 2)
    receive(lambda message: message.get("id") == 2)
    send("exit", None)
    server.wait()


main()
