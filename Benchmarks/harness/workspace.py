"""Workspaces to measure in: the shipped policies, and a policy as large as none should be."""
import contextlib
import pathlib
import shutil
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
#: of the long lines of `large_policy`
PARAGRAPH = (
    "A message that names a price and a place is ordinary trade, whatever its tone; judge what it "
    "asks the reader to do, not how it sounds. Where one sentence sells and the next one threatens, "
    "the threat decides. A quotation is judged by what it is quoted for: a warning repeats the words "
    "of the fraud and is not one. If several rules apply, the highest one is the answer."
)


@contextlib.contextmanager
def workspace(**policies):
    """A fresh folder with the shipped policies and samples, and further ones by name; with the
    environment that keeps the person's own settings and records out."""
    with tempfile.TemporaryDirectory(prefix="precept-bench-") as folder:
        folder = pathlib.Path(folder)
        shutil.copytree(ROOT / "policies", folder / "policies")
        shutil.copytree(ROOT / "samples", folder / "samples")
        for name, text in policies.items():
            path = folder / "policies" / name / "policy.md"
            path.parent.mkdir()
            path.write_text(text, encoding="utf-8")
        home = folder / "home"
        home.mkdir()
        environment = {"HOME": str(home)}
        for variable in ("CONFIG", "STATE", "CACHE", "DATA"):
            environment[f"XDG_{variable}_HOME"] = str(home / variable.lower())
        yield folder, environment


def large_policy(size):
    """Markdown of about `size` bytes: sections with a paragraph, rules and examples."""
    parts, length, number = ["# A policy of many sections\n\n"], 0, 0
    while length < size:
        number += 1
        part = (
            f"## Section {number} (S{number}) -> S{number} violates\n{PARAGRAPH}\n\n"
            + "".join(
                f"- S{number}.{letter} **Rule {letter}** of section {number}: what it covers, and "
                f"`what` it does not, as in \"example {letter} of {number}\"\n"
                for letter in "abcdef"
            )
            + "\n"
        )
        parts.append(part)
        length += len(part)
    return "".join(parts)


def paragraph_in_the_middle(text):
    """The line number, from 1, of the paragraph nearest to the middle of the text."""
    lines = text.splitlines()
    return min(
        (number for number, line in enumerate(lines, 1) if line == PARAGRAPH),
        key=lambda number: abs(number - len(lines) / 2),
    )
