"""A workspace that a stranger made: nothing is read or written outside it, nothing is sent."""
import json
import os
import shutil
import socket
import subprocess
import time

from harness import grammar, verify
from harness.bench import Bench, key
from harness.campaign import Lost
from harness.engine import Engine

POLICY = "marketplace-spam"
SECRET = "OUTSIDESECRET"
HUNG = 10


def items():
    return [(name, function) for name, function in sorted(globals().items())
            if name.startswith("try_")]


def attempt(context, random, item):
    name, function = item
    with context.place() as place:
        outside = place.root / "outside"
        outside.mkdir()
        place.write(outside / "secret.txt", SECRET + "\n")
        try:
            function(place, outside)
        except Lost as lost:
            raise Lost(f"{name[4:].replace('_', ' ')}: {lost}")


def _commands(place, *more):
    """Commands that read and write everything; none may hang, crash, or show the secret."""
    all_words = [["versions", POLICY], ["show", POLICY], ["cases", "list", "marketplace"],
                 ["run", POLICY, "--engine", "rule-matcher", "--content", "a price"],
                 ["save", POLICY, "-m", "a note"], ["label", f"{POLICY}@1", "staging"], ["lint", POLICY],
                 ["runs"], ["config", "show"], *more]
    for words in all_words:
        done = place.run(*words, limit=HUNG)
        if done.fault():
            raise Lost(done.fault())
        if SECRET.encode() in done.out + done.err:
            raise Lost(f"{done.words} shows a file from outside the workspace")
    return all_words


def _unchanged(outside, before):
    now = {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()}
    if now != before:
        changed = [path.name for path in set(now) ^ set(before)] or [
            path.name for path in now if now[path] != before.get(path)]
        raise Lost(f"outside the workspace {changed[0]} was written")


def _snapshot(outside):
    return {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()}


def _bench(place):
    """The workbench opens, shows nothing from outside, and can be left."""
    bench = Bench.opened(place)
    bench.send(key("f2"), key("escape"), key("f3"), key("escape"), key("escape"), runs=False)
    bench.type(key("escape"), key("escape"))
    bench.quit()
    if SECRET.encode() in bench.raw:
        raise Lost("the workbench shows a file from outside the workspace")
    grammar.check(bench.raw, "the workbench")


def _link(path, target):
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    path.symlink_to(target)


def try_policy_text_is_a_link_out(place, outside):
    before = _snapshot(outside)
    _link(place.workspace / "policies" / POLICY / "policy.md", outside / "secret.txt")
    _commands(place)
    _unchanged(outside, before)
    _bench(place)


def try_policy_folder_is_a_link_out(place, outside):
    shutil.copytree(place.workspace / "policies" / POLICY, outside / "policy")
    place.write(outside / "policy/policy.md", SECRET)
    before = _snapshot(outside)
    _link(place.workspace / "policies" / POLICY, outside / "policy")
    _commands(place)
    _unchanged(outside, before)


def try_versions_folder_is_a_link_out(place, outside):
    shutil.copytree(place.workspace / "policies" / POLICY / "versions", outside / "versions")
    before = _snapshot(outside)
    _link(place.workspace / "policies" / POLICY / "versions", outside / "versions")
    place.write("new.md", "# New\n")
    _commands(place, ["save", POLICY, "new.md"])
    _unchanged(outside, before)


def try_a_version_is_a_link_out(place, outside):
    _link(place.workspace / "policies" / POLICY / "versions/0001.md", outside / "secret.txt")
    _commands(place, ["show", f"{POLICY}@1"], ["diff", f"{POLICY}@1", f"{POLICY}@2"], ["restore", f"{POLICY}@1"])


def try_labels_are_a_link_out(place, outside):
    place.write(outside / "labels.json", '{"format":1,"labels":{"production":1}}')
    before = _snapshot(outside)
    _link(place.workspace / "policies" / POLICY / "versions/labels.json", outside / "labels.json")
    _commands(place)
    _unchanged(outside, before)


def try_samples_are_a_link_out(place, outside):
    place.write(outside / "marketplace.jsonl", json.dumps({"id": "a", "content": SECRET}) + "\n")
    place.write("rows.csv", "text\nx\n")
    before = _snapshot(outside)
    _link(place.workspace / "samples", outside)
    _commands(place, ["cases", "import", "rows.csv", "--content-column", "text", "-o", "stolen"])
    _unchanged(outside, before)
    _bench(place)


def try_settings_are_a_link_out(place, outside):
    _link(place.workspace / "precept.toml", outside / "secret.txt")
    _commands(place)
    _bench(place)


