"""A server at 200 tokens a second a stream: what Precept adds to its own schedule."""
import pathlib
import subprocess
import tempfile

from engine_runs import BUILT, POLICY, build, through_engine, with_curl, with_precept
from figures import median, verdict

RATE = 200
TOKENS = 2000
STREAMS = [1, 8, 32]
LIMIT = 1.02


class PacedEngine:
    """The tests' scripted llama-server, in a process of its own."""

    def __enter__(self):
        self.process = subprocess.Popen(
            [BUILT / "paced-engine", str(RATE)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True)
        self.url = self.process.stdout.readline().strip()
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def sent(self):
        """For each long run since the last question, how many milliseconds later or earlier than its
        schedule the last token had left, and the schedule."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        runs = [run.split() for run in self.process.stdout.readline().strip().split(",") if run]
        spans = [(int(tokens), float(span)) for tokens, span in runs if int(tokens) >= TOKENS]
        return ([span for _, span in spans],
                [(tokens - 1) / RATE * 1000 for tokens, _ in spans])


def measure(binary):
    build("engine-runs", "paced-engine")
    for streams in STREAMS:
        with PacedEngine() as engine, tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            (folder / "policy.md").write_text(POLICY)
            content = f"[[count s{{n}} {TOKENS}]]"
            _, ours, _ = through_engine(engine.url, streams, streams, folder, content)
            spans, schedule = engine.sent()
            _, curls = with_curl(engine.url, folder, range(streams), streams)
            curl_spans, _ = engine.sent()
            contents = [content.replace("{n}", str(number)) for number in range(streams)]
            headless = with_precept(binary, engine.url, contents, folder)
            headless_spans, _ = engine.sent()
        plan = median(schedule)
        print(f"  {streams} streams of {TOKENS} tokens at {RATE}/s: schedule {plan:.0f} ms; the server "
              f"took {median(spans):.0f} · {median(curl_spans):.0f} · {median(headless_spans):.0f} ms "
              f"(engine · curl · precept run)")
        for name, times in [("HTTPEngine and RunMachine", ours), ("precept run", headless),
                            ("curl -N", curls)]:
            shares = [median(times) / plan, max(times) / plan, median(times) / median(curls)]
            holds = "" if name == "curl -N" else verdict(shares[0] <= LIMIT and shares[1] <= LIMIT)
            print(f"    {name}: p50 {median(times):.0f} · max {max(times):.0f} ms, "
                  f"{100 * (shares[0] - 1):+.2f} · {100 * (shares[1] - 1):+.2f} % of the schedule, "
                  f"p50 {100 * (shares[2] - 1):+.2f} % of curl's {holds}", flush=True)
