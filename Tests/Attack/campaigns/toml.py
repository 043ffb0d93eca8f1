"""Settings that no parser likes: a sentence with the line, and never a crash."""
from campaigns.numbers import _opens
from harness.campaign import Lost

POLICY = "marketplace-spam"
HUNG = 20
TEXTS = {
    "[ and a line end": "[\n", "[ and nothing": "[", "[[": "[[\n", "]": "]\n", "[]": "[]\n", "[[]]": "[[]]\n",
    "[a": "[a\n", "[a.": "[a.\n", "[.a]": "[.a]\n", "= 1": "= 1\n", "a =": "a =\n", "a": "a\n", "a = [": "a = [\n",
    "a = {": "a = {\n", "a = \"": "a = \"\n", "a = \"\"\"": "a = \"\"\"\n", "a = '": "a = '\n", "a = '''": "a = '''",
    "an escape": "a = \"\\", "a short escape": "a = \"\\u12\"\n", "an escape of a surrogate": "a = \"\\ud800\"\n",
    "an escape out of range": "a = \"\\UFFFFFFFF\"\n", "50,000 dotted keys": "a" + ".a" * 50_000 + " = 1\n",
    "50,000 dotted headings": "[" + "a." * 50_000 + "a]\n", "50,000 brackets": "a = " + "[" * 50_000 + "\n",
    "50,000 closed brackets": "a = " + "[" * 50_000 + "]" * 50_000 + "\n",
    "50,000 braces": "a = " + "{a=" * 50_000 + "\n", "100,000 tables": "".join(f"[t{n}]\n" for n in range(100_000)),
    "100,000 of one table": "[[engine]]\n" * 100_000, "a key of 1 MB": "k" * 1_000_000 + " = 1\n",
    "a value of 5 MB": "a = \"" + "v" * 5_000_000 + "\"\n", "a number of 100,000 digits": "a = " + "9" * 100_000 + "\n",
    "an exponent": "a = 1e99999999999\n", "a date": "a = 9999-99-99T99:99:99Z\n", "a date out of range": "a = 2026-02-31\n",
    "an offset": "a = 2026-01-01T00:00:00+99:99\n", "a fraction of a second": "a = 00:00:00." + "1" * 1000 + "\n",
    "NUL": "a\0 = 1\n", "NUL in a text": "a = \"\0\"\n", "ESC": "\x1b[31337m = 1\n", "DEL": "a = \"\x7f\"\n",
    "no UTF-8": b"a = \"\xff\xfe\"\n", "half a character": b"a = \"\xe6\x97", "overlong": b"a = \"\xc0\xaf\"\n",
    "UTF-16": "format = 1\n".encode("utf-16"), "a BOM": b"\xef\xbb\xbfformat = 1\n", "BOM twice": b"\xef\xbb\xbf\xef\xbb\xbfa = 1",
    "a key twice": "format = 1\nformat = 1\n", "a table twice": "[keys]\n[keys]\n", "a value as table": "format = 1\n[format]\n",
    "a table as array": "[keys]\n[[keys]]\n", "an array as table": "[[keys]]\n[keys]\n", "inline changed": "a = {}\n[a.b]\n",
    "lone carriage returns": "format = 1\rkeys = 2\r", "only blanks": " \t" * 100_000, "only comments": "#" * 1_000_000,
    "a comment with controls": "# \x00\x1b\x7f\n", "wrong types": "format = \"one\"\nkeys = 5\nengine = {}\nanswer = []\n",
    "wrong types inside": "[answer]\nshape = 5\nlabels = \"x\"\n[keys]\nrun = 5\n[[engine]]\nname = []\n",
    "underscores": "a = 1__0\nb = _1\nc = 1_\n", "hexadecimal": "a = 0xZZ\n", "signs": "a = +-1\n", "dots": "a = 1..2\n",
    "a quoted empty key": "\"\" = 1\n", "an empty part": "a..b = 1\n", "emoji": "👩 = 1\n", "a key like a number": "1.2.3 = 4\n",
}
#: Where settings lie, and which commands read them.
PLACES = {
    "policy.toml": [["outline", POLICY], ["run", POLICY, "--engine", "rule-matcher", "--content", "x"], ["save", POLICY]],
    "precept.toml": [["config", "show"], ["versions", POLICY]],
    "config.toml": [["config", "show"], ["versions", POLICY]],
}


def items():
    return [(place, name) for name in TEXTS for place in PLACES]


def attempt(context, random, item):
    where, name = item
    data = TEXTS[name]
    data = data if isinstance(data, bytes) else data.encode()
    with context.place() as place:
        path = {"policy.toml": place.workspace / "policies" / POLICY / "policy.toml",
                "precept.toml": place.workspace / "precept.toml",
                "config.toml": place.home / "config/precept/config.toml"}[where]
        place.write(path, data)
        for words in PLACES[where]:
            fault = place.run(*words, limit=HUNG).fault(allowed=(0, 2, 3, 5))
            if fault:
                raise Lost(f"{name} in {where}: {fault}")
        if len(data) < 200 or context.length == "long":
            _opens(place, f"{name} in {where}")
        if path.read_bytes() != data:
            raise Lost(f"{name}: {where} was rewritten")
