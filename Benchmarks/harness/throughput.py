"""The real llama.cpp server with the tiny model: requests through Precept, beside curl's. They share
the machine's cores with it, so that this is for information."""
import pathlib
import subprocess
import tempfile

from engine_runs import ROOT, build, through_engine, with_curl

RUNS = 100
WIDTHS = [1, 4]


def measure(_):
    build("engine-runs")
    for width in WIDTHS:
        server = subprocess.Popen(
            [ROOT / "script/engine", "--until-eof", f"n_parallel={width}", f"n_ctx={4096 * width}"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL)
        try:
            url = server.stdout.readline().split()[1]
            with tempfile.TemporaryDirectory() as scratch:
                folder = pathlib.Path(scratch)
                content = "Offer number {n}: you won a prize!"
                ours, _, tokens = through_engine(url, RUNS, width, folder, content)
                curls, _ = with_curl(url, folder, range(RUNS), width)
                again, _, _ = through_engine(url, RUNS, width, folder, content)
            print(f"  {RUNS} requests, {width} at a time, {tokens} tokens: Precept {ours:.2f} s, then "
                  f"curl {curls:.2f} s, then Precept {again:.2f} s "
                  f"({tokens / ours:.0f} · {tokens / curls:.0f} · {tokens / again:.0f} tok/s)",
                  flush=True)
        finally:
            server.stdin.close()
            server.wait()
