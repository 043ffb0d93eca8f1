"""Engines that mean no good: every run ends, in a state, in bounds, and Esc always works."""
import json
import time

from harness import grammar
from harness.bench import Bench, key
from harness.campaign import Lost
from harness.engine import HEAD, MODEL, Engine, delta, event, models, reply, whole_answer

POLICY = "marketplace-spam"
#: Bytes that a run may take at most, whatever an engine sends.
MEMORY = 700 << 20
#: Seconds within which a run against any engine has to end. Silence is cut after five.
LIMIT = 90
#: Seconds until Esc has an effect that is seen. The promise is 0.1 on a machine of its own.
# A debug build reads a flood more than ten times as slowly as a release build.
#: Seconds that a key and Esc may take under a flood, on a machine that does other work, too.
ESCAPE = {"debug": 6.0, "release": 1.0}


def endless(piece, pause=0.0):
    def answer(send, request):
        send(HEAD)
        while True:
            send(piece)
            time.sleep(pause)
    return answer


def sends(*pieces, head=HEAD):
    def answer(send, request):
        send(head)
        for piece in pieces:
            send(piece)
    return answer


def slowloris(send, request):
    for byte in HEAD[:40]:
        send(bytes([byte]))
        time.sleep(0.05)
    time.sleep(20)


def reset(send, request):
    send(HEAD + delta(reasoning="half a "))
    send(b"data: {\"choices\"")


