"""kill -9 at any moment: whatever was saved is there, and little typing is lost."""
import json
import sqlite3
import time

from harness import shim, verify
from harness.bench import Bench, key
from harness.campaign import Lost
from harness.engine import HEAD, Engine, numbered, whole_answer

#: Seconds of typing that may be lost.
MAY_BE_LOST = 2.0
POLICY = "marketplace-spam"


def typing(context, random, _):
    """Types numbered words at the pace of a person, and kills at some moment."""
    with context.place() as place:
        bench = Bench.opened(place)
        in_content = random.random() < 0.4
        if in_content:
            bench.send(key("menu-2"))
        until = time.monotonic() + random.uniform(0.5, 5.5 if context.length == "short" else 12)
        typed = []
        while time.monotonic() < until:
            word = f"W{len(typed):04}x "
            bench.type(word)
            typed.append((time.monotonic(), word))
            pause = random.choice([0.02, 0.05, 0.1, 0.3, 1.2 if random.random() < 0.2 else 0.05])
            while bench.read(0.005) or time.monotonic() < typed[-1][0] + pause:
                if time.monotonic() >= until:
                    break
        killed = time.monotonic()
        bench.kill()
        old = [word for moment, word in typed if moment < killed - MAY_BE_LOST]
        missing = [word for word in old if not verify.drafts_hold(place, word)]
        if missing:
            raise Lost(f"{len(missing)} words typed more than {MAY_BE_LOST:g} s before the kill are "
                       f"in no draft, the first {missing[0].strip()} of {len(old)}"
                       + (" (in Content)" if in_content else ""))
        verify.check_all(place)
        _recovers(place, old)


def _recovers(place, words):
    """The next start offers what the killed one had typed."""
    if not words:
        return
    bench = Bench.opened(place)
    if "Recover" in bench.text():
        bench.send(key("enter"))
    drafts = "\n".join(bench.screen())
    bench.quit()
    if not verify.drafts_hold(place, words[-1]) and words[-1] not in drafts:
        raise Lost(f"after recovering, {words[-1].strip()} is neither on the screen nor in a draft")


def _each_call(place, step, check, reset, limit=400):
    """Kills `step` at its first call that changes a file, at its second, …, until it passes.

    `step(environment)` runs the command, `check(killed)` looks at what is left, `reset()` brings
    back what was before. Returns how many calls were tried."""
    for number in range(1, limit):
        reset()
        done = step(shim.orders(place, "any", number, "KILL"))
        killed = done.status == -9
        fault = None if killed else done.fault()
        if fault:
            raise Lost(f"{fault} (call {number})", number)
        try:
            check(killed)
        except Lost as lost:
            raise Lost([f"{reason} (killed at call {number})" for reason in lost.reasons], number)
        if not killed:
            return number
    raise Lost(f"not done after {limit} calls", limit)


def save(context, random, _):
    """A policy is saved, and the process dies at each of its calls in turn."""
    with context.place() as place:
        saved = []
        place.write("new.md", "")
        texts = iter(range(1, 10_000))
        now = {}

        def reset():
            now["text"] = f"# Policy\nText {next(texts)} {random.random()}\n" + "rule\n" * random.randrange(400)
            place.write("new.md", now["text"])

        def step(environment):
            return place.run("save", POLICY, "new.md", "-m", "a note", environment=environment)

        def check(killed):
            if not killed:
                saved.append((POLICY, verify.sha256(now["text"].encode())))
            verify.check_versions(place, saved)
            verify.check_whole_files(place)
            # Saving again completes it.
            place.must("save", POLICY, "new.md", "-m", "again")
            saved.append((POLICY, verify.sha256(now["text"].encode())))
            verify.check_versions(place, saved)
            policy = place.workspace / "policies" / POLICY / "policy.md"
            if policy.read_text() != now["text"]:
                raise Lost("after saving again policy.md is not what was saved")
            if verify.leftovers(place):
                raise Lost(f"saving again leaves {verify.leftovers(place)[0]}")

        return _each_call(place, step, check, reset)


