import TerminalText

extension Wrapping {
  /// The columns of the blanks, quote marks and list mark that a line begins with, or 0 if they are
  /// too many to be left blank on every further row.
  func hangingIndent(of line: String) -> Int {
    let limit = min(40, columns * 2 / 5)
    var column = 0
    var textStart = 0
    var mark = Mark.none
    for byte in line.utf8 {
      switch (byte, mark) {
      case (UInt8(ascii: " "), let mark) where mark != .number,
        (UInt8(ascii: "\t"), let mark) where mark != .number:
        let stop = options.tabWidth
        column += byte == UInt8(ascii: " ") ? 1 : stop - column % stop
        textStart = column
      case (UInt8(ascii: ">"), .none), (UInt8(ascii: ">"), .complete):
        column += 1
        textStart = column
      case (UInt8(ascii: "-"), .none), (UInt8(ascii: "*"), .none), (UInt8(ascii: "+"), .none):
        column += 1
        mark = .complete
      case (UInt8(ascii: "0")...UInt8(ascii: "9"), .none),
        (UInt8(ascii: "0")...UInt8(ascii: "9"), .number):
        column += 1
        mark = .number
      case (UInt8(ascii: "."), .number), (UInt8(ascii: ")"), .number):
        column += 1
        mark = .complete
      default:
        return textStart
      }
      if column > limit { return 0 }
    }
    return textStart
  }

  /// How much of a list mark has been read.
  private enum Mark {
    case none, number, complete
  }
}
