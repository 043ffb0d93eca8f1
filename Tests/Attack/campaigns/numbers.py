"""Numbers at their ends, in replies, on the command line and in files: clamped or refused."""
import json

from campaigns.engines import _usage
from harness.bench import Bench, key
from harness.campaign import Lost
from harness.engine import HEAD, Engine, delta, event

POLICY = "marketplace-spam"
HUNG = 20
NUMBERS = ["0", "-1", "1e308", "-1e308", "1e309", "9223372036854775807", "9223372036854775808",
           "-9223372036854775808", "-9223372036854775809", "18446744073709551616", "0.5", "1e-320",
           "nan", "inf", "-inf", "0x10", "１２", "1_000", "", " 5", "+5", "99999999999999999999999999999999"]
#: Values in JSON; those that are no JSON must be refused as such.
JSON_NUMBERS = ["-1", "0.5", "1e308", "1e400", "9223372036854775807", "9223372036854775808",
                "-9223372036854775808", "1e18", "NaN", "null", "true", "\"5\"", "[1]"]
RUN = ["run", POLICY, "--engine", "rule-matcher", "--content", "a price"]
OPTIONS = {
    "--repeat": RUN, "--max-tokens": RUN, "--timeout": RUN, "--seed": RUN, "--temperature": RUN,
    "--top-p": RUN, "--limit": ["runs"], "--since": ["runs"], "--until": ["runs"],
    "--repeats": ["eval", "run", POLICY, "marketplace", "--engine", "rule-matcher", "--limit", "2"],
    "--enough": ["eval", "run", POLICY, "marketplace", "--engine", "rule-matcher", "--limit", "2"],
    "--concurrency": ["eval", "run", POLICY, "marketplace", "--engine", "rule-matcher", "--limit", "2"],
    "--header-row": ["cases", "import", "rows.csv", "--preview", "--content-column", "text"],
    "--content-column": ["cases", "import", "rows.csv", "--preview"],
    "--rate": ["mutate", "rows.csv", "--kinds", "leet"],
}


def items():
    return ([("option", option) for option in OPTIONS]
            + [("reply", value) for value in JSON_NUMBERS]
            + [("file", name) for name in FILES] + [("version", "numbers"), ("window", "sizes")])


def attempt(context, random, item):
    kind, name = item
    with context.place() as place:
        return {"option": _option, "reply": _reply, "file": _file, "version": _version,
                "window": _window}[kind](place, name)


def _each(what, values, step):
    faults, count = [], 0
    for value in values:
        done = step(value)
        count += 1
        fault = done.fault()
        if fault:
            faults.append(f"{what} {value}: {fault}")
    if faults:
        raise Lost(faults, count)
    return count


def _option(place, option):
    place.write("rows.csv", "text\nx\n")

    def step(value):
        # What would only take long is no fault: draws without end are asked for one case.
        return place.run(*OPTIONS[option], f"{option}={value}", limit=HUNG)
    return _each(option, NUMBERS, step)


def _version(place, _):
    return _each("a version", [f"{POLICY}@{number}" for number in NUMBERS],
                 lambda name: place.run("show", name, limit=HUNG))


def _reply(place, value):
    """Usage and timings as an engine might send them; then every reader of the record."""
    number = value.encode()

    def answer(send, request):
        send(HEAD + delta(reasoning="MK3.a") + delta(content="MK3.a"))
        send(b'data: {"choices":[],"timings":{"prompt_n":%s,"prompt_ms":%s,"predicted_n":%s,'
             b'"predicted_ms":%s,"predicted_per_second":%s,"cache_n":%s}}\n\n' % ((number,) * 6))
        send(_usage(number) + event("[DONE]"))
    with Engine(answer) as engine:
        for _ in range(3):
            place.run("run", POLICY, "--engine", engine.url, "--route", "chat", "--content", "a price")
        place.run("eval", "run", POLICY, "marketplace", "--engine", engine.url, "--limit", "4")
        listed = json.loads(place.must("eval", "list", "--json"))["evaluations"]
        words = [["runs", "--json"], ["audit", "verify"], ["coverage", POLICY]]
        for evaluation in listed:
            words += [["eval", "show", evaluation["eval"]], ["eval", "show", evaluation["eval"], "--json"],
                      ["report", evaluation["eval"], "-o", "report.html"],
                      ["eval", "compare", evaluation["eval"], evaluation["eval"]],
                      ["eval", "resume", evaluation["eval"], "--failures"]]
        for run in json.loads(place.must("runs", "--json"))["runs"][:2]:
            words += [["trace", "show", run["run"]], ["trace", "show", run["run"], "--json"]]
        count = _each(f"usage {value}:", words, lambda one: place.run(*one, limit=HUNG))
        bench = Bench.opened(place, "--policy", POLICY, "--engine", engine.url, "--route", "chat")
        bench.send(key("ctrl-r"))
        bench.send(key("f6"), key("enter"), key("escape"), key("escape"), runs=False)
        bench.quit()
        return count + 1


