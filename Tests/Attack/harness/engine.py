"""Engines that answer as an attack wants: one thread a connection, bytes as they are scripted."""
import json
import socket
import threading
import time

MODEL = "gpt-oss-safeguard-20b"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"


def event(value):
    text = value if isinstance(value, str) else json.dumps(value)
    return f"data: {text}\n\n".encode()


def delta(reasoning=None, content=None, finish=None, **more):
    part = {}
    if reasoning is not None:
        part["reasoning_content"] = reasoning
    if content is not None:
        part["content"] = content
    return event({"id": "c", "object": "chat.completion.chunk", "model": MODEL,
                  "choices": [{"index": 0, "delta": part, "finish_reason": finish}], **more})


def whole_answer(label="MK0.a", usage=None, reasoning="The content asks about a price."):
    """A stream that is as it should be."""
    usage = usage or {"prompt_tokens": 500, "completion_tokens": 20, "total_tokens": 520}
    return (delta(reasoning=reasoning) + delta(content=label)
            + delta(finish="stop", usage=usage) + event("[DONE]"))


def reply(body, status="200 OK", more=""):
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    return (f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nConnection: close\r\n"
            f"Content-Length: {len(body)}\r\n{more}\r\n").encode() + body


def models(*names):
    return reply({"object": "list", "data": [{"id": name, "object": "model"} for name in names]})


class Engine:
    """Serves GET /v1/models, and every POST by `answer(send, request)`.

    `send(bytes)` raises OSError once the client has gone. A function for `get` answers other GETs;
    None is 404. What came is in `requests`, as text of the head."""

    def __init__(self, answer=None, get=None, host="127.0.0.1", model=MODEL):
        self.answer = answer or (lambda send, request: send(HEAD + whole_answer()))
        self.get = get
        self.model = model
        self.requests = []
        self.connections = 0
        self.stopping = threading.Event()
        self.listener = socket.create_server((host, 0))
        self.port = self.listener.getsockname()[1]
        self.url = f"http://{host}:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.listener.close()

    def posts(self):
        return [head for head in self.requests if head.startswith("POST")]

    def _accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        try:
            with connection:
                head, body = self._request(connection)
                self.requests.append(head)
                if head.startswith("POST"):
                    self.answer(connection.sendall, body)
                elif self.get and (bytes_ := self.get(head.split(" ")[1])) is not None:
                    connection.sendall(bytes_)
                elif head.startswith("GET /v1/models"):
                    connection.sendall(models(self.model))
                else:
                    connection.sendall(reply({"error": "not here"}, "404 Not Found"))
        except (OSError, ValueError):
            pass

    @staticmethod
    def _request(connection):
        data = b""
        while b"\r\n\r\n" not in data:
            more = connection.recv(1 << 16)
            if not more:
                raise ValueError("cut off")
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        length = 0
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        while len(body) < length:
            more = connection.recv(1 << 16)
            if not more:
                raise ValueError("cut off")
            body += more
        return head.decode(errors="replace"), body


def slowly(pause=0.02, count=10_000, word="word{} "):
    """An answer that reasons one word at a time, and finishes only when all are said."""
    def answer(send, request):
        send(HEAD)
        for number in range(count):
            send(delta(reasoning=word.format(number)))
            time.sleep(pause)
        send(delta(content="MK0.a") + delta(finish="stop") + event("[DONE]"))
    return answer


def numbered(said, pause=0.02):
    """Like `slowly` without an end; notes in `said` when each word was sent."""
    def answer(send, request):
        send(HEAD)
        number = 0
        while True:
            send(delta(reasoning=f"word{number} "))
            said.append((time.monotonic(), number))
            number += 1
            time.sleep(pause)
    return answer
