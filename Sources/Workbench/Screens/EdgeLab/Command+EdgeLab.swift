extension Command {
  /// What tries content written otherwise.
  static let edgeWork: [CommandInfo] = [
    CommandInfo(
      .runEdgeLab, "Run the content and its chosen variants", short: "Run", in: .screen,
      on: [.edge: "r"]),
    CommandInfo(
      .chooseMutation, "Choose the mutation, or not", short: "Choose", in: .screen,
      on: [.edge: " "]),
    CommandInfo(
      .compareVariant, "Where its chain parts from the baseline's", short: "Divergence",
      in: .screen, on: [.edge: "d"]),
    CommandInfo(
      .keepVariant, "Add the variant to the open case set", short: "Add", in: .screen,
      on: [.edge: "a"]),
    CommandInfo(
      .edgeRate, "Next rate: 0.1, 0.3, 0.6, 1", short: "Rate", in: .screen, on: [.edge: "t"]),
    CommandInfo(
      .edgeDraws, "Next number of draws: 1, 3, 5, 10", short: "Draws", in: .screen,
      on: [.edge: "n"]),
    CommandInfo(
      .edgeSeed, "Other variants of the same kinds", short: "Seed", in: .screen,
      on: [.edge: "o"]),
    CommandInfo(
      .chooseMutations, "Choose the readable ones, all, or none", short: "All", in: .screen,
      on: [.edge: "x"]),
  ]
}
