/// Where an engine listens: scheme, host, port and the path before `/v1`.
public struct EngineURL: Hashable, Sendable, CustomStringConvertible {
  public private(set) var scheme: String
  /// As it stands in the URL: an IPv6 address has its brackets.
  public private(set) var host: String
  public private(set) var port: Int
  /// Empty, or begins with `/` and does not end with one.
  public private(set) var path: String

  /// - Parameter text: `http://HOST[:PORT][/PATH]`, or with `https`; a trailing `/v1` is dropped.
  /// - Throws: an error whose text says what is wrong with it.
  public init(_ text: String) throws(EngineURLError) {
    guard let separator = text.range(of: "://") else {
      throw EngineURLError("“\(text)” is no URL of an engine: it has no http:// in front.")
    }
    scheme = text[..<separator.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else {
      throw EngineURLError("“\(text)” is no URL of an engine: only http and https are spoken.")
    }
    let rest = text[separator.upperBound...].prefix { $0 != "?" && $0 != "#" }
    let authority = rest.prefix { $0 != "/" }
    guard !authority.contains("@") else {
      throw EngineURLError(
        "The URL of an engine may not hold a user name or key: name the variable with the key.")
    }
    let parts = Self.split(authority)
    host = parts.host.lowercased()
    guard !host.isEmpty,
      !host.contains(where: { $0.isWhitespace || $0.asciiValue.map { $0 < 33 } ?? false })
    else { throw EngineURLError("“\(text)” is no URL of an engine: it names no host.") }
    if let digits = parts.port {
      guard let number = Int(digits), 1...65535 ~= number else {
        throw EngineURLError("“\(text)” is no URL of an engine: a port is 1 to 65535.")
      }
      port = number
    } else {
      port = scheme == "https" ? 443 : 80
    }
    var segments = rest[authority.endIndex...].split(separator: "/").map(String.init)
    if segments.last == "v1" { segments.removeLast() }
    path = segments.map { "/" + $0 }.joined()
  }

  /// A port of this machine.
  public init(loopbackPort port: Int) {
    scheme = "http"
    host = "127.0.0.1"
    self.port = port
    path = ""
  }

  /// Scheme, host and port: what a key is good for.
  public struct Origin: Hashable, Sendable {
    let scheme: String
    let host: String
    let port: Int
  }

  public var origin: Origin { Origin(scheme: scheme, host: host, port: port) }

  /// Whether requests stay on this machine.
  public var isLoopback: Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }

  public var description: String {
    let isUsual = port == (scheme == "https" ? 443 : 80)
    return "\(scheme)://\(host)\(isUsual ? "" : ":\(port)")\(path)"
  }

  /// - Parameter route: begins with `/`.
  func appending(_ route: String) -> String { description + route }

  private static func split(_ authority: Substring) -> (host: Substring, port: Substring?) {
    let bracket = authority.firstIndex(of: "]").map { authority.index(after: $0) }
    let start = bracket ?? authority.startIndex
    guard let colon = authority[start...].firstIndex(of: ":") else { return (authority, nil) }
    return (authority[..<colon], authority[authority.index(after: colon)...])
  }
}

/// Why a text is no engine's URL. One sentence.
public struct EngineURLError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}

extension String {
  /// Where the needle stands first.
  fileprivate func range(of needle: String) -> Range<Index>? { ranges(of: needle).first }
}
