"""Records and files that somebody changed: audit verify finds each change, and names it."""
import json
import sqlite3

from harness import verify
from harness.campaign import Lost
from harness.workshop import records

POLICY = "marketplace-spam"
#: Tables that decide nothing: who works at the moment, what is being written, SQLite's own.
UNSEALED_TABLES = {"owner", "chunk", "sqlite_sequence", "sqlite_stat1", "grdb_migrations"}
#: Columns that decide nothing.
UNSEALED_COLUMNS = {("run", "owner")}
#: Tables whose columns are attacked; the first that exist. Others are found by themselves.
KNOWN = {
    "text": ["id", "sha256", "body"],
    "run": ["seq", "id", "started_at", "is_live", "policy_name", "policy_version", "engine", "model",
            "state", "decision", "labels", "total_ms", "completion_tokens"],
    "part": ["run", "kind", "text", "salt", "digest"],
    "judgement": ["seq", "run", "decision", "labels", "note", "author", "at"],
    "erasure": ["seq", "run", "at"],
    "chain": ["number", "kind", "subject", "seal"],
    "evaluation": ["seq", "id", "created_at", "plan", "right", "judged", "skipped"],
    "evaluation_text": ["evaluation", "kind", "place", "text"],
    "trial": ["evaluation", "arm", "item", "draw", "run", "is_reused"],
    "run_key": ["run", "key"],
}
SPECIALS = {
    "two trials swapped": """UPDATE trial SET item = 100 WHERE item = 0; UPDATE trial SET item = 0
        WHERE item = 1; UPDATE trial SET item = 1 WHERE item = 100""",
    "a trial that points to another run": """UPDATE trial SET run = (SELECT seq FROM run WHERE seq NOT IN
        (SELECT run FROM trial) AND state = 'ok' LIMIT 1) WHERE item = 0""",
    "a trial taken out": "DELETE FROM trial WHERE item = 0",
    "a trial put in": """INSERT INTO trial SELECT evaluation, arm, item, draw + 7,
        (SELECT seq FROM run WHERE seq NOT IN (SELECT run FROM trial) LIMIT 1), 0 FROM trial LIMIT 1""",
    "an evaluation taken out": "DELETE FROM trial; DELETE FROM evaluation_text; DELETE FROM evaluation",
    "the end of the chain cut, with its counter": """DELETE FROM judgement WHERE seq IN (SELECT subject FROM chain
        WHERE kind = 'judgement' AND number = (SELECT max(number) FROM chain));
        DELETE FROM trial WHERE run = (SELECT max(seq) FROM run);
        DELETE FROM run_key WHERE run = (SELECT max(seq) FROM run);
        DELETE FROM part WHERE run = (SELECT max(seq) FROM run); DELETE FROM run WHERE seq = (SELECT max(seq) FROM run);
        DELETE FROM text WHERE id NOT IN (SELECT text FROM part WHERE text IS NOT NULL)
          AND id NOT IN (SELECT text FROM evaluation_text WHERE text IS NOT NULL);
        DELETE FROM chain WHERE number = (SELECT max(number) FROM chain);
        UPDATE sqlite_sequence SET seq = (SELECT max(number) FROM chain) WHERE name = 'chain';
        UPDATE sqlite_sequence SET seq = (SELECT max(seq) FROM run) WHERE name = 'run'""",
    "the whole chain cut": """DELETE FROM chain; DELETE FROM judgement; DELETE FROM erasure; DELETE FROM trial;
        DELETE FROM run_key; DELETE FROM part; DELETE FROM run; DELETE FROM evaluation_text; DELETE FROM evaluation;
        DELETE FROM text; UPDATE sqlite_sequence SET seq = 0""",
    "a verdict of a person taken out": "DELETE FROM judgement",
    "an erasure taken out": "DELETE FROM erasure",
    "a run put in": """INSERT INTO run(id, started_at, is_live, policy_name, engine, state, decision)
        VALUES ('01M8FAA2QC4CGESNMX1MNC111W', 1, 0, 'marketplace-spam', 'x', 'ok', 'safe')""",
    "a trigger that turns violates into safe": """CREATE TRIGGER evil AFTER INSERT ON run BEGIN
        UPDATE run SET decision = 'safe' WHERE decision = 'violates'; END""",
    "the search index emptied": "INSERT INTO run_search(run_search) VALUES ('delete-all')",
    "a key forged": "UPDATE run_key SET key = (SELECT key FROM run_key ORDER BY run DESC LIMIT 1)",
    "a stray text": "INSERT INTO text(sha256, body) VALUES (x'00', x'00')",
    "a stray part": "INSERT INTO part SELECT run, 'zzz', text, salt, digest FROM part LIMIT 1",
    "a stray trial of no run": "PRAGMA foreign_keys = OFF; INSERT INTO trial VALUES (1, 0, 0, 99, 9999, 0)",
    "a stray key": "PRAGMA foreign_keys = OFF; INSERT INTO run_key VALUES (9999, x'00')",
}


