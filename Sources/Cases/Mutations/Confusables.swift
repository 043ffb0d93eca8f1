/// Letters and digits of other scripts that look like ASCII ones.
enum Confusables {
  /// By ASCII value; empty where the data has none.
  static let lookalikes: [[String]] = {
    var table = [[String]](repeating: [], count: 128)
    for entry in ConfusablesTable.entries {
      table[Int(entry >> 24)].append(String(scalar: entry & 0xFF_FFFF))
    }
    return table
  }()
}
