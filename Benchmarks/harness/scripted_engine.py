"""A chat engine that answers at once, for measuring what is on our side of it.

usage: scripted_engine.py PORT

GET /seen tells how many requests came, for how many different contents, and how many at a time.
"""
import asyncio
import collections
import json
import sys

MODEL = "gpt-oss-safeguard-20b"
CHAIN = ["The content asks ", "about rule S1. ", "It is a scam."]
PAUSE = 0.02


class Engine:
    def __init__(self):
        self.seen = collections.Counter()
        self.running = 0
        self.peak = 0

    async def serve(self, reader, writer):
        try:
            while True:
                method, path, body = await self.request(reader)
                if method == "GET":
                    self.get(path, writer)
                else:
                    await self.answer(json.loads(body), writer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    @staticmethod
    async def request(reader):
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        method, path, _ = head[0].split(" ")
        fields = dict(line.lower().split(":", 1) for line in head[1:] if ":" in line)
        length = int(fields.get("content-length", 0))
        return method, path, await reader.readexactly(length) if length else b""

    def get(self, path, writer):
        known = {
            "/v1/models": {"object": "list", "data": [{"id": MODEL, "object": "model"}]},
            "/seen": {"requests": sum(self.seen.values()), "contents": len(self.seen),
                      "peak": self.peak},
        }
        status = "200 OK" if path in known else "404 Not Found"
        body = json.dumps(known.get(path, {"error": "not here"})).encode()
        writer.write(f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n"
                     f"Content-Length: {len(body)}\r\n\r\n".encode() + body)

    async def answer(self, request, writer):
        self.seen[request["messages"][-1]["content"]] += 1
        self.running += 1
        self.peak = max(self.peak, self.running)
        await asyncio.sleep(PAUSE)
        self.running -= 1
        base = {"id": "c", "object": "chat.completion.chunk", "model": MODEL}

        def delta(value, finish=None, **more):
            choice = {"index": 0, "delta": value, "finish_reason": finish}
            return json.dumps({**base, "choices": [choice], **more})

        usage = {"prompt_tokens": 500, "completion_tokens": 20, "total_tokens": 520}
        lines = [delta({"role": "assistant"})]
        lines += [delta({"reasoning_content": piece}) for piece in CHAIN]
        lines += [delta({"content": "1"}), delta({}, "stop", usage=usage), "[DONE]"]
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                     b"Transfer-Encoding: chunked\r\n\r\n")
        for line in lines:
            event = f"data: {line}\n\n".encode()
            writer.write(b"%x\r\n%s\r\n" % (len(event), event))
        writer.write(b"0\r\n\r\n")


async def main():
    server = await asyncio.start_server(Engine().serve, "127.0.0.1", int(sys.argv[1]))
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