def _moved_label(place):
    path = place.workspace / "policies" / POLICY / "versions/labels.json"
    labels = json.loads(path.read_text())
    labels["labels"]["production"] = 2
    path.write_text(json.dumps(labels))



# Texts of versions are checked where they are read, and settings may change between runs.
FILES = {"a label moved in its file": _moved_label}


def items():
    columns = [(table, column) for table, names in KNOWN.items() for column in names]
    return ([("column", pair) for pair in columns] + [("special", name) for name in SPECIALS]
            + [("file", name) for name in FILES] + [("other", None), ("seal", None)])


def attempt(context, random, item):
    kind, what = item
    with context.place() as place:
        records(place)
        path = verify.database_of(place)
        if kind == "other":
            return _other_tables(place, path)
        if kind == "seal":
            return _kept_seal(place, path)
        if kind == "file":
            FILES[what](place)
            name = what
        else:
            name = what if kind == "special" else f"{what[0]}.{what[1]} changed"
            if not _change(path, kind, what):
                return
        _must_be_found(place, name)


def _must_be_found(place, name):
    done = place.run("audit", "verify", "--json")
    if done.fault(allowed=(0, 5)):
        raise Lost(f"{name}: {done.fault(allowed=(0, 5))}")
    if done.status == 0:
        # Git moves labels, too: what is in a file is told, and is no proof of a change.
        if b'"notes": []' in done.out or b'"notes"' not in done.out or not name.startswith("a label"):
            raise Lost(f"{name}: audit verify finds nothing")
        return
    if not verify.said(done):
        raise Lost(f"{name}: audit verify names nothing")


def _change(path, kind, what):
    """Changes the database; whether there was something to change."""
    with sqlite3.connect(path) as database:
        if kind == "special":
            database.executescript(SPECIALS[what])
            return True
        return _change_column(database, *what)


def _change_column(database, table, column):
    """Another value in the column of the table's first row that has one."""
    found = database.execute("SELECT type FROM sqlite_master WHERE name = ?", [table]).fetchone()
    columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
    if found is None or column not in columns:
        return False
    row = database.execute(
        f'SELECT * FROM "{table}" WHERE "{column}" IS NOT NULL LIMIT 1').fetchone()
    if row is None:
        return False
    value = row[columns.index(column)]
    changed = _other(value)
    key = [(name, row[columns.index(name)]) for name in columns if row[columns.index(name)] is not None]
    where = " AND ".join(f'"{name}" = ?' for name, _ in key)
    database.execute("PRAGMA foreign_keys = OFF")
    try:
        database.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {where}',
                         [changed, *(value for _, value in key)])
    except sqlite3.IntegrityError:
        # Another row has that value.
        database.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {where}',
                         [_far(value), *(value for _, value in key)])
    return True


def _far(value):
    return value + 123_456 if isinstance(value, int) else _other(_other(value))


def _other(value):
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:] if value else b"x"
    if isinstance(value, int):
        return 1 - value if value in (0, 1) else value + 1000
    if isinstance(value, float):
        return value + 1
    for old, new in (("violates", "safe"), ("run", "judgement"), ("ok", "failed")):
        if value == old:
            return new
    return value[:-1] + ("0" if value[-1:] != "0" else "1") if value else "x"


def _other_tables(place, path):
    """Every column of tables that came later."""
    with sqlite3.connect(path) as database:
        tables = [row[0] for row in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'run_search%'")]
        columns = [(table, row[1]) for table in tables
                   for row in database.execute(f'PRAGMA table_info("{table}")')]
    database.close()
    new = [(table, column) for table, column in columns
           if table not in UNSEALED_TABLES and (table, column) not in UNSEALED_COLUMNS
           and column not in KNOWN.get(table, [])]
    whole = path.read_bytes()
    faults = []
    for table, column in new:
        path.write_bytes(whole)
        if not _change(path, "column", (table, column)):
            continue
        try:
            _must_be_found(place, f"{table}.{column} changed")
        except Lost as lost:
            faults += lost.reasons
    if faults:
        raise Lost(faults, len(new))
    return len(new)


def _kept_seal(place, path):
    """A seal that was kept finds a chain that was cut with all its counters, or computed anew."""
    seal = json.loads(place.must("audit", "verify", "--json"))["last_seal"]
    _change(path, "special", "the whole chain cut")
    done = place.run("audit", "verify", "--seal", seal, "--json")
    if done.status != 5:
        raise Lost(f"--seal does not find that the whole chain was cut ({done.status})")
