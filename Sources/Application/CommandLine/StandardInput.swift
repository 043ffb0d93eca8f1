import Foundation
import Workspace

/// Everything that is piped in, under the limits of files.
enum StandardInput {
  static func read() throws -> String {
    var bytes: [UInt8] = []
    while let chunk = try next(), !chunk.isEmpty {
      bytes.append(contentsOf: chunk)
      guard bytes.count <= Workspace.sizeLimit else {
        throw CommandFailure(
          .files, "Standard input is longer than \(Workspace.sizeLimit / 1_048_576) MB.",
          hint: "Give a shorter text.")
      }
    }
    return try TextFile.decode(bytes, path: "standard input")
  }

  private static func next() throws(CommandFailure) -> Data? {
    do {
      return try FileHandle.standardInput.read(upToCount: 1 << 16)
    } catch {
      throw CommandFailure(
        .files, "Standard input cannot be read.", hint: "Give a FILE, or pipe it in.")
    }
  }
}
