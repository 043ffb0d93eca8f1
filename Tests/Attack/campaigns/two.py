"""Two workbenches on one policy: neither loses a word of the other."""
from harness import verify
from harness.bench import Bench, key
from harness.campaign import Lost

POLICY = "marketplace-spam"


def attempt(context, random, seed):
    with context.place() as place:
        first = Bench.opened(place)
        second = Bench.opened(place)
        for bench in (first, second):
            # Whatever the second one is asked about the first.
            bench.send(key("escape"), runs=False)
        words = {first: [], second: []}
        for number in range(12):
            bench = random.choice([first, second])
            word = f"{'AB'[bench is second]}{seed}x{number:02}q "
            bench.send(word, runs=False)
            words[bench].append(word)
        for bench in (first, second):
            if words[bench]:
                bench.wait_for("its draft", lambda: verify.drafts_hold(place, words[bench][-1]), 6)
        _kept(place, words, "while both are open")
        ending = random.choice(["kill", "save", "quit"])
        if ending == "save":
            _save(place, first, second, words)
        for bench in (first, second):
            bench.kill() if ending == "kill" else bench.quit()
        if ending != "save":
            _kept(place, words, f"after {ending}")
        verify.check_all(place)
        _opened_again(place, words, ending)


def _kept(place, words, when):
    for bench, typed in words.items():
        if typed and not verify.drafts_hold(place, typed[-1]):
            raise Lost(f"{when}, what one workbench typed is in no draft: {typed[-1]}")


def _save(place, first, second, words):
    """Both save; whatever the second one is asked, both texts are there afterwards."""
    for bench in (first, second):
        bench.send(key("ctrl-s"), runs=False)
        bench.send(key("enter"), runs=False)
    folder = place.workspace / "policies" / POLICY
    texts = [path.read_text() for path in folder.glob("versions/*.md")] + [(folder / "policy.md").read_text()]
    for bench, typed in words.items():
        if typed and not any(typed[-1] in text for text in texts) and not verify.drafts_hold(place, typed[-1]):
            raise Lost(f"after both saved, {typed[-1]} is in no version and no draft")


def _opened_again(place, words, ending):
    """The next start, and the one after it, keep what was not saved."""
    for _ in range(2):
        bench = Bench.opened(place)
        bench.send(key("escape"), "z", key("backspace"), runs=False)
        bench.quit()
    if ending == "kill":
        _kept(place, words, "after a start that declined, and one letter")