def save_key(context, random, number):
    """Ctrl-S in the workbench, killed at its `number`-th call: the text is in a draft or a version."""
    with context.place() as place:
        armed = context.base / f"armed-{place.root.name}"
        bench = Bench.opened(place, environment=shim.orders(place, "any", number, "KILL", armed=armed))
        word = f"SAVED{number}ANDKILLED"
        bench.send(f"{word} ")
        bench.wait_for("the draft", lambda: verify.drafts_hold(place, word), 6)
        armed.touch()
        bench.type(key("ctrl-s"))
        bench.raise_fence()
        bench.type(key("enter"))
        last = bench.raise_fence()
        _wait(lambda: bench.ended is not None or bench.lowered() >= last, "the end of saving", bench)
        bench.kill()
        folder = place.workspace / "policies" / POLICY
        texts = [path.read_text() for path in [*folder.glob("versions/*.md"), folder / "policy.md"]]
        if not any(word in text for text in texts) and not verify.drafts_hold(place, word):
            raise Lost(f"killed at call {number} of Ctrl-S, the text is in no version and no draft")
        verify.check_all(place)
        again = Bench.opened(place)
        offered = "Recover" in again.text()
        again.send(key("enter") if offered else key("escape"))
        if word not in again.text():
            raise Lost(f"killed at call {number} of Ctrl-S, the next start "
                       + ("offers the draft and does not show it" if offered else "offers no draft")
                       + f": {again.summary(4000)}")
        again.quit()


def label(context, random, _):
    """A label moves, and the process dies at each call."""
    with context.place() as place:
        path = place.workspace / "policies" / POLICY / "versions/labels.json"

        def reset():
            place.must("label", f"{POLICY}@2", "staging")

        def step(environment):
            return place.run("label", f"{POLICY}@1", "staging", environment=environment)

        def check(killed):
            verify.check_all(place)
            labels = json.loads(path.read_text())["labels"]
            if labels.get("production") != 1 or labels.get("staging") not in (1, 2):
                raise Lost(f"labels are {labels}")
            if not killed and labels["staging"] != 1:
                raise Lost("the label did not move, and it was reported moved")

        return _each_call(place, step, check, reset)


def import_cases(context, random, _):
    """A case set is imported, then replaced, then appended to; the process dies at each call."""
    rows = "text,label\n" + "".join(f"content {n},{n % 2}\n" for n in range(3000))
    tried = 0
    with context.place() as place:
        place.write("rows.csv", rows)
        path = place.workspace / "samples/imported.jsonl"
        for options in ([], ["--force"], ["--append", "--id-prefix", "more"]):
            before = path.read_bytes() if path.exists() else None

            def reset():
                if before is None:
                    path.unlink(missing_ok=True)
                else:
                    path.write_bytes(before)

            def step(environment):
                return place.run("cases", "import", "rows.csv", "--content-column", "text", "-o",
                                 "imported", *options, environment=environment)

            def check(killed):
                now = path.read_bytes() if path.exists() else None
                if now != before and (now is None or now.count(b"\n") % 3000):
                    raise Lost(f"the case set has {now.count(10) if now else 'no'} lines")
                if not killed and (now is None or now.count(b"\n") < 3000):
                    raise Lost("the import was reported, and is not there")
                verify.check_whole_files(place)

            tried += _each_call(place, step, check, reset)
    return tried


def stream(context, random, _):
    """Killed while an engine streams: what came before the last second is kept."""
    said = []
    with context.place() as place, Engine(numbered(said)) as engine:
        headless = random.random() < 0.5
        if headless:
            process = place.start("run", POLICY, "--engine", engine.url, "--content", "a price")
            stop = process.kill
        else:
            bench = Bench.opened(place, "--policy", POLICY, "--engine", engine.url)
            bench.type(key("ctrl-r"))
            stop = bench.kill
        _wait(lambda: len(said) > 3, "the first words", None if headless else bench)
        until = time.monotonic() + random.uniform(0, 4)
        while time.monotonic() < until:
            bench.read(0.02) if not headless else time.sleep(0.02)
        killed = time.monotonic()
        stop()
        if headless:
            process.communicate()
        again = Bench.opened(place)
        again.send(key("f4"), key("escape"), key("escape"), key("ctrl-r"))
        again.quit()
        verify.check_all(place)
        runs = json.loads(place.must("runs", "--json"))["runs"]
        orphans = [run for run in runs if run["engine"] != "rule-matcher"]
        old = [number for moment, number in said if moment < killed - MAY_BE_LOST]
        if not orphans:
            # The record is opened beside the run, which does not wait for it.
            if old: raise Lost("the run that was killed is not in the records")
            return
        if orphans[0]["state"] != "failed":
            raise Lost(f"the run that was killed is {orphans[0]['state']}")
        if old:
            shown = place.must("trace", "show", orphans[0]["run"], "--json").decode()
            if f"word{old[-1]} " not in shown:
                raise Lost(f"word{old[-1]} came {MAY_BE_LOST:g} s before the kill and is not recorded")


