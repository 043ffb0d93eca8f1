"""Runs llama.cpp's own HTTP server (the xllamacpp wheel) with the tiny model on 127.0.0.1.

usage: serve.py MODEL PORT UNTIL_EOF [key=value ...]

PORT 0 takes a free one. A key is a field of xllamacpp's CommonParams, with dots for nested ones
(`n_parallel=1`, `sampling.temp=1`, `api_keys=sekret`). Prints `listening http://127.0.0.1:PORT`
once the server listens, and runs until SIGTERM, SIGINT or, where UNTIL_EOF is 1, the end of stdin.
"""
import os
import signal
import socket
import sys
import threading

import xllamacpp


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def converted(text, old):
    """The text as a value of the type that the field has now."""
    if isinstance(old, bool):
        return text == "1"
    for kind in (int, float):
        if isinstance(old, kind):
            return kind(text)
    if isinstance(old, list):
        return text.split(",")
    return {text} if isinstance(old, set) else text


def parameters(model, port, pairs):
    p = xllamacpp.CommonParams()
    p.model.path = model
    p.model_alias = {"tiny-harmony"}
    p.port = port
    p.hostnames = ["127.0.0.1"]
    p.n_ctx = 16384
    p.n_parallel = 2
    # Two threads on a busy machine are far slower than one, for a model of this size.
    p.cpuparams.n_threads = 1
    p.cpuparams_batch.n_threads = 1
    p.endpoint_slots = True
    p.ui = False
    p.sampling.temp = 0.0
    for pair in pairs:
        key, text = pair.split("=", 1)
        *path, field = key.split(".")
        target = p
        for name in path:
            target = getattr(target, name)
        setattr(target, field, converted(text, getattr(target, field)))
    return p


def end_with_stdin():
    while os.read(0, 4096):
        pass
    # The server's own shutdown waits for its clients; a test that is gone waits for nothing.
    os._exit(0)


def main():
    model, port, until_eof, *pairs = sys.argv[1:]
    chosen = int(port) or free_port()
    server = xllamacpp.Server(parameters(model, chosen, pairs))
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if until_eof == "1":
        threading.Thread(target=end_with_stdin, daemon=True).start()
    print(f"listening http://127.0.0.1:{chosen}", flush=True)
    while not stop.wait(0.2):
        pass
    os._exit(0 if server else 1)


main()
