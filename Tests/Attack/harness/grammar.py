"""Which bytes may reach a terminal: the sequences that ncurses and our own last mile write for an
xterm, and text that nothing hides in. Whatever is not on the list is a stray byte.

Hostile texts carry numbers and words that are never on it (31337, PWNED), so that a sequence of
theirs cannot pass for one of ours."""
import re

from harness.campaign import Lost

MODES = {1, 7, 12, 25, 1000, 1002, 1004, 1006, 1049, 2004, 2026}
SEQUENCES = re.compile(
    rb"\x1b\[[0-9]{0,5}(?:;[0-9]{1,5})?[HfrtXKJABCDEFGdLMPSTZ@b]"  # cursor, erasing, scrolling
    rb"|\x1b\[2[23];[0-2];[0-2]t"  # the title is pushed and popped
    rb"|\x1b\[\?(?P<mode>[0-9]{1,4}(?:;[0-9]{1,4})*)[hl]"
    rb"|\x1b\[4l"
    rb"|\x1b\[(?P<look>[0-9]{0,3}(?:[;:][0-9]{0,3}){0,12})m"
    rb"|\x1b\[\?2026\$p|\x1b\[c"
    rb"|\x1b[78=>M]|\x1b\([B0]"
    rb"|\x1b\]2;(?P<title>[^\x00-\x1f\x7f]*)\x07"
    rb"|\x1b\]52;c;(?P<copied>[A-Za-z0-9+/=]*)\x07")
ALLOWED_CONTROLS = {8, 9, 10, 13}
#: What hides or turns round: bidirectional controls, zero widths, tags, other invisible characters.
HIDDEN = re.compile(
    "[\u0080-\u009f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ufffe\uffff]")


def stray(data, colors=True, screen=True):
    """The first bytes that may not be there, as a sentence; None if all may.

    `screen` is False for commands, which may only color."""
    at = 0
    while (at := data.find(b"\x1b", at)) >= 0:
        match = SEQUENCES.match(data, at)
        if match is None or not _may(match, colors, screen):
            return f"a sequence that is not ours: {data[max(0, at - 20):at + 30]!r}"
        at = match.end()
    plain = SEQUENCES.sub(b"", data)
    for place, byte in enumerate(plain):
        if byte < 32 and byte not in ALLOWED_CONTROLS or byte == 127:
            return f"the control character 0x{byte:02x}: {plain[max(0, place - 20):place + 20]!r}"
    try:
        text = plain.decode()
    except UnicodeDecodeError as error:
        # The recording may end within a character.
        if error.end < len(plain) - 3:
            return f"bytes that are not UTF-8: {plain[max(0, error.start - 20):error.end + 10]!r}"
        text = plain[:error.start].decode()
    for found in [text, *_titles(data)]:
        hidden = HIDDEN.search(found)
        if hidden:
            around = found[max(0, hidden.start() - 20):hidden.end() + 10]
            return f"the hidden character U+{ord(hidden[0]):04X}: {around!a}"
    return None


def _titles(data):
    return [match["title"].decode(errors="replace") for match in SEQUENCES.finditer(data)
            if match["title"]]


def _may(match, colors, screen):
    if not screen:
        return match["look"] is not None and colors
    if match["mode"]:
        return all(int(mode) in MODES for mode in match["mode"].split(b";"))
    if match["title"]:
        return match["title"].startswith(b"precept")
    return True


def check(data, what, **options):
    fault = stray(data, **options)
    if fault:
        raise Lost(f"{what}: {fault}")
