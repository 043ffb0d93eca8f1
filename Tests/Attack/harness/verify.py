"""What must hold after every attack."""
import hashlib
import json
import sqlite3

from harness.campaign import Lost

LEFTOVER = ".precept-tmp"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def versions(place, policy):
    """The lines of a policy's log, as dictionaries."""
    log = place.workspace / "policies" / policy / "versions/log.jsonl"
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def check_versions(place, saved=()):
    """Every logged version has the text of its digest, and every digest in `saved` is logged.

    `saved` holds pairs of policy and sha256 of texts whose saving was reported."""
    for folder in (place.workspace / "policies").iterdir():
        for version in versions(place, folder.name):
            path = folder / "versions" / f"{version['number']:04}.md"
            if not path.exists():
                raise Lost(f"{folder.name}@{version['number']} is in the log, and its text is gone")
            if sha256(path.read_bytes()) != version["sha256"]:
                raise Lost(f"{folder.name}@{version['number']} is not the text of its sha256")
    for policy, digest in saved:
        texts = (place.workspace / "policies" / policy / "versions").glob("*.md")
        if digest not in {sha256(text.read_bytes()) for text in texts}:
            raise Lost(f"a version of {policy} that was reported saved is gone")
        if digest not in {version["sha256"] for version in versions(place, policy)}:
            raise Lost(f"a version of {policy} was reported saved, and has no line in the log: "
                       "its note, author and time are lost")


def check_whole_files(place):
    """No file under its own name is half written."""
    for path in place.kept_files():
        if path.suffix == ".json" and LEFTOVER not in path.name:
            parse(path, path.read_bytes())
        elif path.suffix == ".jsonl":
            for line in path.read_bytes().splitlines():
                if line.strip():
                    parse(path, line)


def parse(path, data):
    try:
        json.loads(data)
    except ValueError:
        raise Lost(f"{path.name} is half written: {data[-60:]!r}")


def leftovers(place):
    return [str(path.relative_to(place.root)) for path in place.kept_files()
            if LEFTOVER in path.name]


def database_of(place):
    return place.workspace / ".precept/runs.sqlite"


def check_records(place):
    """The database is whole for SQLite, and its chain for Precept."""
    path = database_of(place)
    if not path.exists():
        return
    done = place.run("audit", "verify", "--json")
    fault = done.fault(allowed=(0,))
    if fault:
        raise Lost(f"{fault} {said(done)}")
    with sqlite3.connect(path) as database:
        found = database.execute("PRAGMA integrity_check").fetchone()[0]
    database.close()
    if found != "ok":
        raise Lost(f"the database is damaged: {found}")


def said(done):
    try:
        bad = json.loads(done.out)["first_bad"]
        return bad["reason"] if isinstance(bad, dict) else str(bad)
    except (ValueError, KeyError, TypeError):
        return done.err.decode(errors="replace").strip()[-200:]


def check_all(place, saved=()):
    check_versions(place, saved)
    check_whole_files(place)
    check_records(place)


def drafts_hold(place, text):
    """Whether a draft of the workspace or of the user's state folder holds the text."""
    wanted = json.dumps(text)[1:-1].encode()
    return any(wanted in path.read_bytes() for path in place.kept_files()
               if "drafts" in path.parts and LEFTOVER not in path.name)


def where(place, text):
    """The files of the place that hold the text's bytes."""
    return [str(path.relative_to(place.root)) for path in place.kept_files()
            if text.encode() in path.read_bytes()]
