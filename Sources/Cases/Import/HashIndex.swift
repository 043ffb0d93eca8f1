/// Finds by a 64-bit hash which of many things was the first with it, in about twelve bytes a thing.
///
/// Two things with the same hash count as the same: among ten million the chance is one in 370,000.
/// Hashes are seeded for each process, so nobody can make a file in which they collide.
struct HashIndex {
  private(set) var hashes: [UInt64] = []
  /// Open addressing with linear steps; a slot holds the number of a thing plus one, or 0.
  private var slots = [UInt32](repeating: 0, count: 1024)

  /// - Returns: the number of the first thing with this hash, or nil after adding it as the next.
  mutating func add(_ hash: UInt64) -> Int? {
    if (hashes.count + 1) * 2 > slots.count { grow() }
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    hashes.append(hash)
    slots[slot] = UInt32(hashes.count)
    return nil
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }

  /// By bytes: to a model, é in one scalar and in two are not the same.
  static func hash(_ text: String) -> UInt64 {
    var hasher = Hasher()
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}
