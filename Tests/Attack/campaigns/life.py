"""A long life: thousands of keys, runs and window sizes; memory stays flat, no descriptor leaks."""
from harness import grammar, verify
from harness.bench import Bench, key
from harness.campaign import Lost
from harness.engine import HEAD, Engine, whole_answer

POLICY = "marketplace-spam"
SCREENS = ["f1", "f2", "f3", "f4", "f6", "f7", "f8", "ctrl-o", "ctrl-p", "menu-%", "menu-!", "menu-i"]
SIZES = [(80, 24), (120, 36), (200, 60), (40, 12), (100, 30)]
#: Bytes by which memory may grow from the second quarter of the life to its end.
MAY_GROW = 24 << 20


def _answer(send, request):
    send(HEAD + whole_answer("MK3.a", reasoning="It asks for a deposit before: MK3.a. " * 20))


def attempt(context, random, _):
    rounds = 24 if context.length == "short" else 400
    keys = 0
    with context.place() as place, Engine(_answer) as engine:
        bench = Bench.opened(place, "--policy", POLICY, "--engine", engine.url, "--route", "chat")
        memory, descriptors = [], []
        for number in range(rounds):
            keys += _round(bench, random, number)
            # What was recorded of the terminal is ours, and grows.
            if number % 4 == 3:
                grammar.check(bench.raw, "in a long life")
                del bench.chunks[1:]
            memory.append(bench.resident())
            descriptors.append(bench.descriptors())
        bench.quit()
        verify.check_all(place)
        quarter = rounds // 4
        settled, last = max(memory[quarter:2 * quarter]), max(memory[-quarter:])
        if last > settled + MAY_GROW:
            raise Lost(f"memory grew from {settled >> 20} to {last >> 20} MB in {rounds} rounds", keys)
        if max(descriptors[-quarter:]) > max(descriptors[quarter:2 * quarter]) + 2:
            raise Lost(f"open files grew from {max(descriptors[quarter:2 * quarter])} to "
                       f"{max(descriptors[-quarter:])}", keys)
    return keys


def _round(bench, random, number):
    """Types, undoes, runs, looks at a screen, changes the window; returns how many keys."""
    bench.send(key("menu-1"), runs=False)
    text = "".join(random.choice("abcdefgh  \r") for _ in range(60))
    bench.send(text, runs=False)
    bench.send(*[key("ctrl-z")] * 8, *[key("ctrl-y")] * 4, *[key("ctrl-z")] * 30, runs=False)
    bench.send(key("ctrl-r"))
    screen = random.choice(SCREENS)
    bench.send(key(screen), key("down"), key("up"), runs=False)
    bench.send(key("escape"), key("escape"), key("escape"), runs=False)
    bench.resize(*SIZES[number % len(SIZES)])
    bench.idle(runs=False)
    return 60 + 42 + 10
