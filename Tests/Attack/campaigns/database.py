"""A database that a stranger made: refused with a sentence, and in time."""
import json
import shutil
import sqlite3

from harness import verify
from harness.bench import Bench, key
from harness.campaign import Lost
from harness.workshop import records

POLICY = "marketplace-spam"
HUNG = 10
# Whoever fills a database with huge texts pays for those that are read.
MEMORY = 1000 << 20
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"

#: What is done to the database, and whether it has to be refused.
CHANGES = {
    "a trigger on runs": ("CREATE TRIGGER t AFTER INSERT ON run BEGIN DELETE FROM judgement; END", True),
    "a trigger that turns decisions": (
        "CREATE TRIGGER t AFTER UPDATE OF decision ON run BEGIN "
        "UPDATE run SET decision = 'safe' WHERE seq = NEW.seq; END", True),
    "a trigger that never ends": (
        f"CREATE TRIGGER t BEFORE INSERT ON run BEGIN INSERT INTO text(sha256, body) {ENDLESS.replace('SELECT i FROM n', 'SELECT i, i FROM n')}; END", True),
    "an extra view": ("CREATE VIEW stranger AS SELECT * FROM run", True),
    "an extra table": ("CREATE TABLE stranger(a)", True),
    "an extra index": ("CREATE INDEX stranger ON run(state)", True),
    "an extra column": ("ALTER TABLE run ADD COLUMN stranger TEXT", True),
    "run is an endless view": (
        "ALTER TABLE run RENAME TO old; CREATE VIEW run AS "
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        "SELECT i AS seq, 'x' || i AS id, 0 AS started_at, 0 AS is_live, 'p' AS policy_name, "
        "1 AS policy_version, 'e' AS engine, NULL AS model, 'ok' AS state, 'safe' AS decision, "
        "'[]' AS labels, 1 AS total_ms, 1 AS completion_tokens, NULL AS owner FROM n", True),
    "run_text is an endless view": (
        f"DROP VIEW run_text; CREATE VIEW run_text AS SELECT i AS seq, i AS content, i AS reasoning, i AS answer FROM ({ENDLESS})", True),
    "chain is a view": ("ALTER TABLE chain RENAME TO old; CREATE VIEW chain AS SELECT * FROM old", True),
    "a virtual table": ("CREATE VIRTUAL TABLE stranger USING fts5(a)", True),
    "a generated column": ("ALTER TABLE run ADD COLUMN g TEXT AS (hex(zeroblob(100000000)))", True),
    "an index over an expression": ("CREATE INDEX evil ON run(hex(zeroblob(1000)))", True),
    "no chain": ("DROP TABLE chain", True),
    "no text": ("DROP TABLE text", True),
    "text as blobs": ("UPDATE run SET policy_name = x'ff00ff', engine = x'00'", False),
    "blobs as text": ("UPDATE text SET body = 'text', sha256 = 'x'", False),
    "numbers as text": ("UPDATE run SET total_ms = 'many', completion_tokens = 'x', started_at = 'never'", False),
    "numbers out of range": (
        "UPDATE run SET total_ms = 9223372036854775807, completion_tokens = -9223372036854775808, "
        "started_at = 9223372036854775807", False),
    "numbers far in the past": ("UPDATE run SET started_at = -9223372036854775808, total_ms = -1", False),
    "fractions": ("UPDATE run SET total_ms = 1e308, completion_tokens = 0.5, started_at = 1e300", False),
    "policy versions out of range": ("UPDATE run SET policy_version = 9223372036854775807", False),
    "states of the future": ("UPDATE run SET state = 'levitating', decision = 'perhaps'", False),
    "labels that are no JSON": ("UPDATE run SET labels = '[[[[' ", False),
    "deep labels": ("UPDATE run SET labels = replace(hex(zeroblob(50000)), '00', '[')", False),
    "ids that are none": ("UPDATE run SET id = 'no id ' || seq", False),
    "a huge text": ("UPDATE text SET body = zeroblob(300000000) WHERE id = 1", False),
    "every text huge": ("UPDATE text SET body = zeroblob(6000000)", False),
    "a huge name": ("UPDATE run SET policy_name = hex(zeroblob(50000000)) WHERE seq = 1", False),
    "a sequence at its end": ("UPDATE sqlite_sequence SET seq = 9223372036854775807", False),
    "negative sequences": ("UPDATE sqlite_sequence SET seq = -5", False),
    "a plan that is none": ("UPDATE evaluation SET plan = x'7b7d'", False),
    "a plan as deep as a well": ("UPDATE evaluation SET plan = CAST(replace(hex(zeroblob(50000)), '00', '[') AS BLOB)", False),
    "trials out of range": ("UPDATE trial SET arm = 9223372036854775807 WHERE item = 0", False),
    "figures out of range": ("UPDATE evaluation SET right = 9223372036854775807, judged = -1", False),
    "outcomes with huge numbers": (
        "UPDATE text SET body = CAST(replace(CAST(body AS TEXT), '\"promptTokens\":500', "
        "'\"promptTokens\":9223372036854775807') AS BLOB) WHERE CAST(body AS TEXT) LIKE '%promptTokens%'", False),
    "a newer form": ("INSERT INTO grdb_migrations VALUES ('999')", True),
    "another page size and encoding": ("PRAGMA user_version = 77; PRAGMA application_id = 99", False),
}

