internal import CZlib

/// Unpacks gzip data piece by piece (RFC 1952), also several members one after the other.
final class GzipInflater {
  enum Problem: Error {
    case damaged
    case endsEarly
  }

  private static let portion = 1 << 18

  private var stream = z_stream()
  private var input: [UInt8] = []
  private var isBetweenMembers = false

  init() throws(Problem) {
    guard precept_inflate_begin(&stream) == Z_OK else { throw .damaged }
  }

  deinit { inflateEnd(&stream) }

  /// What the next bytes unpack to; empty at the end.
  ///
  /// - Parameter more: the packed bytes, an empty piece at their end.
  func next(_ more: () throws -> [UInt8]) throws -> [UInt8] {
    while true {
      if input.isEmpty {
        input = try more()
        if input.isEmpty {
          guard isBetweenMembers else { throw Problem.endsEarly }
          return []
        }
      }
      if isBetweenMembers {
        // Zeros may fill the last block of a tape or disk.
        guard let first = input.firstIndex(where: { $0 != 0 }) else {
          input = []
          continue
        }
        input.removeFirst(first)
        guard inflateReset(&stream) == Z_OK else { throw Problem.damaged }
        isBetweenMembers = false
      }
      let output = try inflateSome()
      if !output.isEmpty { return output }
    }
  }

  private func inflateSome() throws -> [UInt8] {
    var status: Int32 = Z_OK
    var left = 0
    let output = [UInt8](unsafeUninitializedCapacity: Self.portion) { buffer, count in
      input.withUnsafeMutableBufferPointer { bytes in
        stream.next_in = bytes.baseAddress
        stream.avail_in = UInt32(bytes.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        status = inflate(&stream, Z_NO_FLUSH)
        left = Int(stream.avail_in)
      }
      count = buffer.count - Int(stream.avail_out)
    }
    input = Array(input.suffix(left))
    switch status {
    case Z_STREAM_END: isBetweenMembers = true
    case Z_OK, Z_BUF_ERROR: break
    default: throw Problem.damaged
    }
    return output
  }
}
