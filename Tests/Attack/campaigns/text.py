"""Hostile text wherever text comes from, on every screen: nothing raw reaches the terminal."""
import json
import urllib.parse

from harness import grammar
from harness.bench import Bench, key, paste
from harness.campaign import Lost
from harness.engine import HEAD, Engine, delta, event, models, reply
from pseudoterminal import Program

POLICY = "marketplace-spam"
BIDI = "\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
ZERO = "\u200b\u200c\u200d\u2060\u2061\ufeff\u00ad\u180e\u034f\U000e0041\U000e007f"
SEPARATORS = "\u2028\u2029\u0085"
#: Sequences that a terminal would obey. The numbers and words are on no list of ours.
SEQUENCES = [
    "\x1b[31337m", "\x1b]2;PWNED\x07", "\x1b]0;PWNED\x1b\\", "\x1bPPWNED\x1b\\", "\x1b_PWNED\x1b\\",
    "\x1b[31337;31337H", "\x1b]52;x;UFdORUQ=\x07", "\x1b]8;;http://PWNED\x07link\x1b]8;;\x07",
    "\x9b31337m", "\x9d2;PWNED\x9c", "\x1b[?31337h", "\x1b#8", "\x1bc", "\x1b[200~PWNED\x1b[201~",
    "\x1b", "\x9b", "\x07", "\x08\x08", "\x0e", "\x7f",
]


def hostile(random, length=12):
    """A text made of everything that a terminal must not see."""
    pieces = [chr(code) for code in range(1, 32)] + [chr(code) for code in range(0x80, 0xa0)]
    pieces += list(BIDI + ZERO + SEPARATORS) + SEQUENCES * 3
    pieces += ["word", "MK3.a", "é", "日本", "👩\u200d👩\u200d👧", "e\u0301" * 3, "\U0001f1e6", "\ufffd"]
    return "".join(random.choice(pieces) for _ in range(length))


def one_line(random, length=10):
    return hostile(random, length).replace("\n", "").replace("\r", "").replace("\0", "")


def _name(random):
    """What a file can be called."""
    return one_line(random, 8).replace("/", "")[:40] or "x"


#: Keys that visit every screen, and what a person would press there.
TOURS = [
    ["f1", "pagedown", "escape"],
    ["f2", "enter", "n", "s", "w", "escape", " ", "o", "escape", "l", "escape", "u", "escape", "escape"],
    ["f3", "down", "/", "escape", "e", "escape", "enter"],
    ["f4", "enter", "tab", "tab", "tab", "tab", "p", "escape", "h", "escape", "escape", " ", "down",
     "c", "n", "escape", "/", "escape", "f", "escape", "escape"],
    ["f6", "enter", "v", "v", "v", "escape", "n", "escape", "escape"],
    ["f7", "r", "enter", "escape", "d", "escape", "escape"],
    ["f8", "d", "down", "enter", "p", "escape", "o", "escape", "escape"],
    ["f9", "escape"],
    ["ctrl-o", "down", "escape"], ["ctrl-n", "escape"], ["ctrl-p", "escape"], ["ctrl-t", "escape"],
    ["ctrl-f", "escape"], ["ctrl-g", "escape"], ["ctrl-s", "escape"], ["menu-i", "down", "escape"],
    ["menu-j", "menu-u"], ["menu-!", "down", "escape"], ["menu-%", "down", "a", "escape"],
    ["menu-|", "escape", "escape"], ["menu-D", "escape"], ["menu-h"], ["menu-M"], ["menu-M"],
    ["menu-z", "menu-z"], ["menu-2"], ["menu-3"], ["menu-4"], ["menu-1"], ["menu-n"], ["menu-p"],
    ["menu-k"], ["ctrl-r"], ["menu-d"], ["menu-+", "escape"],
]


def attempt(context, random, _):
    with context.place() as place, _engine(random) as engine:
        _stuff(place, random, engine)
        faults = _faults_of(lambda: _tour(place, random, engine))
        commands = _commands(place, random, engine)
        for words in commands:
            faults += _faults_of(lambda: _on_a_terminal(place, words))
    if faults:
        raise Lost(faults, 1 + len(commands))
    return 1 + len(commands)


def _faults_of(step):
    try:
        step()
    except Lost as lost:
        return lost.reasons
    return []


