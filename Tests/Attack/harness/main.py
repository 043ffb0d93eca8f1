"""The command line of script/attack."""
import argparse
import random
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from campaigns import CAMPAIGNS
from harness.campaign import Context, Lost, Tally

ROOT = Path(__file__).resolve().parents[3]
ABOUT = """Attacks Precept, and counts what it survives.

Builds nothing: it attacks the debug binary unless --binary names another. Everything happens in a
temporary folder. An attempt is told by its campaign and its seed, and both repeat it:

    script/attack short --only kill-save --seed 7

Exit codes: 0 nothing was lost, 1 something was, 2 wrong usage or no binary."""


def options():
    parser = argparse.ArgumentParser(
        prog="script/attack", description=ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("length", nargs="?", choices=["short", "long"], default="short",
                        help="short: under four minutes, for CI; long: as much as there is")
    parser.add_argument("--only", action="append", metavar="CAMPAIGN",
                        help="only this campaign; repeatable")
    parser.add_argument("--seed", metavar="N|A-B", help="only this attempt, or these")
    parser.add_argument("--binary", type=Path, default=ROOT / ".build/debug/precept")
    parser.add_argument("--keep", action="store_true", help="keep the temporary folder")
    parser.add_argument("--list", action="store_true", help="list the campaigns")
    return parser, parser.parse_args()


def seeds_of(text):
    """`7` or `7-20` as numbers; None without a text."""
    if text is None:
        return None
    first, _, last = text.partition("-")
    return list(range(int(first), int(last or first) + 1))


def chosen_campaigns(parser, names):
    if not names:
        return CAMPAIGNS
    known = {campaign.name: campaign for campaign in CAMPAIGNS}
    unknown = [name for name in names if name not in known]
    if unknown:
        parser.error(f"there is no campaign {', '.join(unknown)}; --list shows them")
    return [known[name] for name in names]


def run_attempt(context, campaign, seed, item, tally):
    """Runs one attempt, and counts it whatever it raises."""
    try:
        steps = campaign.attempt(context, random.Random(f"{campaign.name} {seed}"), item)
        tally.add(steps or 1, [])
    except Lost as lost:
        tally.add(lost.attempts, lost.reasons, seed)
    except Exception as error:  # a fault of the attack must not pass for a success
        import traceback
        where = traceback.extract_tb(error.__traceback__)[-1]
        tally.add(1, [f"the attack itself failed: {type(error).__name__}: {error} "
                      f"({Path(where.filename).name}:{where.lineno})"], seed)


def run_campaign(context, campaign, length, seeds):
    tally = Tally()
    start = time.monotonic()
    attempts = campaign.attempts(length, seeds)
    with ThreadPoolExecutor(campaign.at_once) as pool:
        for seed, item in attempts:
            pool.submit(run_attempt, context, campaign, seed, item, tally)
    return tally, time.monotonic() - start


def main():
    parser, arguments = options()
    campaigns = chosen_campaigns(parser, arguments.only)
    if arguments.list:
        for campaign in campaigns:
            print(f"{campaign.name:17} {campaign.about}")
        return 0
    if not arguments.binary.exists():
        parser.error(f"{arguments.binary} is not there; build it: swift build --product precept")
    base = Path(tempfile.mkdtemp(prefix="precept-attack-", dir="/tmp"))
    context = Context(ROOT, arguments.binary.resolve(), base, arguments.length)
    lost = 0
    started = time.monotonic()
    total = Tally()
    print(f"{'campaign':17} {'attempts':>8} {'survived':>8} {'lost':>5} {'seconds':>8}", flush=True)
    try:
        for campaign in campaigns:
            tally, seconds = run_campaign(
                context, campaign, arguments.length, seeds_of(arguments.seed))
            print(tally.row(campaign.name, seconds), flush=True)
            for seed, reason in tally.shown():
                print(f"    {reason}")
                print(f"      repeat: script/attack {arguments.length} --only {campaign.name} "
                      f"--seed {seed}", flush=True)
            total.include(tally)
        print(total.row("all", time.monotonic() - started))
    finally:
        context.close()
        if arguments.keep:
            print(f"kept: {base}", file=sys.stderr)
        else:
            shutil.rmtree(base, ignore_errors=True)
    return 1 if total.lost else 0
