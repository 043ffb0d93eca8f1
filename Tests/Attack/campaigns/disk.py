"""Disks that fill, and calls that fail: nothing is half done, and nothing is said that is not so."""
import itertools
import json
import os
import subprocess
import sys

from harness import shim, verify
from harness.bench import Bench, key
from harness.campaign import Lost

POLICY = "marketplace-spam"
SECRET = "ZEBRAQUARTZ"
#: Which error each kind of call gets.
ERRORS = {
    "open": ["ENOSPC", "EACCES"], "write": ["ENOSPC", "EIO", "HALF"], "rename": ["EIO"],
    "sync": ["EIO"], "truncate": ["EIO"], "unlink": ["EACCES"], "mkdir": ["ENOSPC"],
    "read": ["EIO", "EACCES"],
}
#: Calls that one attempt lets fail at most, and those of the short form.
MOST, MOST_SHORT = 120, 25


class Operation:
    """A command that writes; `arrived(place, done)` tells whether what it reported is there."""

    def __init__(self, name, words, arrived, prepare=None):
        self.name, self.words, self.arrived, self.prepare = name, words, arrived, prepare


def _recorded(place, done):
    """The run of `run --json` is in the records, or its standard error says that it is not."""
    try:
        run = json.loads(done.out)["run"]
    except (ValueError, KeyError):
        return bool(done.err)
    listed = place.run("runs", "--json")
    return run.encode() in listed.out or b"record" in done.err


def _recorded_elsewhere(place):
    """A folder of the user's state stands in where the workspace cannot be written."""
    return any(place.home.rglob("runs.sqlite"))


def _saved(place, _):
    digest = verify.sha256((place.workspace / "new.md").read_bytes())
    return digest in {version["sha256"] for version in verify.versions(place, POLICY)}


def _json_file(path):
    def arrived(place, _):
        target = place.workspace / path
        return target.exists() and bool(json.loads(target.read_bytes()))
    return arrived


def _ends_with(path, ending):
    def arrived(place, _):
        target = place.workspace / path
        return target.exists() and target.read_bytes().rstrip().endswith(ending)
    return arrived


def _label(place, _):
    path = place.workspace / "policies" / POLICY / "versions/labels.json"
    return json.loads(path.read_text())["labels"]["staging"] == 1


def _newest(place):
    return json.loads(place.must("runs", "--search", SECRET, "--json"))["runs"][0]["run"]


def _run_once(place):
    place.must("run", POLICY, "--engine", "rule-matcher", "--content", f"{SECRET} wants a deposit")


def _erased(place, _):
    return SECRET.encode() not in place.run("runs", "--search", SECRET, "--json").out


def _counted(place, done):
    try:
        return json.loads(done.out)["runs"] == 24
    except (ValueError, KeyError):
        return False


OPERATIONS = [
    Operation("save", lambda place: ["save", POLICY, "new.md", "-m", "a note"], _saved),
    Operation("label", lambda place: ["label", f"{POLICY}@1", "staging"], _label),
    Operation("import", lambda place: ["cases", "import", "rows.csv", "--content-column", "text",
                                       "-o", "imported"],
              lambda place, _: _lines(place, "samples/imported.jsonl") == 500),
    Operation("run", lambda place: ["run", POLICY, "--engine", "rule-matcher", "--content",
                                    "a deposit", "--json"], _recorded),
    Operation("eval", lambda place: ["eval", "run", POLICY, "marketplace", "--engine",
                                     "rule-matcher", "--json"], _counted),
    Operation("erase", lambda place: ["trace", "erase", _newest(place), "--yes"], _erased, _run_once),
    Operation("judge", lambda place: ["trace", "judge", _newest(place), "safe"],
              lambda place, _: b"safe" in place.run("runs", "--json", "--judged").out, _run_once),
    Operation("export", lambda place: ["trace", "export", _newest(place), "-o", "out.json"],
              _json_file("out.json"), _run_once),
    Operation("restore", lambda place: ["restore", f"{POLICY}@1"],
              lambda place, _: verify.drafts_hold(place, "# ")),
    Operation("init", lambda place: ["init", "fresh"],
              lambda place, _: (place.workspace / "fresh/policies").is_dir()),
]


def _lines(place, path):
    target = place.workspace / path
    return target.read_bytes().count(b"\n") if target.exists() else 0


def failing_items():
    items = [(operation, call, error) for operation in OPERATIONS
             for call, errors in ERRORS.items() for error in errors]
    items += [("keys", call, error) for call in ("open", "write", "rename", "sync")
              for error in ERRORS[call]]
    # Spread, so that the short form sees each operation and each call.
    return sorted(items, key=lambda item: hash_of(item))


def hash_of(item):
    operation, call, error = item
    return verify.sha256(f"{getattr(operation, 'name', operation)} {call} {error}".encode())