#: Bytes of the file that are changed: where, as a share of its length, and to what.
DAMAGES = {
    "a header of another format": (0.0, b"NOT A DATABASE!!"), "the page size": (16, b"\x00\x03"),
    "the first page": (100, b"\xff" * 400), "pages in the middle": (0.5, b"\xaa" * 5000),
    "the last page": (0.97, b"\x55" * 2000), "the freelist": (32, b"\x7f\xff\xff\xff\x7f\xff\xff\xff"),
    "every page a little": (None, b"\xff\xff"), "cut in half": ("cut", 0.5), "cut to 100 bytes": ("cut", 100),
    "empty": ("cut", 0), "a WAL of noise": ("wal", b"\x37\x7f\x06\x82" + b"\xa5" * 9000),
}


def items():
    return ([("change", name) for name in CHANGES] + [("damage", name) for name in DAMAGES]
            + [("instead", name) for name in ("a folder", "a FIFO", "a link to nothing", "text")])


def attempt(context, random, item):
    kind, name = item
    with context.place() as place:
        records(place)
        path = verify.database_of(place)
        refused = {"change": _change, "damage": _damage, "instead": _replace}[kind](path, name)
        _use(place, name, refused)


def _change(path, name):
    sql, refused = CHANGES[name]
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        try:
            database.executescript(sql)
        except sqlite3.IntegrityError:
            # The schema itself forbids this one.
            return refused
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return refused


def _damage(path, name):
    where, what = DAMAGES[name]
    data = bytearray(path.read_bytes())
    if where == "cut":
        data = data[:what if isinstance(what, int) else int(len(data) * what)]
    elif where == "wal":
        path.with_name(path.name + "-wal").write_bytes(what)
    elif where is None:
        for at in range(4096 + 8, len(data), 4096):
            data[at:at + len(what)] = what
    else:
        at = where if isinstance(where, int) else int(len(data) * where)
        data[at:at + len(what)] = what
    path.write_bytes(data)
    return False


def _replace(path, name):
    import os
    path.unlink()
    {"a folder": path.mkdir, "a FIFO": lambda: os.mkfifo(path),
     "a link to nothing": lambda: path.symlink_to("nowhere/at/all"),
     "text": lambda: path.write_text("no database\n" * 1000)}[name]()
    return False


def _use(place, name, refused):
    """No command crashes, hangs or takes all memory; what has to be refused is."""
    statuses = {}
    listed = [["runs", "--json"], ["audit", "verify"], ["eval", "list"], ["coverage", POLICY],
              ["runs", "--search", "deposit"],
              ["run", POLICY, "--engine", "rule-matcher", "--content", "a price"]]
    known = place.root / "known.json"
    if known.exists():
        ids = json.loads(known.read_text())
        listed += [["trace", "show", ids["run"]], ["eval", "show", ids["eval"]],
                   ["trace", "export", ids["run"]], ["report", ids["eval"], "-o", "r.html"]]
    for words in listed:
        done = place.run(*words, limit=HUNG)
        fault = done.fault()
        if fault:
            raise Lost(f"{name}: {fault}")
        if done.peak > MEMORY:
            raise Lost(f"{name}: {done.words} took {done.peak >> 20} MB")
        statuses[words[0]] = done.status
    if refused and statuses["audit"] == 0:
        raise Lost(f"{name}: audit verify finds nothing")
    if refused and statuses["runs"] == 0:
        raise Lost(f"{name}: the records are read all the same")
    bench = Bench.opened(place)
    bench.send(key("f4"), runs=False)
    bench.send(key("escape"), key("escape"), key("f6"), key("escape"), runs=False)
    bench.send("STILLALIVE", runs=False)
    bench.wait_for("a draft", lambda: verify.drafts_hold(place, "STILLALIVE"), 6)
    bench.quit()
