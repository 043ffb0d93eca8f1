"""A chat engine that streams a chain at a fixed rate, and knows when each token left it."""
import json
import mmap
import os
import random
import signal
import socket
import struct
import threading
import time

MODEL = "gpt-oss-safeguard-20b"
#: Every so many tokens one is a marker, by which a frame shows how far it has come.
MARKER_STEP = 10
CITATION_STEP = 200
WORDS = ("the message asks whether a price holds and names no other place to pay so that rule "
         "does not apply here while this one may if it were read as pressure").split()


def marker(number):
    """`#0012345x`: the letter checks the digits, so that half a drawn marker is not taken for one."""
    return f"#{number:07}{chr(97 + number * 7919 % 26)}"


class PacedEngine:
    """Runs in a process of its own, from `with` to its end, on a free port of this machine."""

    def __init__(self, tokens, rate, rules):
        self.tokens, self.rate = tokens, rate
        self.times = mmap.mmap(-1, 8 * (tokens + 1))
        self.payloads = self._payloads(rules)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=16)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def __enter__(self):
        self.process = os.fork()
        if self.process == 0:
            try:
                self._serve()
            finally:
                os._exit(0)
        self.listener.close()
        return self

    def __exit__(self, *_):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)

    def sent(self, token):
        """When the token had left, in nanoseconds of the monotonic clock; 0 before."""
        return struct.unpack_from("q", self.times, 8 * token)[0]

    def _payloads(self, rules):
        chance = random.Random(11)
        payloads = []
        for number in range(self.tokens):
            if number % MARKER_STEP == 0:
                text = marker(number)
            elif number % CITATION_STEP == 7:
                text = chance.choice(rules)
            else:
                text = chance.choice(WORDS)
            end = ".\n\n" if number % 120 == 119 else ". " if number % 20 == 19 else " "
            payloads.append(self._chunk({"reasoning_content": text + end}))
        return payloads

    @staticmethod
    def _chunk(delta, finish=None):
        event = {"choices": [{"finish_reason": finish, "index": 0, "delta": delta}],
                 "created": 1767225600, "id": "chatcmpl-bench", "model": MODEL,
                 "system_fingerprint": "b11549", "object": "chat.completion.chunk"}
        data = f"data: {json.dumps(event)}\n\n".encode()
        return b"%x\r\n%s\r\n" % (len(data), data)

    def _serve(self):
        while True:
            peer, _ = self.listener.accept()
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._answer, args=(peer,), daemon=True).start()

    def _answer(self, peer):
        with peer, peer.makefile("rb") as requests:
            while line := requests.readline():
                route = line.split()[1].decode()
                length = 0
                while (header := requests.readline()) not in (b"\r\n", b""):
                    if header.lower().startswith(b"content-length:"):
                        length = int(header.split(b":")[1])
                requests.read(length)
                if route == "/v1/chat/completions":
                    self._stream(peer)
                else:
                    self._reply(peer, route)

    @staticmethod
    def _reply(peer, route):
        known = {
            "/v1/models": {"object": "list", "data": [
                {"id": MODEL, "object": "model", "owned_by": "llamacpp",
                 "meta": {"n_ctx": 131072}}]},
            "/props": {"build_info": "b11549", "default_generation_settings": {"n_ctx": 131072}},
        }
        status = "200 OK" if route in known else "404 Not Found"
        body = json.dumps(known.get(route, {"error": {"code": 404, "message": "no such route"}}))
        peer.sendall(
            f"HTTP/1.1 {status}\r\nServer: llama.cpp\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}".encode())

    def _stream(self, peer):
        peer.sendall(b"HTTP/1.1 200 OK\r\nServer: llama.cpp\r\nContent-Type: text/event-stream\r\n"
                     b"Transfer-Encoding: chunked\r\n\r\n")
        begin = time.monotonic_ns()
        step = 1e9 / self.rate
        for number, payload in enumerate(self.payloads):
            due = begin + int(number * step)
            # A token that is late because sleep was is sent at once; the rate stays.
            while (rest := due - time.monotonic_ns()) > 0:
                time.sleep(rest / 1e9)
            peer.sendall(payload)
            struct.pack_into("q", self.times, 8 * number, time.monotonic_ns())
        peer.sendall(self._chunk({"content": "MK0.a"}) + self._chunk({}, "stop")
                     + b"e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n")
        struct.pack_into("q", self.times, 8 * self.tokens, time.monotonic_ns())