def try_private_folder_is_a_link_out(place, outside):
    before = _snapshot(outside)
    _link(place.workspace / ".precept", outside)
    _commands(place)
    # The workbench refuses it as every command does.
    done = place.run("versions", POLICY)
    if done.status != 5 or b".precept is a symbolic link" not in done.err:
        raise Lost(f"a private folder that is a link is used: {done.status}")
    _unchanged(outside, before)


def try_the_database_is_a_link_out(place, outside):
    place.must("run", POLICY, "--engine", "rule-matcher", "--content", "a price")
    shutil.move(place.workspace / ".precept/runs.sqlite", outside / "theirs.sqlite")
    before = _snapshot(outside)
    _link(place.workspace / ".precept/runs.sqlite", outside / "theirs.sqlite")
    _commands(place)
    _unchanged(outside, before)


def try_the_log_is_a_link_out(place, outside):
    place.must("run", POLICY, "--engine", "rule-matcher", "--content", "a price")
    before = _snapshot(outside)
    for name in ("precept.log", "log", "runs.sqlite.lock", "session.json", "drafts"):
        _link(place.workspace / ".precept" / name, outside / f"theirs-{name}")
    _commands(place)
    bench = Bench.opened(place)
    bench.send("TYPED ")
    bench.quit()
    _unchanged(outside, before)


def try_private_folder_is_open_to_all(place, outside):
    folder = place.workspace / ".precept"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    _commands(place)
    if folder.stat().st_mode & 0o077 and (folder / "runs.sqlite").exists():
        raise Lost("an existing .precept stays open to everybody, and the records go there")


def try_private_folder_belongs_to_another(place, outside):
    if os.geteuid() != 0:
        return
    folder = place.workspace / ".precept"
    folder.mkdir(mode=0o777)
    os.chown(folder, 12345, 12345)
    _commands(place)
    if (folder / "runs.sqlite").exists():
        raise Lost("the records go into a .precept that belongs to another user")


def try_the_workspace_belongs_to_another(place, outside):
    if os.geteuid() != 0:
        return
    for path in [place.workspace, *place.workspace.rglob("*")]:
        os.chown(path, 12345, 12345)
    done = place.run("versions", POLICY)
    if done.status != 5 or not done.err:
        raise Lost(f"a workspace of another user is opened without --workspace ({done.status})")
    named = place.run("versions", POLICY, "--workspace", place.workspace)
    if named.status != 0:
        raise Lost(f"--workspace does not open it either: {named.err[-100:]!r}")


def _fifo(place, path):
    path = place.workspace / path
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def try_policy_text_is_a_fifo(place, outside):
    _fifo(place, f"policies/{POLICY}/policy.md")
    _commands(place)


def try_settings_are_a_fifo(place, outside):
    _fifo(place, "precept.toml")
    _commands(place)


def try_a_case_set_is_a_fifo(place, outside):
    _fifo(place, "samples/marketplace.jsonl")
    _commands(place)
    _bench(place)


def try_labels_are_a_fifo(place, outside):
    _fifo(place, f"policies/{POLICY}/versions/labels.json")
    _commands(place)


def try_the_policy_is_a_device(place, outside):
    _link(place.workspace / "policies" / POLICY / "policy.md", "/dev/zero")
    _commands(place)


def try_links_that_go_round(place, outside):
    _link(place.workspace / "policies" / POLICY / "policy.md", place.workspace / "policies" / POLICY / "b")
    _link(place.workspace / "policies" / POLICY / "b", place.workspace / "policies" / POLICY / "policy.md")
    _commands(place)
    _bench(place)


def try_outputs_over_what_is_kept(place, outside):
    """-o never replaces a version, the records, a device or a folder."""
    place.must("run", POLICY, "--engine", "rule-matcher", "--content", "a price")
    run = json.loads(place.must("runs", "--json"))["runs"][0]["run"]
    version = f"policies/{POLICY}/versions/0001.md"
    before = (place.workspace / version).read_bytes()
    database = (place.workspace / ".precept/runs.sqlite").stat().st_ino
    for target in (version, ".precept/runs.sqlite", f"policies/{POLICY}/versions/log.jsonl",
                   f"policies/{POLICY}/versions", "."):
        done = place.run("trace", "export", run, "-o", target)
        if done.fault(allowed=(2, 5)):
            raise Lost(f"-o {target}: {done.fault(allowed=(2, 5))}")
    if (place.workspace / version).read_bytes() != before:
        raise Lost("-o writes over a saved version")
    if (place.workspace / ".precept/runs.sqlite").stat().st_ino != database:
        raise Lost("-o replaces the records")
    null = os.stat("/dev/null").st_mode
    place.run("trace", "export", run, "-o", "/dev/null")
    if os.stat("/dev/null").st_mode != null:
        raise Lost("-o /dev/null replaces the device")
    verify.check_all(place)


# What a workspace may say, and not decide


