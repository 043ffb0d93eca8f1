import Foundation
import Testing

extension EndToEnd {
  /// Whatever texts and names hold, a terminal gets nothing that it could obey and nothing that a
  /// person could not see; a pipe gets data as it is.
  @Suite struct HostileOutput {
    /// C0 but for tab and line end, DEL, C1, bidirectional controls, invisible characters, tags.
    static let hostile: String = {
      let values =
        Array(0x01...0x08) + [0x0B, 0x0C] + Array(0x0E...0x1F) + Array(0x7F...0x9F)
        + [0xAD, 0x61C, 0x180E] + Array(0x200B...0x200F) + Array(0x2028...0x202E)
        + Array(0x2060...0x2064) + Array(0x2066...0x2069) + [0xFEFF, 0xE0041, 0xE007F]
      var text = "\u{1B}[31mred \u{1B}]0;title\u{07} \u{1B}]52;c;ZXZpbA==\u{1B}\\ \u{9B}2J "
      for value in values { text.unicodeScalars.append(Unicode.Scalar(UInt32(value))!) }
      return text
    }()

    /// As a name of a file may be.
    static let name = "a\u{1B}[31m\nprecept: done\u{9B}2J\u{202E}\u{200B}z"

    /// A workspace in which every text is hostile.
    private func hostilePlace() throws -> Place {
      let place = try Place()
      let policy = """
        # Spam \(Self.hostile)

        ## Rules \(Self.hostile)
        - MK1 Prize money \(Self.hostile) is spam.
        - MK2 Anything else is fine. \(Self.hostile)

        Example: "win a prize" → MK1 \(Self.hostile)

        Answer with 1 for spam and 0 for anything else.

        """
      try place.write(policy, to: "policies/evil/policy.md")
      try place.write("win a prize \(Self.hostile)\n", to: "content.txt")
      let quoted = String(
        decoding: try JSONEncoder().encode(["id": "c1" + Self.hostile, "content": Self.hostile]),
        as: UTF8.self)
      try place.write(quoted + "\n", to: "samples/evil.jsonl")
      return place
    }

    private func check(
      _ line: String, in place: Place, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Int32 {
      let (status, bytes) = try RecordingTerminal.run(line, in: place)
      // The terminal's line discipline puts a CR before each LF; a line of progress is drawn over.
      let text = String(decoding: bytes, as: UTF8.self)
        .replacing("\r\n", with: "\n").replacing(/\r[^\r\n]*\u{1B}\[K/, with: "")
      #expect(
        String(validating: bytes, as: UTF8.self) != nil, "\(line)", sourceLocation: sourceLocation)
      let stray = text.unicodeScalars.first { scalar in
        if scalar == "\n" { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint
        }
      }
      #expect(
        stray == nil, "\(line): U+\(String(stray?.value ?? 0, radix: 16)) in \(text.suffix(600))",
        sourceLocation: sourceLocation)
      return status
    }

    @Test func noCommandLetsAStrayByteThroughToATerminal() throws {
      let place = try hostilePlace()
      let note = Self.hostile.filter { $0 != "'" && $0 != "\u{0}" }
      let binary = "'\(try Precept.binary())'"
      let saved = [
        "save evil -m '\(note)'", "save evil --file content.txt -m again",
      ]
      for line in saved { _ = try check("\(binary) \(line)", in: place) }
      let run = try Precept.run(
        "run evil content.txt --engine rule-matcher --json", in: place)
      let id = try #require(try run.json()["run"].string)
      for line in [
        "versions evil", "versions evil --json", "show evil@1", "show evil", "diff evil@1 evil@2",
        "outline evil", "outline evil --json", "lint evil", "lint evil --json",
        "render evil content.txt", "render evil content.txt --json", "parse content.txt",
        "run evil content.txt --engine rule-matcher",
        "run evil content.txt --engine rule-matcher --json",
        "run --policy evil --content '\(note)' --engine rule-matcher",
        "cases list evil", "cases list evil --json", "cases run evil evil --engine rule-matcher",
        "eval run evil evil --engine rule-matcher --repeats 1", "eval list", "eval list --json",
        "mutate content.txt --kinds case", "mutate content.txt --kinds case --jsonl",
        "edge evil content.txt --engine rule-matcher --kinds case",
        "runs", "runs --json", "runs --search prize", "trace show \(id)", "trace show \(id) --json",
        "trace export \(id)", "trace diff \(id) \(id)", "replay \(id) --speed max",
        "coverage evil", "coverage evil --json", "audit verify", "audit verify --json",
        "config show", "engines", "report - -o -",
      ] {
        _ = try check("\(binary) \(line)", in: place)
      }
    }

    @Test func messagesQuoteNamesAndArgumentsOnOneVisibleLine() throws {
      let place = try hostilePlace()
      let binary = "'\(try Precept.binary())'"
      let lines = [
        "outline '\(Self.name)'", "show '\(Self.name)@1'", "run evil '\(Self.name)'",
        "run '\(Self.name)' --content x", "--\(Self.name)".quoted, "'\(Self.name)'",
        "run evil --effort '\(Self.name)' --content x", "eval list '\(Self.name)'",
        "trace show '\(Self.name)'", "cases list '\(Self.name)'", "label evil@1 '\(Self.name)'",
        "render evil '\(Self.name)'", "--workspace '\(Self.name)' versions evil",
        "--engine '\(Self.name)'", "run evil content.txt --engine '\(Self.name)'",
        "run evil content.txt --engine 'http://\(Self.name)'",
        "run evil content.txt --engine http://127.0.0.1:1 --model '\(Self.name)'",
        "mutate content.txt --kinds '\(Self.name)'", "trace export x -o '/nowhere/\(Self.name)'",
      ]
      for line in lines {
        let status = try check("\(binary) \(line)", in: place)
        #expect(status != 0, "\(line)")
        // A log is read on a terminal later: neither escapes nor forged lines in it.
        let piped = try Precept.run(line, in: place)
        #expect(!piped.err.contains("\u{1B}"), "\(line)")
        #expect(!piped.err.contains("\nprecept: done"), "\(line): \(piped.err)")
      }
    }

    @Test func aPipeGetsDataByteForByte() throws {
      let place = try hostilePlace()
      let shown = try Precept.run("show evil", in: place).out
      #expect(shown == (try place.read("policies/evil/policy.md")))
      let content = try place.read("content.txt")
      #expect(try Precept.run("render evil content.txt", in: place).out.contains(content))
    }
  }
}

extension String {
  /// As one word of a shell; it holds no quotation mark.
  fileprivate var quoted: String { "'\(self)'" }
}