def _wait(condition, what, bench=None, limit=20):
    deadline = time.monotonic() + limit
    while not condition():
        if time.monotonic() > deadline:
            raise Lost(f"waited {limit} s in vain for {what}"
                       + (f"; the screen: {bench.summary()}" if bench else ""))
        bench.read(0.01) if bench else time.sleep(0.01)


def _pausing(send, request):
    time.sleep(0.02)
    send(HEAD + whole_answer())


def evaluation(context, random, _):
    """Killed a few times on the way; in the end each case has one result."""
    with context.place() as place, Engine(_pausing) as engine:
        identity = None
        for _ in range(3):
            words = (["resume", identity] if identity else
                     ["run", POLICY, "marketplace", "--engine", engine.url, "--concurrency", "4"])
            number = random.choice([random.randrange(1, 20), random.randrange(3, 300), random.randrange(100, 1500)])
            done = place.run("eval", *words, environment=shim.orders(place, "any", number, "KILL"))
            if done.status != -9 and done.fault(allowed=(0, 3)):
                raise Lost(done.fault(allowed=(0, 3)))
            verify.check_all(place)
            listed = json.loads(place.must("eval", "list", "--json"))["evaluations"]
            if listed:
                identity = listed[0]["eval"]
        if identity is None:
            return
        done = place.run("eval", "resume", identity, "--json")
        if done.fault(allowed=(0, 3)):
            raise Lost(done.fault(allowed=(0, 3)))
        report = json.loads(done.out)
        if report["runs"] != 24 or sum(report["states"].values()) != 24:
            raise Lost(f"after resuming, 24 cases have {report['runs']} runs: {report['states']}")
        verify.check_all(place)
        with sqlite3.connect(verify.database_of(place)) as database:
            items = database.execute("SELECT count(DISTINCT item), count(*) FROM trial").fetchone()
        database.close()
        if items != (24, 24):
            raise Lost(f"the records have {items[1]} results for {items[0]} of 24 cases")


SECRET = "ZEBRAQUARTZ"


def erase(context, random, _):
    """Killed while a content is erased; done again, its text is nowhere."""
    with context.place() as place:
        for number in range(4):
            place.must("run", POLICY, "--engine", "rule-matcher", "--content",
                       f"{SECRET} asks for a deposit" if number % 2 else f"other {number} deposit")
        runs = json.loads(place.must("runs", "--search", SECRET, "--json"))["runs"]
        for number in sorted(random.sample(range(1, 110), 3 if context.length == "short" else 8)):
            done = place.run("trace", "erase", runs[0]["run"], "--yes",
                             environment=shim.orders(place, "any", number, "KILL"))
            if done.status != -9 and done.fault():
                raise Lost(done.fault())
            verify.check_records(place)
        done = place.run("trace", "erase", runs[0]["run"], "--yes")
        if done.fault(allowed=(0,)):
            raise Lost(done.fault(allowed=(0,)))
        verify.check_records(place)
        left = verify.where(place, SECRET)
        if left:
            raise Lost(f"after erasing, the text stands in {', '.join(left)}")
        kept = json.loads(place.must("runs", "--search", "other", "--json"))["runs"]
        if len(kept) != 2:
            raise Lost(f"erasing one content left {len(kept)} of 2 other runs to be found")


def migration(context, random, _):
    """Records of the first released form are opened, and the process dies on the way."""
    dump = (context.root / "Tests/RunLogTests/Fixtures/schema-1.sql").read_text()
    with context.place() as place:
        path = verify.database_of(place)
        path.parent.mkdir(mode=0o700)
        old = sqlite3.connect(path)
        # As the released version left them: with a write-ahead log, and an index of the texts.
        old.execute("PRAGMA journal_mode = WAL")
        old.executescript(dump)
        old.execute("INSERT INTO run_search(run_search) VALUES ('rebuild')")
        old.commit()
        runs = old.execute("SELECT count(*) FROM run").fetchone()[0]
        old.close()
        path.chmod(0o600)
        for number in sorted(random.sample(range(1, 40), 4 if context.length == "short" else 12)):
            done = place.run("run", POLICY, "--engine", "rule-matcher", "--content", "a price",
                             environment=shim.orders(place, "any", number, "KILL"))
            if done.status != -9 and done.fault():
                raise Lost(done.fault())
        place.must("run", POLICY, "--engine", "rule-matcher", "--content", "the last")
        verify.check_records(place)
        with sqlite3.connect(path) as new:
            count = new.execute("SELECT count(*) FROM run").fetchone()[0]
        new.close()
        if count <= runs:
            raise Lost(f"{runs} old runs became {count}")
