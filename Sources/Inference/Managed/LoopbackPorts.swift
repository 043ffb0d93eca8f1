import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Which ports of this machine can be listened on.
enum LoopbackPorts {
  /// Asks before llama-server does: a build that shares ports (`SO_REUSEPORT`) would not notice
  /// that another engine has it, and answers would come from either.
  static func find(_ wish: ManagedEngineMachine.PortWish) -> Int? {
    switch wish {
    case .exactly(let port): return bind(port) == port ? port : nil
    case .preferring(let ports, let except):
      if let port = ports.first(where: { !except.contains($0) && bind($0) == $0 }) { return port }
      for _ in 0..<20 {
        if let port = bind(0), !except.contains(port) { return port }
      }
      return nil
    }
  }

  /// Listens for a moment.
  ///
  /// - Parameter port: 0 for any.
  /// - Returns: the port; nil where it is taken.
  private static func bind(_ port: Int) -> Int? {
    #if canImport(Glibc)
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
    #else
      let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // As llama-server does: connections that have ended take no port.
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> Bool in
        #if canImport(Glibc)
          let isBound = Glibc.bind(descriptor, address, length) == 0
        #else
          let isBound = Darwin.bind(descriptor, address, length) == 0
        #endif
        return isBound && listen(descriptor, 1) == 0
          && getsockname(descriptor, address, &length) == 0
      }
    } ? Int(in_port_t(bigEndian: address.sin_port)) : nil
  }
}
