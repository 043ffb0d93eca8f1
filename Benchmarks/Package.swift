// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let rooms = Target.Dependency.product(name: "PreceptRooms", package: "precept")
let records = Target.Dependency.product(name: "PreceptRecords", package: "precept")

// A package of its own, so that the product carries nothing that only a benchmark needs.
let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "precept", path: ".."),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  ],
  targets: [
    .executableTarget(
      name: "harmony-throughput", dependencies: [rooms], path: "Sources/HarmonyThroughput",
      swiftSettings: strict),
    // The scripted engines of the tests; a link, since no target may reach out of its package.
    .target(
      name: "TestSupport",
      dependencies: [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "paced-engine", dependencies: ["TestSupport"], path: "Sources/PacedEngine",
      swiftSettings: strict),
    .executableTarget(
      name: "record-figures", dependencies: [rooms, records], path: "Sources/RecordFigures",
      swiftSettings: strict),
    .executableTarget(
      name: "engine-runs", dependencies: [rooms], path: "Sources/EngineRuns",
      swiftSettings: strict),
  ]
)