def _in(path, text):
    def write(place, number):
        place.write(path, text.replace("NUMBER", number))
    return write


def _user(text):
    return lambda place, number: place.configure(text.replace("NUMBER", number))


FILES = {
    "labels.json": (_in(f"policies/{POLICY}/versions/labels.json", '{"format":1,"labels":{"production":NUMBER}}'),
                    [["versions", POLICY], ["show", f"{POLICY}@production"]]),
    "the format of labels.json": (_in(f"policies/{POLICY}/versions/labels.json", '{"format":NUMBER,"labels":{}}'),
                                  [["versions", POLICY]]),
    "log.jsonl": (_in(f"policies/{POLICY}/versions/log.jsonl",
                      '{"format":1,"number":NUMBER,"sha256":"00","parent":NUMBER,"author":"a","time":"t","note":"n"}\n'),
                  [["versions", POLICY], ["save", POLICY], ["show", f"{POLICY}@1"]]),
    "session.json": (_in(".precept/session.json",
                         '{"format":1,"split":NUMBER,"carets":{"policy":NUMBER,"content":NUMBER},'
                         '"scrolls":{"policy":NUMBER},"caseIndex":NUMBER,"caseSet":"marketplace",'
                         '"sampling":{"temperature":NUMBER,"topK":NUMBER,"seed":NUMBER,"maxTokens":NUMBER}}'), []),
    "escape_ms": (_user("[input]\nescape_ms = NUMBER\n"), [["config", "show"]]),
    "the format of config.toml": (_user("format = NUMBER\n"), [["config", "show"]]),
    "policy.toml": (_in(f"policies/{POLICY}/policy.toml", "format = NUMBER\n[target]\nvalue = NUMBER\n"),
                    [["outline", POLICY], RUN]),
    "a case": (_in("samples/marketplace.jsonl", '{"id":NUMBER,"content":NUMBER,"expected":NUMBER}\n'),
               [["cases", "list", "marketplace"]]),
}


def _file(place, name):
    write, commands = FILES[name]
    count = 0
    for number in JSON_NUMBERS:
        write(place, number)
        for words in commands:
            count += 1
            fault = place.run(*words, limit=HUNG).fault()
            if fault:
                raise Lost(f"{name} with {number}: {fault}", count)
        count += 1
        _opens(place, f"{name} with {number}")
    return count


def _opens(place, what):
    """The workbench opens, takes a key and can be left; it may say that it cannot, with 5."""
    bench = Bench(place, "--policy", POLICY, "--engine", "rule-matcher")
    try:
        bench.wait_until_taken()
        bench.send("x")
        bench.quit()
    except Lost:
        if bench.wait(5) not in (0, 2, 5):
            raise Lost(f"{what}: the workbench ended with {bench.status}: {bench.last_words()}")
    finally:
        bench.close()


def _window(place, _):
    """Every size of window draws, or says that it cannot."""
    sizes = [(1, 1), (1, 60), (200, 1), (2, 2), (5, 3), (20, 5), (39, 11), (40, 12), (500, 200),
             (1000, 3), (3, 1000), (4000, 1000), (65535, 1), (1, 65535), (65535, 65535), (80, 24)]
    bench = Bench.opened(place)
    for columns, rows in sizes:
        bench.resize(columns, rows)
        try:
            bench.idle()
            bench.send("a", key("f4"), key("escape"), key("escape"), runs=False)
        except Lost as lost:
            raise Lost(f"at {columns}×{rows}: {str(lost)[:200]}")
    bench.quit()
    return len(sizes)