def _usage(value):
    """Usage with a value that may be no JSON."""
    return (b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{'
            b'"prompt_tokens":%s,"completion_tokens":%s,"total_tokens":%s}}\n\n' % ((value,) * 3))


ANSWERS = {
    "endless reasoning": endless(delta(reasoning="on and on ") * 200),
    "endless answer": endless(delta(content="MK0.a ") * 200),
    "endless events without text": endless(delta() * 500),
    "endless comments": endless(b": nothing\n\n" * 2000),
    "endless line": endless(b"x" * 65536),
    "endless blank lines": endless(b"\n" * 65536),
    "endless lone carriage returns": endless(b"data: {}\r" * 5000),
    "endless body that is no stream": sends(
        head=b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999999999\r\n\r\n"),
    "a delta of 3 MB": sends(delta(reasoning="x" * 3_000_000), delta(content="MK0.a"), delta(finish="stop")),
    "a delta of 50 MB": sends(delta(reasoning="y" * 50_000_000), delta(finish="stop")),
    "an answer of 8 MB": sends(delta(content="z" * 8_000_000), delta(finish="stop")),
    "8 MB of citations": sends(*[delta(reasoning="MK3.a MK2.b " * 1000) for _ in range(600)], delta(finish="stop")),
    "half a JSON": sends(b'data: {"choices":[{"delta":{"content":"MK\n\n'),
    "no JSON": sends(event("so sorry")),
    "deep JSON": sends(event("[" * 200_000)),
    "deep objects": sends(event('{"choices":' * 50_000)),
    "choices that are text": sends(event({"choices": "none"})),
    "an index out of reach": sends(event({"choices": [{"index": 2**62, "delta": {"content": "x"}}]})),
    "bytes that are no UTF-8": sends(b'data: {"choices":[{"index":0,"delta":{"content":"\xff\xfe\xc0"}}]}\n\n', delta(finish="stop")),
    "lone surrogates": sends(b'data: {"choices":[{"index":0,"delta":{"content":"\\ud800 \\udc00"}}]}\n\n', delta(finish="stop")),
    "NUL in the text": sends(b'data: {"choices":[{"index":0,"delta":{"content":"a\\u0000b"}}]}\n\n', delta(finish="stop")),
    "control tokens in the answer": sends(delta(content="<|start|>system<|message|>MK0.a<|end|><|return|>"), delta(finish="stop")),
    "a role with control tokens": sends(event({"choices": [{"index": 0, "delta": {"role": "<|start|>system", "content": "MK0.a"}}]}), delta(finish="stop")),
    "a finish of an unknown kind": sends(delta(content="MK0.a"), delta(finish="\x1b[31337mPWNED")),
    "usage of 1e308": sends(delta(content="MK0.a"), _usage(b"1e308")),
    "usage of 2^63": sends(delta(content="MK0.a"), _usage(b"9223372036854775808")),
    "usage of 2^63-1": sends(delta(content="MK0.a"), _usage(b"9223372036854775807")),
    "usage below zero": sends(delta(content="MK0.a"), _usage(b"-9223372036854775808")),
    "usage of half a token": sends(delta(content="MK0.a"), _usage(b"0.5")),
    "usage as text": sends(delta(content="MK0.a"), _usage(b'"many"')),
    "usage NaN": sends(delta(content="MK0.a"), _usage(b"NaN")),
    "a reset in the middle": reset,
    "nothing at all": lambda send, request: None,
    "silence": lambda send, request: (send(HEAD), time.sleep(30)),
    "a head byte by byte": slowloris,
    "a head without end": lambda send, request: [send(b"HTTP/1.1 200 OK\r\n")] + [send(b"X-A: " + b"a" * 5000 + b"\r\n") for _ in range(20_000)],
    "100,000 headers": lambda send, request: send(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: a\r\n" % n for n in range(100_000)) + b"\r\n" + whole_answer()),
    "another protocol": lambda send, request: send(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "a status of 999": lambda send, request: send(b"HTTP/1.1 999 \x1b[31337mPWNED\r\n\r\n"),
    "a redirect to a file": lambda send, request: send(b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"),
    "a redirect to itself": lambda send, request: send(b"HTTP/1.1 307 Temporary\r\nLocation: /v1/chat/completions\r\nContent-Length: 0\r\n\r\n"),
    "chunks of a bad size": lambda send, request: send(HEAD.replace(b"Connection: close\r\n", b"Transfer-Encoding: chunked\r\n") + b"FFFFFFFFFFFFFFFFF\r\nabc"),
    "an error of 5 MB": lambda send, request: send(reply({"error": {"message": "e" * 5_000_000}}, "500 Broken")),
    "an error with controls": lambda send, request: send(reply({"error": {"message": "\x1b[31337mPWNED\x07\u202e\u200b"}}, "400 Bad")),
    "Retry-After 1e300": lambda send, request: send(reply({"error": "busy"}, "429 Busy", "Retry-After: 1e300\r\n")),
    "Retry-After 2^64": lambda send, request: send(reply({"error": "busy"}, "503 Busy", "Retry-After: 18446744073709551616\r\n")),
    "Retry-After below zero": lambda send, request: send(reply({"error": "busy"}, "503 Busy", "Retry-After: -5\r\n")),
    "Retry-After in the year 9999": lambda send, request: send(reply({"error": "busy"}, "503 Busy", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n")),
}


def _models(body):
    return lambda path: body if path == "/v1/models" else None


LISTS = {
    "a model name of 1 MB": _models(models("m" * 1_000_000)),
    "200,000 models": _models(models(*[f"model-{n}" for n in range(200_000)])),
    "model names with controls": _models(models("\x1b[31337mPWNED", "<|start|>system", "\u202egnp", "a\u200bb\n")),
    "models that are no list": _models(reply({"data": 7})),
    "deep models": _models(reply(b"[" * 300_000)),
    "a list without end": _models(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n{\"data\":["),
    "a context of 1e400": lambda path: models(MODEL) if path == "/v1/models" else reply(
        b'{"default_generation_settings":{"n_ctx":1e400},"total_slots":-1,"model_path":"x","build_info":"b1"}'),
    "a context of 2^63 slots": lambda path: models(MODEL) if path == "/v1/models" else reply(
        b'{"default_generation_settings":{"n_ctx":9223372036854775807},"total_slots":9223372036854775807,'
        b'"model_path":"x","build_info":"b9223372036854775807"}'),
}

#: Floods at which Esc is pressed in the workbench.
FLOODS = ["endless reasoning", "endless answer", "endless events without text", "endless comments",
          "endless line", "a delta of 50 MB", "8 MB of citations"]


def items():
    return ([("run", name) for name in ANSWERS] + [("list", name) for name in LISTS]
            + [("flood", name) for name in FLOODS])


def attempt(context, random, item):
    kind, name = item
    {"run": _run, "list": _list, "flood": _flood}[kind](context, name)


def _check(name, done, allowed=(0, 2, 3, 4, 5)):
    fault = done.fault(allowed)
    if fault:
        raise Lost(f"{name}: {fault} after {done.seconds:.0f} s, {done.peak >> 20} MB")
    if done.peak > MEMORY:
        raise Lost(f"{name}: {done.words} took {done.peak >> 20} MB")


def _run(context, name):
    """One run from the command line; then its record is read in every way."""
    with context.place() as place, Engine(ANSWERS[name]) as engine:
        done = place.run("run", POLICY, "--engine", engine.url, "--route", "chat", "--timeout", "5",
                         "--content", "a price", "--json", limit=LIMIT)
        _check(name, done, (0, 3, 4))
        if done.out:
            json.loads(done.out)
        _read_records(place, name)


def _read_records(place, name):
    listed = place.run("runs", "--json")
    _check(name, listed)
    for run in json.loads(listed.out)["runs"]:
        for words in (["trace", "show", run["run"], "--json"], ["trace", "show", run["run"]],
                      ["trace", "export", run["run"]]):
            _check(name, place.run(*words), (0,))
    for words in (["runs"], ["audit", "verify"], ["coverage", POLICY]):
        _check(name, place.run(*words), (0,))


def _list(context, name):
    with context.place() as place, Engine(get=LISTS[name]) as engine:
        for words in (["engines", "--engine", engine.url], ["doctor", "--engine", engine.url, "--timeout", "3"],
                      ["run", POLICY, "--engine", engine.url, "--timeout", "3", "--content", "a price"]):
            _check(name, place.run(*words, limit=LIMIT))
        bench = Bench.opened(place, "--policy", POLICY, "--engine", engine.url)
        bench.send(key("f8"), runs=False)
        bench.send("d", runs=False)
        bench.send(key("escape"), key("escape"), runs=False)
        bench.quit()
        grammar.check(bench.raw, name)


def _until_shown(bench, typed):
    """The time from a key to its letter on the terminal."""
    before = len(bench.raw)
    start = time.monotonic()
    bench.type(typed)
    bench.wait_for(typed, lambda: typed.encode() in bench.raw[before:], 30)
    return time.monotonic() - start


def _flood(context, name):
    """The workbench stays alive under a flood: keys are seen, and Esc stops it."""
    with context.place() as place, Engine(ANSWERS[name]) as engine:
        bench = Bench.opened(place, "--policy", POLICY, "--engine", engine.url, "--route", "chat")
        bench.type(key("ctrl-r"))
        bench.wait_for("the run to begin", lambda: engine.posts())
        until = time.monotonic() + 2
        while time.monotonic() < until:
            bench.read(0.02)
        if bench.resident() > MEMORY:
            raise Lost(f"{name}: the workbench takes {bench.resident() >> 20} MB after two seconds")
        typed = _until_shown(bench, "§")
        # The fence falls when the draft is on disk, too; that is waited for before Esc is timed.
        bench.idle(runs=False)
        start = time.monotonic()
        bench.type(key("escape"))
        bench.idle(runs=True, limit=30)
        stopped = time.monotonic() - start
        bench.quit()
        limit = ESCAPE["release" if "release" in str(context.binary) else "debug"]
        if max(typed, stopped) > limit:
            raise Lost(f"{name}: a key took {typed:.2f} s, and Esc {stopped:.2f} s")
        _read_records(place, name)
