import Foundation
import Testing

@testable import Harmony

/// Streams with what openai-harmony 0.0.8 makes of them (`Fixtures/parse_oracle.json`).
struct ParseOracle: Decodable {
  struct Stream: Decodable, CustomTestStringConvertible, Sendable {
    struct Part: Decodable, Sendable {
      var sp: String?
      var text: String?
    }
    struct Reading: Decodable, Sendable {
      struct Message: Decodable, Sendable {
        var role: String
        var channel: String?
        var recipient: String?
        var contentType: String?
        var text: String
      }
      struct Problem: Decodable, Sendable {
        var error: String
      }
      var error: Problem?
      var eosError: String?
      var messagesAfterEos: [Message]?
    }
    var id: String
    var `class`: String
    var title: String
    var roleGiven: String?
    var parts: [Part]
    var strict: Reading

    var testDescription: String { "\(id) \(title)" }

    var segments: [PromptSegment] {
      parts.compactMap { part in
        if let control = part.sp { return ControlToken(rawValue: control).map { .control($0) } }
        return .text(part.text ?? "")
      }
    }
  }
  var streams: [Stream]

  static let shared: ParseOracle = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/parse_oracle.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try! decoder.decode(ParseOracle.self, from: Data(contentsOf: file))
  }()
}

@Suite struct ParseOracleTests {
  /// Streams that the reference reads without an error though they are not what they seem: ours
  /// must warn. Its messages are equal all the same, but for `Deviation`.
  @Test(arguments: ParseOracle.shared.streams)
  func readsAsTheReferenceOrWarns(_ stream: ParseOracle.Stream) {
    let (messages, warnings) = HarmonyParser.messages(in: stream.segments)
    let reference = stream.strict
    let isClean =
      reference.error == nil && reference.eosError == nil && stream.class == "ok"
    if isClean {
      let expected = reference.messagesAfterEos ?? []
      #expect(messages.map(\.role) == expected.map(\.role))
      #expect(messages.map(\.channel) == expected.map(\.channel))
      #expect(messages.map(\.recipient) == expected.map(\.recipient))
      #expect(messages.map(\.contentType) == expected.map(\.contentType))
      #expect(messages.map(\.content) == expected.map(\.text))
      let hasNoChannel = expected.contains { $0.channel == nil }
      #expect(warnings.isEmpty != hasNoChannel)
    } else if !Self.quiet.contains(stream.id) {
      #expect(!warnings.isEmpty)
    }
  }

  /// Bad for a person, yet well-formed as a stream: cut, no final message, bytes that a segment
  /// cannot hold.
  static let quiet = ["p19", "p43", "p45", "p55", "p57"]

  @Test(arguments: [
    ("p23", [HarmonyWarning.Kind.missingStart]), ("p25", [.missingMessage]),
    ("p27", [.repeatedStart]), ("p29", [.unknownRole]), ("p31", [.strayText]),
    ("p33", [.unknownChannel]), ("p35", [.unknownChannel]), ("p37", [.headerExtra]),
    ("p41", [.headerExtra]), ("p47", [.endOfText]), ("p49", [.afterReturn]), ("p51", [.empty]),
    ("p53", [.flattened]), ("p21", [.incompleteHeader]),
  ])
  func namesWhatIsWrong(_ id: String, _ kinds: [HarmonyWarning.Kind]) throws {
    let stream = try #require(ParseOracle.shared.streams.first { $0.id == id })
    #expect(HarmonyParser.messages(in: stream.segments).warnings.map(\.kind) == kinds)
  }

  @Test(arguments: ParseOracle.shared.streams)
  func anyChunkingOfMarkupGivesTheSame(_ stream: ParseOracle.Stream) {
    let markup = Array(stream.segments.map(\.spelling).joined().utf8)
    let whole = Self.read(markup, by: markup.count)
    for size in [1, 2, 3, 5, 7, 11] {
      #expect(Self.read(markup, by: size) == whole)
    }
  }

  /// Messages and warnings after feeding `size` bytes at a time.
  static func read(_ bytes: [UInt8], by size: Int) -> [String] {
    var parser = HarmonyParser()
    var events: [HarmonyParser.Event] = []
    var index = 0
    while index < bytes.count {
      let end = min(bytes.count, index + max(1, size))
      events += parser.consume(bytes[index..<end])
      index = end
    }
    return folded(events + parser.finish())
  }

  /// Events with neighbouring texts joined, as lines.
  static func folded(_ events: [HarmonyParser.Event]) -> [String] {
    var lines: [String] = []
    for event in events {
      if case .text(let text) = event {
        if let last = lines.last, last.hasPrefix("text ") {
          lines[lines.count - 1] = last + text
        } else {
          lines.append("text " + text)
        }
      } else if case .warning(let warning) = event {
        lines.append("warning \(warning.kind)")
      } else {
        lines.append("\(event)")
      }
    }
    return lines
  }
}
