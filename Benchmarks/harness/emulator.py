"""What a terminal shows after the bytes it was sent: enough of xterm for the programs measured.

A sequence that is not known raises, so that a figure never rests on a screen that was read wrongly.
"""
import codecs
import re
import unicodedata

TOKEN = re.compile(
    r"\x1b\[(?P<mark>[<=>?]?)(?P<arguments>[0-9;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|(?P<string>\x1b[\]P_^](?:[^\x07\x1b]|\x1b(?!\\))*(?:\x07|\x1b\\))"
    r"|\x1b[()*+](?P<charset>.)"
    r"|\x1b(?P<escape>[78=>cDEHM\\])"
    r"|(?P<text>[^\x00-\x1f\x7f]+)"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f])"
)


class Screen:
    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.cells = [[" "] * columns for _ in range(rows)]
        self.row = self.column = 0
        self.saved = (0, 0)
        self.top, self.bottom = 0, rows
        self.wraps_next = False
        self.pending = ""
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def line(self, row):
        return "".join(self.cells[row])

    def lines(self):
        return [self.line(row) for row in range(self.rows)]

    def feed(self, data):
        text = self.pending + self.decoder.decode(data)
        at = 0
        while at < len(text):
            match = TOKEN.match(text, at)
            if match is None:
                if text[at] != "\x1b" or len(text) - at > 4096:
                    raise ValueError(f"unknown to the emulator: {text[at:at + 20]!r}")
                break
            at = match.end()
            self.take(match)
        self.pending = text[at:]

    def take(self, match):
        if match["text"]:
            self.write(match["text"])
        elif match["final"]:
            self.control_sequence(match)
        elif match["control"]:
            self.control(match["control"])
        elif match["escape"]:
            self.escape(match["escape"])

    def write(self, text):
        for character in text:
            width = 1
            if character > "\u02ff":
                if unicodedata.combining(character):
                    continue
                width = 2 if unicodedata.east_asian_width(character) in "WF" else 1
            if self.wraps_next:
                self.wraps_next = False
                self.column = 0
                self.index()
            self.cells[self.row][self.column] = character
            if width == 2 and self.column + 1 < self.columns:
                self.cells[self.row][self.column + 1] = ""
            self.column += width
            if self.column >= self.columns:
                self.column = self.columns - 1
                self.wraps_next = True
            self.last = character

    def control(self, character):
        self.wraps_next = False
        if character == "\r":
            self.column = 0
        elif character in "\n\v\f":
            self.index()
        elif character == "\b":
            self.column = max(0, self.column - 1)
        elif character == "\t":
            self.column = min(self.columns - 1, self.column // 8 * 8 + 8)
        elif character not in "\a\0\x0e\x0f":
            raise ValueError(f"unknown to the emulator: {character!r}")

    def escape(self, kind):
        if kind == "7":
            self.saved = (self.row, self.column)
        elif kind == "8":
            self.go(*self.saved)
        elif kind == "D":
            self.index()
        elif kind == "E":
            self.column = 0
            self.index()
        elif kind == "M":
            if self.row == self.top:
                self.scroll(-1)
            else:
                self.row -= 1
        elif kind == "c":
            self.__init__(self.columns, self.rows)

    def go(self, row, column):
        self.row = min(max(row, 0), self.rows - 1)
        self.column = min(max(column, 0), self.columns - 1)
        self.wraps_next = False

    def index(self):
        if self.row == self.bottom - 1:
            self.scroll(1)
        elif self.row < self.rows - 1:
            self.row += 1

    def scroll(self, count, top=None):
        top = self.top if top is None else top
        height = self.bottom - top
        blank = [[" "] * self.columns for _ in range(min(abs(count), height))]
        region = self.cells[top:self.bottom]
        region = region[count:] + blank if count > 0 else blank + region[:height + count]
        self.cells[top:self.bottom] = region[-height:] if count > 0 else region[:height]

    def control_sequence(self, match):
        final, mark, between = match["final"], match["mark"], match["between"]
        numbers = [int(part.split(":")[0] or 0) for part in match["arguments"].split(";")]
        if between or mark in ("<", "=", ">"):
            return
        if mark == "?":
            if final == "h" and 1049 in numbers or final == "l" and 1049 in numbers:
                self.erase(0, 0, self.rows, 0)
            return
        count = max(1, numbers[0])
        line = self.cells[self.row]
        if final in "Hf":
            self.go(count - 1, (numbers[1] if len(numbers) > 1 else 1) - 1)
        elif final == "d":
            self.go(count - 1, self.column)
        elif final in "G`":
            self.go(self.row, count - 1)
        elif final == "A":
            self.go(self.row - count, self.column)
        elif final in "Be":
            self.go(self.row + count, self.column)
        elif final in "Ca":
            self.go(self.row, self.column + count)
        elif final == "D":
            self.go(self.row, self.column - count)
        elif final == "Z":
            self.go(self.row, (self.column - 1) // 8 * 8)
        elif final == "J":
            if numbers[0] == 0:
                self.erase(self.row, self.column, self.rows, 0)
            elif numbers[0] == 1:
                self.erase(0, 0, self.row, self.column + 1)
            else:
                self.erase(0, 0, self.rows, 0)
        elif final == "K":
            start = 0 if numbers[0] else self.column
            end = self.column + 1 if numbers[0] == 1 else self.columns
            line[start:end] = [" "] * (end - start)
        elif final == "X":
            end = min(self.columns, self.column + count)
            line[self.column:end] = [" "] * (end - self.column)
        elif final == "P":
            del line[self.column:self.column + count]
            line.extend([" "] * (self.columns - len(line)))
        elif final == "@":
            line[self.column:self.column] = [" "] * count
            del line[self.columns:]
        elif final == "b":
            self.write(self.last * count)
        elif final == "L":
            self.scroll(-count, top=self.row)
        elif final == "M":
            self.scroll(count, top=self.row)
        elif final == "S":
            self.scroll(count)
        elif final == "T":
            self.scroll(-count)
        elif final == "r":
            self.top = count - 1
            self.bottom = numbers[1] if len(numbers) > 1 and numbers[1] else self.rows
            self.go(0, 0)
        elif final not in "mhlnctqsup":
            raise ValueError(f"unknown to the emulator: {match[0]!r}")

    def erase(self, row, column, last_row, last_column):
        for number in range(row, min(last_row + 1, self.rows)):
            start = column if number == row else 0
            end = last_column if number == last_row else self.columns
            self.cells[number][start:end] = [" "] * (end - start)
