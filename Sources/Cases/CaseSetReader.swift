/// Reads a case set line by line, in memory for one line.
///
/// Unlike ``CaseSet`` it does not look for ids that are there twice.
public final class CaseSetReader {
  public struct Line {
    /// Counted from 1.
    public var number: Int
    /// Without the line's end.
    public var bytes: [UInt8]
    public var `case`: Case?
    /// Why the line is no case.
    public var problem: String?
  }

  private var reader: LineReader
  /// Lines read so far, also those without a case.
  public private(set) var lines = 0

  public init(_ chunks: @escaping ByteChunks) {
    let decoder = TextDecoder(encoding: .utf8, chunks)
    reader = LineReader(ByteReader { try decoder.next() })
  }

  /// The next line that is not blank; nil at the end. All lines are given where only some are parsed.
  ///
  /// - Parameter isWanted: by its number, whether a line is read as a case.
  public func next(parsing isWanted: ((Int) -> Bool)? = nil) throws -> Line? {
    while let line = try reader.next() {
      lines = line.number
      var result = Line(number: line.number, bytes: line.bytes)
      if let isWanted, !isWanted(line.number) { return result }
      let text = String(decoding: line.bytes, as: UTF8.self)
      if text.allSatisfy(\.isWhitespace) {
        if isWanted != nil { return result }
        continue
      }
      do {
        guard !line.isCut, String(validating: line.bytes, as: UTF8.self) != nil else {
          throw CaseProblem("This line is too long, or not UTF-8.")
        }
        result.case = try Case(jsonLine: text, number: line.number)
      } catch {
        result.problem = (error as? CaseProblem)?.message ?? "This line cannot be read."
      }
      return result
    }
    return nil
  }
}
