// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the product carries nothing that only a benchmark needs.
let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "precept", path: "..")],
  targets: [
    .executableTarget(
      name: "harmony-throughput",
      dependencies: [.product(name: "PreceptRooms", package: "precept")],
      path: "Sources/HarmonyThroughput",
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      ])
  ]
)
