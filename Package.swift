// swift-tools-version: 6.2
import PackageDescription

/// In CI a warning in our own code is an error.
let warnings: [SwiftSetting] =
  Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

/// Settings of every Swift target, in one place.
let strict: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ] + warnings

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(
  name: "AsyncHTTPClient", package: "async-http-client")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
/// SQLite's own functions, for what GRDB has no name for.
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
/// The limit of what AsyncHTTPClient decompresses is a type of this one's.
let nioHTTPCompression = Target.Dependency.product(
  name: "NIOHTTPCompression", package: "swift-nio-extras")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// Fixtures are read from the source tree, so that they are no resources of a bundle.
func tests(
  of name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, exclude: exclude,
    swiftSettings: strict)
}

let package = Package(
  name: "precept",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "precept", targets: ["precept"]),
    // For Benchmarks and Fuzzing, packages of their own.
    .library(
      name: "PreceptRooms",
      targets: [
        "Cases", "Differences", "Evaluation", "Harmony", "Inference", "Policies", "RuleMatcher",
        "Runs",
        "TerminalInput",
        "TerminalText", "TextEditing", "Traces", "Wording", "Workbench",
      ]),
    .library(name: "PreceptRecords", targets: ["RunLog"]),
    .library(name: "PreceptFiles", targets: ["Workspace"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.6.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    .target(
      name: "CTerminal",
      linkerSettings: [
        .linkedLibrary("ncursesw", .when(platforms: [.linux])),
        .linkedLibrary("tinfo", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),
    room("TerminalText"),
    room("TerminalInput"),
    room("Terminal", ["CTerminal", "TerminalText", "TerminalInput"]),
    room("TextEditing", ["TerminalText"]),
    room("Harmony"),
    room("Differences"),
    room("Policies", ["Differences"]),
    room("Runs", ["Harmony", "Policies"]),
    room("Traces", ["Differences", "Harmony", "Policies", "Runs"]),
    room("Cases", ["Policies"]),
    room("Evaluation", ["Cases", "Harmony", "Policies", "Runs"]),
    room("Reports", ["Evaluation", "Harmony", "Policies", "Runs"]),
    room("RuleMatcher", ["Harmony", "Policies", "Runs"]),
    room("Wording", ["Cases", "Evaluation", "Policies", "Runs"]),
    room("Digests", [crypto]),
    .target(name: "CSupervisor"),
    .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),
    room(
      "Inference",
      [
        "Harmony", "Runs", asyncHTTPClient, nioCore, nioHTTP1, nioHTTPCompression, subprocess,
        system,
      ]),
    room("Workspace", ["CZlib", "Cases", "Digests", "Policies"]),
    room("RunLog", ["Digests", "Evaluation", "Harmony", "Policies", "Runs", grdb, sqlite]),
    room(
      "Workbench",
      [
        "TerminalText", "TerminalInput", "TextEditing", "Harmony", "Policies", "Runs", "Cases",
        "Traces", "Evaluation", "Differences", "Wording",
      ]),
    room(
      "Application",
      [
        "Cases", "Differences", "Digests", "Evaluation", "Harmony", "Inference", "Policies",
        "Reports",
        "RuleMatcher", "RunLog", "Runs",
        "Terminal", "TerminalInput", "TerminalText", "TextEditing", "Traces", "Wording",
        "Workbench",
        "Workspace",
        logging,
        subprocess,
        system,
      ]),
    .executableTarget(
      name: "precept",
      dependencies: [
        "Application", "Cases", "CSupervisor", "Evaluation", "Harmony", "Policies", "Runs",
        "Wording",
        "Workspace", argumentParser,
      ],
      swiftSettings: strict),

    // Engines that are scripted byte for byte, and a server that misbehaves.
    .target(
      name: "TestSupport", dependencies: [nioCore, nioHTTP1, nioPosix], path: "Tests/TestSupport",
      swiftSettings: strict),
    // Spoiled input, by seed.
    .target(name: "FuzzSupport", path: "Tests/FuzzSupport", swiftSettings: strict),
    tests(of: "TerminalText", exclude: ["Fixtures"]),
    tests(of: "TerminalInput", ["FuzzSupport"]),
    .executableTarget(
      name: "terminal-probe", dependencies: ["Terminal", "TerminalInput", "TerminalText"],
      path: "Tests/TerminalProbe", swiftSettings: strict),
    tests(of: "Terminal", ["terminal-probe", "TerminalInput"]),
    tests(of: "TextEditing", ["TerminalText"]),
    tests(of: "Harmony", exclude: ["Fixtures"]),
    tests(of: "Differences"),
    tests(of: "Policies", exclude: ["Corpus", "Fixtures"]),
    tests(of: "Runs", ["Harmony", "Policies"]),
    tests(of: "Traces", ["Harmony", "Policies", "Runs"]),
    tests(of: "Cases", ["FuzzSupport", "Policies"]),
    tests(of: "Evaluation", ["Cases", "FuzzSupport", "Harmony", "Policies", "Runs"]),
    tests(of: "Reports", ["Evaluation", "Harmony", "Policies", "Runs"]),
    tests(of: "RuleMatcher", ["Harmony", "Policies", "Runs"]),
    tests(
      of: "Workspace", ["Cases", "Digests", "FuzzSupport", "Policies"], exclude: ["Fixtures"]),
    tests(
      of: "Inference",
      [
        "FuzzSupport", "Harmony", "Policies", "Runs", "TestSupport", asyncHTTPClient, nioCore,
        nioHTTP1, nioPosix,
      ],
      exclude: ["Fixtures"]),
    tests(
      of: "Workbench",
      [
        "TerminalText", "TerminalInput", "TextEditing", "Harmony", "Policies", "Runs", "Cases",
        "RuleMatcher", "Traces", "Evaluation", "Wording",
      ], exclude: ["Snapshots"]),
    tests(
      of: "Application",
      [
        "Cases", "Evaluation", "Harmony", "Inference", "Policies", "RunLog", "Runs", "Terminal",
        "TerminalInput", "TerminalText", "TextEditing", "Wording", "Workbench", "Workspace", grdb,
        logging,
      ]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["precept", "TestSupport"], swiftSettings: strict),
    tests(
      of: "RunLog", ["Digests", "Evaluation", "FuzzSupport", "Harmony", "Policies", "Runs", grdb],
      exclude: ["Fixtures"]),
  ]
)