def _listens(place, settings, *, ask=True, environment=None, host="127.0.0.1", user=""):
    """Nothing reaches an engine that precept.toml brought before a person has agreed."""
    with Engine(host=host) as engine:
        place.write("precept.toml", settings.format(url=engine.url))
        if user:
            place.configure(user.format(url=engine.url))
        done = place.run("run", POLICY, "--content", SECRET, limit=HUNG, environment=environment)
        if done.fault():
            raise Lost(done.fault())
        _runs_in_the_workbench(place, environment)
        if engine.connections:
            heads = " ".join(engine.requests)
            what = "with the user's key" if "s3cr3t" in heads else "nobody agreed to that"
            raise Lost(f"{len(engine.posts())} contents and {engine.connections} connections went to "
                       f"an engine that the workspace named: {what}")


def _runs_in_the_workbench(place, environment):
    """Presses Ctrl-R; agrees to nothing."""
    bench = Bench(place, "--policy", POLICY, environment=environment)
    try:
        bench.wait_until_taken()
        bench.type("0 ", key("ctrl-r"))
        until = time.monotonic() + 1
        while time.monotonic() < until:
            bench.read(0.05)
    except Lost:
        # Refusing such settings is an answer, too.
        if bench.wait(5) not in (2, 5):
            raise
    finally:
        bench.close()


def _own_address():
    """An address of this machine that is not the loopback; None if there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return probe.getsockname()[0]
        except OSError:
            return None


def try_a_default_engine_of_the_workspace(place, outside):
    _listens(place, 'default_engine = "theirs"\n[[engine]]\nname = "theirs"\nurl = "{url}"\nkind = "openai"\n')


def try_a_remote_engine_of_the_workspace(place, outside):
    _listens(place, 'default_engine = "theirs"\n[[engine]]\nname = "theirs"\nurl = "{url}"\n',
             host=_own_address() or "127.0.0.2")


def try_a_reserved_name(place, outside):
    for name in ("llama-server", "rule-matcher", "ollama", "vllm", "lm-studio"):
        _listens(place, f'default_engine = "{name}"\n[[engine]]\nname = "{name}"\nurl = "{{url}}"\nkind = "openai"\n')


def try_the_name_of_the_users_engine(place, outside):
    """The user's engine has a key; a workspace gives its name another URL."""
    _listens(place, '[[engine]]\nname = "gpu"\nurl = "{url}"\nkind = "openai"\n',
             user='default_engine = "gpu"\n[[engine]]\nname = "gpu"\nurl = "http://127.0.0.1:9"\n'
                  'api_key_env = "GPU_KEY"\nkind = "openai"\n', environment={"GPU_KEY": "s3cr3t"})


def try_a_key_for_the_workspaces_url(place, outside):
    with Engine() as engine:
        place.write("precept.toml", f'[[engine]]\nname = "theirs"\nurl = "{engine.url}"\nkind = "openai"\n')
        place.run("run", POLICY, "--engine", "theirs", "--api-key-env", "GPU_KEY", "--content", "x",
                  environment={"GPU_KEY": "s3cr3t"}, limit=HUNG)
        if "s3cr3t" in " ".join(engine.requests):
            raise Lost("a key of the user's goes to the URL that a workspace named")


def try_a_program_of_the_workspace(place, outside):
    """A cloned repository brings no program that is run."""
    witness = place.root / "witness"
    program = place.write("evil", f"#!/bin/sh\ntouch '{witness}'\n")
    program.chmod(0o755)
    for settings in (f'[managed]\nllama_server = "{program}"\n', f'editor = "{program}"\n',
                     f'[editor]\ncommand = "{program}"\n'):
        place.write("precept.toml", settings)
        shutil.copy(program, place.workspace / "llama-server")
        shutil.copy(program, place.workspace / "git")
        _commands(place)
        bench = Bench(place, "--policy", POLICY)
        bench.wait(1)
        bench.close()
    if witness.exists():
        raise Lost("a program that the workspace brought was run")


def try_a_git_of_the_workspace(place, outside):
    """git runs what a repository's settings name; Precept asks git for the author."""
    witness = place.root / "witness"
    evil = place.write("evil.sh", f"#!/bin/sh\ntouch '{witness}'\n")
    evil.chmod(0o755)
    if subprocess.run(["git", "init", "-q", place.workspace], env=place.environment).returncode:
        return
    config = place.workspace / ".git/config"
    config.write_text(config.read_text() + f"[core]\n\tfsmonitor = {evil}\n\thooksPath = .\n"
                      f"\tpager = {evil}\n\teditor = {evil}\n[alias]\n\tconfig = !{evil}\n")
    _commands(place)
    _bench(place)
    if witness.exists():
        raise Lost("a program that the repository's git settings name was run")
