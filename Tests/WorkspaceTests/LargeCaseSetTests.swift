import Cases
import Foundation
import Testing

@testable import Workspace

/// Case sets and files of rows are read piece by piece, packed or not.
struct LargeCaseSetTests {
  let folder = TestFolder()

  private func gzip(_ name: String, _ text: String, _ arguments: String = "") throws -> String {
    try folder.write(text, to: name)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c", "gzip -c \(arguments) '\(folder.path)/\(name)' > '\(folder.path)/\(name).gz'",
    ]
    try process.run()
    process.waitUntilExit()
    return "\(folder.path)/\(name).gz"
  }

  private func text(_ path: String) throws -> String {
    let chunks = try FileChunks(path, workspace: nil)
    var bytes: [UInt8] = []
    while true {
      let piece = try chunks.next()
      if piece.isEmpty { return String(decoding: bytes, as: UTF8.self) }
      bytes += piece
    }
  }

  @Test func `gzip is unpacked, in several members and behind zeros`() throws {
    let long = (0..<100_000).map { "line \($0 % 977)\n" }.joined()
    let path = try gzip("a.txt", long)
    #expect(try text(path) == long)
    let packed = try Data(contentsOf: URL(filePath: path))
    try (packed + packed + Data(repeating: 0, count: 700)).write(to: URL(filePath: path))
    #expect(try text(path) == long + long)
  }

  @Test func `gzip that ends early or is damaged is an error, and no shorter text`() throws {
    let path = try gzip("a.txt", String(repeating: "hello world ", count: 50_000))
    let packed = try Data(contentsOf: URL(filePath: path))
    try packed.dropLast(12).write(to: URL(filePath: path))
    #expect(workspaceError { _ = try text(path) }?.message.contains("ends too early") == true)
    var broken = packed
    for index in 20..<40 { broken[index] ^= 0x5A }
    try broken.write(to: URL(filePath: path))
    #expect(workspaceError { _ = try text(path) }?.message.contains("damaged") == true)
  }

  @Test func `a set may be larger than any other file`() throws {
    let workspace = try folder.open()
    let long = String(repeating: "x", count: 1 << 20)
    try workspace.writeCaseSet(named: "s") { writer in
      for number in 0..<20 { try writer.write(Case(id: "c\(number)", content: .text(long))) }
    }
    #expect(try workspace.caseSet(named: "s").cases.count == 20)
    try workspace.append(Case(id: "last", content: .text("1")), toSet: "s")
    #expect(try workspace.caseSet(named: "s").cases.last?.id == "last")
  }

  @Test func `what throws while a set is written leaves nothing`() throws {
    let workspace = try folder.open()
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try workspace.writeCaseSet(named: "s") { writer in
        try writer.write(Case(id: "a", content: .text(String(repeating: "x", count: 3 << 20))))
        throw Stop()
      }
    }
    #expect(folder.names("samples").isEmpty)
    #expect(try workspace.caseSetNames().isEmpty)
  }

  @Test
  func `cases are written again by their numbers, also behind those of a set that is extended`()
    throws
  {
    try folder.write("{\"id\":\"old\",\"content\":\"o\"}\n\nnot JSON", to: "samples/s.jsonl")
    let workspace = try folder.open()
    try workspace.writeCaseSet(named: "s", existing: .extended) { writer in
      for name in ["a", "b", "c"] { try writer.write(Case(id: name, content: .text(name))) }
      try writer.rewrite([0, 2]) { item, number in
        var item = item
        item.note = "\(number)"
        return item
      }
    }
    let text = try String(contentsOfFile: "\(folder.path)/samples/s.jsonl", encoding: .utf8)
    #expect(text.hasPrefix("{\"id\":\"old\",\"content\":\"o\"}\n\nnot JSON\n{"))
    #expect(try workspace.caseSet(named: "s").cases.map(\.note) == [nil, "0", nil, "2"])
  }

  @Test func `what a crash left of a set is removed, and what is being written is not`() throws {
    let workspace = try folder.open()
    // As a crash leaves it: nobody holds its lock.
    try folder.write("x", to: "samples/.left.precept-growing")
    try workspace.writeCaseSet(named: "s") { writer in
      try writer.write(Case(id: "a", content: .text("1")))
      // Another process saves meanwhile.
      try workspace.append(Case(id: "b", content: .text("2")), toSet: "other")
    }
    #expect(try workspace.caseSet(named: "s").cases.map(\.id) == ["a"])
    #expect(folder.names("samples") == ["other.jsonl", "s.jsonl"])
  }
}