def _engine(random):
    def answer(send, request):
        if random.random() < 0.3:
            send(reply({"error": {"message": hostile(random), "type": hostile(random)}}, "400 Bad"))
            return
        send(HEAD)
        for _ in range(5):
            send(delta(reasoning=hostile(random, 30)))
        send(delta(content=random.choice(["MK3.a", hostile(random)])))
        send(delta(finish=random.choice(["stop", "stop", one_line(random)])) + event("[DONE]"))

    names = [one_line(random) for _ in range(3)] + ["gpt-oss-safeguard-20b"]
    return Engine(answer, get=lambda path: models(*names) if path == "/v1/models" else None)


def _stuff(place, random, engine):
    """Puts hostile text wherever a stranger could."""
    folder = place.workspace / "policies" / POLICY
    policy = (folder / "policy.md").read_text()
    place.write(folder / "policy.md", policy + "".join(
        f"- MK3.{letter} {hostile(random, 6)}\n" for letter in "xyz") + f"## {hostile(random)}\n")
    log = folder / "versions/log.jsonl"
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    for line in lines:
        line["note"], line["author"] = hostile(random), one_line(random)
    place.write(log, "".join(json.dumps(line) + "\n" for line in lines))
    labels = folder / "versions/labels.json"
    place.write(labels, json.dumps({"format": 1, "labels": {"production": 1, one_line(random): 2}}))
    cases = [{"id": f"{number}{one_line(random)}", "content": hostile(random, 40), "expected": "MK3.a",
              "tags": [one_line(random)], "note": hostile(random)} for number in range(5)]
    text = "".join(json.dumps(case) + "\n" for case in cases)
    place.write("samples/marketplace.jsonl", text)
    place.write(f"samples/{_name(random)}.jsonl", text + "{broken " + one_line(random) + "\n")
    place.write(f"policies/{_name(random)}/policy.md", policy)
    place.write("content.txt", hostile(random, 100))
    place.write("broken.txt", hostile(random, 10).encode() + b"\xff\xc0\x80")
    place.configure(f'[[engine]]\nname = "evil"\nmodel = {_toml(one_line(random))}\nurl = "{engine.url}"\n')


def _toml(text):
    return '"' + "".join(f"\\U{ord(character):08X}" for character in text) + '"'


def _tour(place, random, engine):
    bench = Bench.opened(place, "--policy", POLICY, "--engine", engine.url, "--route", "chat",
                         "--content", "content.txt")
    bench.send(key("ctrl-r"))
    bench.send(paste(hostile(random, 30).replace("\x1b", "")), runs=False)
    tours = TOURS[:]
    random.shuffle(tours)
    for tour in tours:
        for step in tour:
            bench.send(key(step) if len(step) > 1 else step, runs=False)
            if random.random() < 0.05:
                bench.resize(random.choice([40, 80, 120, 200]), random.choice([10, 24, 36, 60]))
        bench.send(key("escape"), key("escape"), runs=False)
    bench.quit()
    grammar.check(bench.raw, "in the workbench")


def _commands(place, random, engine):
    """The commands whose output goes to a terminal."""
    runs = json.loads(place.must("runs", "--json"))["runs"]
    evil = one_line(random).replace("\0", "")
    shown = ["content.txt", "--engine", engine.url, "--route", "chat"]
    words = [
        ["show", POLICY], ["versions", POLICY], ["diff", f"{POLICY}@1", POLICY],
        ["outline", POLICY], ["lint", POLICY], ["cases", "list", "marketplace"], ["runs"],
        ["eval", "list"], ["engines"], ["coverage", POLICY], ["show", evil],
        ["cases", "list", evil], ["run", evil], ["run", POLICY, "--engine", evil],
        ["run", POLICY, "--effort", evil], ["run", POLICY, "broken.txt", "--engine", "rule-matcher"],
        ["run", POLICY, *shown], ["run", POLICY, *shown, "--json"],
        ["doctor", "--engine", engine.url, "--timeout", "2"], ["parse", "content.txt"],
        ["render", POLICY, "content.txt"], ["mutate", "content.txt", "--kinds", "leet"]]
    for run in runs[:3]:
        words += [["trace", "show", run["run"]], ["trace", "show", run["run"], "--json"],
                  ["trace", "export", run["run"]]]
    return words


def _on_a_terminal(place, words):
    program = Program([str(place.context.binary), *words], folder=place.workspace,
                      environment=place.environment)
    place.programs.append(program)
    if program.wait(30) is None:
        program.kill()
    program.read_until_quiet(0.05)
    data = b"".join(part for _, part in program.chunks)
    what = urllib.parse.quote(" ".join(words)[:60], safe=" ")
    grammar.check(data, f"precept {what}", screen=False)
