"""Records to attack: made once, and copied."""
import json
import shutil

from harness import verify
from harness.engine import Engine, HEAD, whole_answer

POLICY = "marketplace-spam"


def _answer(send, request):
    send(HEAD + whole_answer("MK3.a", reasoning="It asks for a deposit: MK3.a."))


def _make(context):
    """A workspace with runs of a model and of the rule matcher, a verdict of a person, an
    evaluation, an erasure and a moved label."""
    with context.place() as place, Engine(_answer) as engine:
        for number in range(3):
            place.must("run", POLICY, "--engine", engine.url, "--route", "chat", "--content",
                       f"Send a deposit now {number}", "--json")
        place.must("run", POLICY, "--engine", "rule-matcher", "--content", "Send a deposit, other")
        runs = json.loads(place.must("runs", "--json"))["runs"]
        place.must("trace", "judge", runs[-1]["run"], "safe")
        place.must("trace", "erase", runs[0]["run"], "--yes")
        place.must("eval", "run", POLICY, "marketplace", "--engine", engine.url, "--limit", "6")
        place.must("label", f"{POLICY}@1", "staging")
        evaluation = json.loads(place.must("eval", "list", "--json"))["evaluations"][0]["eval"]
        kept = context.base / "workshop"
        shutil.copytree(place.workspace, kept / "workspace")
        shutil.copytree(place.home, kept / "home")
        (kept / "known.json").write_text(json.dumps({"run": runs[-1]["run"], "eval": evaluation}))
        return kept


def records(place):
    """Gives a place those records, with the ids of a run and an evaluation in `known.json`."""
    kept = place.context.once("workshop", lambda: _make(place.context))
    shutil.rmtree(place.workspace)
    shutil.copytree(kept / "workspace", place.workspace)
    shutil.rmtree(place.home)
    shutil.copytree(kept / "home", place.home)
    shutil.copy(kept / "known.json", place.root / "known.json")
    return json.loads((kept / "known.json").read_text())
