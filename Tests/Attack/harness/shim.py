"""Letting the n-th call of Precept to the file system fail, or kill it there."""
import errno
import subprocess
from pathlib import Path

ERRORS = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "EACCES": errno.EACCES, "KILL": 0, "HALF": -1}


def library(context):
    """The path of the compiled shim; compiled once for each run of the attack."""
    def compiled():
        target = context.base / "failing.so"
        source = Path(__file__).with_name("failing.c")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", target, source, "-ldl"], check=True)
        return target
    return context.once("shim", compiled)


def orders(place, call, number, error, armed="", lasting=False):
    """The environment that makes the `number`-th call of a kind fail with an error of ERRORS."""
    return {
        "LD_PRELOAD": str(library(place.context)), "ATTACK_CALL": call, "ATTACK_AT": str(number),
        "ATTACK_ERRNO": str(ERRORS[error]), "ATTACK_UNDER": str(place.root),
        "ATTACK_ARMED": str(armed), "ATTACK_LAST": "1" if lasting else "0",
        "ATTACK_LOG": str(place.context.base / f"calls-{place.root.name}")}


def calls(place):
    """The calls that counted, as they came: `number name path`; forgotten with this."""
    path = place.context.base / f"calls-{place.root.name}"
    if not path.exists():
        return []
    lines = path.read_text(errors="replace").splitlines()
    path.unlink()
    return lines
