"""A folder of its own for one attempt: a workspace, a home, and nothing of the user's."""
import os
import shutil
import signal
import subprocess
import threading
import time
from dataclasses import dataclass

#: Seconds after which a command counts as hanging. It does nothing that takes long.
LIMIT = 30


@dataclass
class Done:
    """How a command ended. A negative status is a signal; None means that it hung."""

    command: list
    status: int
    out: bytes
    err: bytes
    seconds: float
    peak: int

    @property
    def words(self):
        return "precept " + " ".join(str(word) for word in self.command)[:90]

    def fault(self, allowed=(0, 2, 3, 4, 5, 10)):
        """What is wrong with the way it ended, as a sentence; None if nothing is."""
        if self.status is None:
            return f"{self.words} hung"
        if self.status < 0:
            name = signal.Signals(-self.status).name
            last = self.err.decode(errors="replace").strip().splitlines()
            fatal = [line for line in last if "atal error" in line or "terminate" in line]
            return f"{self.words} died of {name}" + (f": {fatal[0][:120]}" if fatal else "")
        if self.status not in allowed:
            text = self.err.decode(errors="replace").strip().splitlines()
            return f"{self.words} ended with {self.status}: {(text or ['nothing said'])[-1][:120]}"
        return None


def _read(process, name, texts):
    pipe = getattr(process, name)
    if pipe is not None:
        texts[name] = pipe.read()


def _feed(process, data):
    try:
        process.stdin.write(data)
        process.stdin.close()
    except OSError:
        pass


def _wait(process, deadline):
    """Status (None: it hung, and was killed) and peak memory in bytes of a process that ends."""
    pause = 0.001
    hung = False
    while True:
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            process.returncode = os.waitstatus_to_exitcode(status)
            return (None if hung else process.returncode), usage.ru_maxrss * 1024
        if time.monotonic() > deadline and not hung:
            hung = True
            process.kill()
        time.sleep(pause)
        pause = min(pause * 1.5, 0.02)


class Place:
    def __init__(self, context, folder, workspace=True, disk=None):
        """`disk` is the size in KiB of a file system of its own for the workspace."""
        self.context = context
        self.root = folder
        self.workspace = folder / "workspace"
        self.home = folder / "home"
        self.programs = []
        for path in (self.workspace, self.home):
            path.mkdir(parents=True)
        self.disk = disk
        if disk:
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={disk}k", "attack",
                            self.workspace], check=True)
        if workspace:
            for name in ("policies", "samples"):
                shutil.copytree(context.root / name, self.workspace / name)
            self._thaw()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for program in self.programs:
            program.close()
        if self.disk:
            subprocess.run(["umount", "-l", self.workspace])
        subprocess.run(["chmod", "-R", "u+rwx", self.root], stderr=subprocess.DEVNULL)
        shutil.rmtree(self.root, ignore_errors=True)

    def _thaw(self):
        """A checkout has no read-only versions; Precept makes its own so."""
        for path in self.workspace.glob("policies/*/versions/*"):
            path.chmod(0o644)

    @property
    def environment(self):
        home = str(self.home)
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS",
                                                    "TSAN_OPTIONS") if name in os.environ}
        return {
            "LANG": "C.UTF-8", "TERM": "xterm-256color", "HOME": home, "USER": "tester",
            "XDG_CONFIG_HOME": home + "/config", "XDG_STATE_HOME": home + "/state",
            "XDG_CACHE_HOME": home + "/cache", "XDG_DATA_HOME": home + "/data",
            "TMPDIR": str(self.root), "SWIFT_BACKTRACE": "enable=no", **kept}

    def start(self, *arguments, environment=None, **options):
        """The product as a process whose output is read by whoever calls."""
        options.setdefault("stdin", subprocess.DEVNULL)
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.PIPE)
        options.setdefault("cwd", self.workspace)
        return subprocess.Popen(
            [str(self.context.binary), *map(str, arguments)],
            env={**self.environment, **(environment or {})}, **options)

    def run(self, *arguments, input=None, limit=LIMIT, environment=None, **options):
        """Runs the product to its end, or kills it when it hangs."""
        start = time.monotonic()
        if input is not None:
            options["stdin"] = subprocess.PIPE
        process = self.start(*arguments, environment=environment, **options)
        texts = {}
        threads = [threading.Thread(target=_read, args=(process, name, texts), daemon=True)
                   for name in ("stdout", "stderr")]
        if input is not None:
            threads.append(threading.Thread(target=_feed, args=(process, input), daemon=True))
        for thread in threads:
            thread.start()
        status, peak = _wait(process, start + limit)
        for thread in threads:
            thread.join(5)
        return Done(list(arguments), status, texts.get("stdout", b""), texts.get("stderr", b""),
                    time.monotonic() - start, peak)

    def must(self, *arguments, **options):
        """The output of a command that has to succeed for the attempt to make sense."""
        done = self.run(*arguments, **options)
        # 3 is a run without a verdict, which is a run all the same.
        if done.status not in (0, 3):
            raise RuntimeError(f"{done.words}: {done.status} {done.err[-300:]!r}")
        return done.out

    def configure(self, text):
        """The user's own settings."""
        self.write(self.home / "config/precept/config.toml", text)

    def write(self, path, text):
        """Writes a file below the workspace, and the folders above it."""
        path = self.workspace / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def kept_files(self):
        """Every regular file of the workspace and of the user's folders."""
        for folder in (self.workspace, self.home):
            for path in sorted(folder.rglob("*")):
                if path.is_file() and not path.is_symlink():
                    yield path
