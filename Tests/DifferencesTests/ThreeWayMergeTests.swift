import Differences
import Foundation
import Testing

struct ThreeWayMergeTests {
  static func merged(_ base: String, _ mine: String, _ theirs: String) -> String? {
    ThreeWayMerge(base: base, mine: mine, theirs: theirs).text
  }

  @Test func `a side that changed nothing takes the other's text`() {
    for (base, other) in [("", "a\n"), ("a\n", ""), ("a\nb", "a\nb\n"), ("a\n", "x\na\ny")] {
      #expect(Self.merged(base, base, other) == other)
      #expect(Self.merged(base, other, base) == other)
      #expect(Self.merged(base, other, other) == other)
    }
  }

  @Test func `changes with a line between them are both taken`() {
    #expect(Self.merged("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n") == "A\nb\nC\n")
    #expect(Self.merged("a\nb\nc\n", "b\nc\n", "a\nb\nx\nc\n") == "b\nx\nc\n")
    #expect(Self.merged("a\nb\nc\n", "b\nc\n", "a\nx\nb\nc\n") == nil)
    #expect(Self.merged("a\nb\nc\n", "b\nc\n", "a\nb\nc\nx\n") == "b\nc\nx\n")
  }

  @Test func `the same lines changed in two ways are a conflict with both texts`() {
    let merge = ThreeWayMerge(base: "a\nb\nc\n", mine: "a\nmine\nc\n", theirs: "a\ntheirs\nc\n")
    #expect(merge.text == nil)
    #expect(merge.conflicts.map(\.line) == [2])
    #expect(merge.conflicts.first?.mine == "mine\n")
    #expect(merge.conflicts.first?.theirs == "theirs\n")
  }

  @Test func `canonically equal spellings are different texts`() {
    #expect(Self.merged("a\n", "\u{E9}\n", "e\u{301}\n") == nil)
  }

  // MARK: git merge-file as oracle

  struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 31)
    }
  }

  /// Changes, adds and removes some lines. Lines differ from one another, since where equal lines
  /// repeat, several alignments are equally right.
  static func edited(_ lines: [String], by name: String, _ random: inout Random) -> [String] {
    var lines = lines
    for step in 0..<Int.random(in: 0...4, using: &random) {
      let place = Int.random(in: 0...lines.count, using: &random)
      // Sometimes both sides make the same change.
      let word = Int.random(in: 0..<4, using: &random) == 0 ? "same" : name
      switch Int.random(in: 0..<3, using: &random) {
      case 0: lines.insert("\(word) adds \(step) at \(place)", at: place)
      case 1 where place < lines.count: lines.remove(at: place)
      default: if place < lines.count { lines[place] = "\(word) changes \(place)" }
      }
    }
    return lines
  }

  static func text(_ lines: [String], _ random: inout Random) -> String {
    let end = Int.random(in: 0..<5, using: &random) == 0 ? "" : "\n"
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + end
  }

  /// - Returns: nil where git finds a conflict.
  static func git(_ base: String, _ mine: String, _ theirs: String) throws -> String? {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in [("mine", mine), ("base", base), ("theirs", theirs)] {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "merge-file", "-p", "mine", "base", "theirs"]
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: bytes, as: UTF8.self) : nil
  }

  @Test(arguments: 0..<8)
  func `it merges and conflicts as git merge-file does`(seed: Int) throws {
    var random = Random(state: UInt64(seed) &* 7919 &+ 17)
    for round in 0..<40 {
      let lines = (0..<Int.random(in: 0...14, using: &random)).map { "line \($0)" }
      let base = Self.text(lines, &random)
      let mine = Self.text(Self.edited(lines, by: "mine", &random), &random)
      let theirs = Self.text(Self.edited(lines, by: "theirs", &random), &random)
      let ours = Self.merged(base, mine, theirs)
      let git = try Self.git(base, mine, theirs)
      #expect(
        ours == git,
        "seed \(seed), round \(round): \(base.debugDescription) \(mine.debugDescription) \(theirs.debugDescription)"
      )
    }
  }
}
