import Foundation

/// The way of libFuzzer into our own `main`.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ argc: UnsafeMutablePointer<CInt>,
  _ argv: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// libFuzzer's own `main` is linked, never called, and wants this.
@_cdecl("LLVMFuzzerTestOneInput")
public func unused(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt { 0 }

/// What a target does with an input. It traps where an invariant is broken.
typealias Target = @Sendable ([UInt8]) -> Void

/// Every target, by the name that `script/fuzz` takes.
let targets: [String: Target] = [
  "sse": fuzzEvents,
  "ndjson": fuzzLines,
  "harmony": fuzzHarmony,
  "transcript": fuzzTranscript,
  "keys": fuzzKeys,
  "csv": fuzzDelimited,
  "jsonl": fuzzCases,
  "outline": fuzzOutline,
  "verdict": fuzzVerdict,
  "toml": fuzzSettings,
  "json": fuzzJSON,
  "export": fuzzExport,
]

nonisolated(unsafe) private var target: Target = { _ in }

/// `fuzz TARGET [options of libFuzzer]`.
@main
struct Fuzz {
  static func main() {
    let names = targets.keys.sorted()
    guard CommandLine.arguments.count > 1, let chosen = targets[CommandLine.arguments[1]] else {
      print(names.joined(separator: "\n"))
      exit(CommandLine.arguments.count > 1 ? 2 : 0)
    }
    target = chosen
    // libFuzzer takes the first word as the program's name.
    var argc = CommandLine.argc - 1
    var argv: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
      CommandLine.unsafeArgv.advanced(by: 1)
    exit(
      runDriver(&argc, &argv) { data, count in
        target(Array(UnsafeBufferPointer(start: data, count: count)))
        return 0
      })
  }
}

/// Traps unless the invariant holds.
func hold(_ condition: Bool, _ invariant: @autoclosure () -> String) {
  if !condition { fatalError("broken: \(invariant())") }
}

/// The input in pieces whose sizes its first bytes tell.
struct Pieces {
  let whole: ArraySlice<UInt8>
  let pieces: [ArraySlice<UInt8>]

  init(_ input: [UInt8]) {
    let sizes = input.prefix(4).map { Int($0 % 33) + 1 }
    whole = input.dropFirst(4)
    var rest = whole
    var pieces: [ArraySlice<UInt8>] = []
    while !rest.isEmpty {
      pieces.append(rest.prefix(sizes[pieces.count % sizes.count]))
      rest = rest.dropFirst(pieces[pieces.count - 1].count)
    }
    self.pieces = pieces
  }
}