def failing_calls(context, random, item):
    """Lets the first call of a kind fail, then the second, …, until the command is not concerned."""
    operation, call, error = item
    if operation == "keys":
        return _failing_keys(context, call, error)
    most = MOST_SHORT if context.length == "short" else MOST
    what = f"{operation.name}, {call} fails with {error}"
    for number in itertools.count(1):
        with context.place() as place:
            place.write("new.md", f"# New\n{random.random()}\n" * 40)
            place.write("rows.csv", "text\n" + "".join(f"content {n}\n" for n in range(500)))
            if operation.prepare:
                operation.prepare(place)
            words = operation.words(place)
            done = place.run(*words, environment=shim.orders(place, call, number, error))
            reached = any(line.startswith(f"{number} ") for line in shim.calls(place))
            fault = done.fault(allowed=(0, 3, 5))
            if fault:
                raise Lost(f"{what} at call {number}: {fault}", number)
            try:
                verify.check_all(place)
            except Lost as lost:
                raise Lost(f"{what} at call {number}: {lost}", number)
            if done.status in (0, 3) and not operation.arrived(place, done):
                where = "in the user's state folder, unsaid" if _recorded_elsewhere(place) else "nowhere"
                raise Lost(f"{what} at call {number}: it reported success, and what it wrote is {where}", number)
            if done.status == 5 and not done.err.strip():
                raise Lost(f"{what} at call {number}: it ended with 5 and said nothing", number)
        if not reached or number >= most:
            return number


def _failing_keys(context, call, error):
    """Typing and Ctrl-S while every call of a kind fails: the text stays, and it is said."""
    with context.place() as place:
        armed = context.base / f"armed-{place.root.name}"
        orders = shim.orders(place, call, 1, error, armed=armed, lasting=True)
        bench = Bench.opened(place, environment=orders)
        armed.touch()
        bench.send("TYPEDWHILEITFAILS ")
        bench.send(key("ctrl-s"), key("enter"))
        if "TYPEDWHILEITFAILS" not in bench.text():
            raise Lost(f"{call} fails with {error}: what was typed is not on the screen any more")
        verify.check_versions(place)
        bench.send(key("escape"))
        armed.unlink()
        bench.send("THENALLISWELL ", key("ctrl-s"))
        bench.send(key("enter"))
        policy = place.workspace / "policies" / POLICY / "policy.md"
        if "THENALLISWELL" not in policy.read_text() and not verify.drafts_hold(place, "THENALLISWELL"):
            raise Lost(f"{call} failed with {error} for a while: afterwards nothing is written either")
        bench.kill()
        verify.check_all(place)


# A disk that fills


def full(context, random, seed):
    """Types, saves, imports, runs and labels on a small file system with little left."""
    if not _may_mount():
        return _with_rights_of_our_own(context, seed)
    with context.place(disk=random.randrange(500, 1500)) as place:
        before = verify.versions(place, POLICY)
        filler = place.workspace / "filler"
        left = random.choice([0, 1, 4, 12, 40, 100, 200]) * 1024
        _fill(filler, left)
        bench = Bench.opened(place)
        word = f"TYPED{seed}ONAFULLDISK"
        # The word stands last, where the cursor keeps it on the screen.
        bench.send("x" * random.choice([10, 3000]) + f" {word}")
        bench.wait_for("a draft", lambda: verify.drafts_hold(place, word), 6)
        bench.send(key("ctrl-s"), key("enter"))
        if word not in bench.text():
            raise Lost("on a full disk, saving takes the text from the screen")
        bench.kill()
        place.write(place.home / "new.md", "# New\n" + "rule\n" * random.choice([10, 4000]))
        for words in (["save", POLICY, place.home / "new.md"], ["label", f"{POLICY}@1", "staging"],
                      ["run", POLICY, "--engine", "rule-matcher", "--content", "a price", "--json"],
                      ["eval", "run", POLICY, "marketplace", "--engine", "rule-matcher"]):
            fault = place.run(*words).fault(allowed=(0, 3, 5))
            if fault:
                raise Lost(f"with {left // 1024} kB left: {fault}")
            verify.check_versions(place)
        filler.unlink()
        place.must("save", POLICY, place.home / "new.md", "-m", "room again")
        verify.check_all(place)
        if verify.versions(place, POLICY)[:len(before)] != before:
            raise Lost("the log lost old versions")
        if verify.leftovers(place) and any("policies" in name for name in verify.leftovers(place)):
            raise Lost(f"left over: {verify.leftovers(place)[0]}")


def _fill(path, left):
    status = os.statvfs(path.parent)
    size = status.f_bavail * status.f_frsize - left
    with open(path, "wb") as file:
        file.write(b"x" * max(0, size))


def _may_mount():
    if os.geteuid() != 0:
        return False
    probe = subprocess.run(["unshare", "-m", "true"], stderr=subprocess.DEVNULL)
    return probe.returncode == 0


def _with_rights_of_our_own(context, seed):
    """Mounting needs a user namespace where one is not root."""
    if os.environ.get("PRECEPT_ATTACK_INSIDE"):
        raise RuntimeError("this system allows no mounts")
    done = subprocess.run(
        ["unshare", "-rm", sys.executable, context.root / "script/attack", context.length,
         "--only", "disk-full", "--seed", str(seed), "--binary", context.binary],
        env={**os.environ, "PRECEPT_ATTACK_INSIDE": "1"}, capture_output=True, text=True)
    if done.returncode:
        raise Lost((done.stdout.splitlines() or [done.stderr])[2 if done.stdout.count("\n") > 2 else 0].strip())
