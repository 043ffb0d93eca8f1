internal import Foundation

/// The proxy that the environment names for an address, as curl reads it: `https_proxy`,
/// `http_proxy` (lower case only, since CGI servers set the upper-case one from a header),
/// `HTTPS_PROXY`, `all_proxy`, and `no_proxy` against them. Addresses of this machine never go
/// through one.
struct ProxySettings: Hashable, Sendable {
  struct Proxy: Hashable, Sendable {
    var host: String
    var port: Int
    /// Which variable names it, for messages.
    var variable: String
  }

  private let variables: [String: String]

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    variables = environment.filter { !$0.value.isEmpty }
  }

  /// nil where the address is reached without one.
  /// - Throws: a sentence where the variable holds no proxy that can be used.
  func proxy(for url: EngineURL) throws(EngineURLError) -> Proxy? {
    guard !url.isLoopback, !isExcepted(url.host) else { return nil }
    let names =
      url.scheme == "https"
      ? ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
      : ["http_proxy", "all_proxy", "ALL_PROXY"]
    guard let name = names.first(where: { variables[$0] != nil }), let text = variables[name] else {
      return nil
    }
    let address = text.contains("://") ? text : "http://" + text
    guard let proxy = try? EngineURL(address), proxy.scheme == "http" else {
      throw EngineURLError(
        "The variable \(name) names a proxy that cannot be used: only http://HOST:PORT without a password is spoken."
      )
    }
    return Proxy(host: proxy.host, port: proxy.port, variable: name)
  }

  /// `no_proxy`: names with commas; a name takes its subdomains along, `*` takes all.
  private func isExcepted(_ host: String) -> Bool {
    let list = variables["no_proxy"] ?? variables["NO_PROXY"] ?? ""
    return list.split(whereSeparator: { $0 == "," || $0.isWhitespace }).contains { entry in
      let name = entry.lowercased().drop { $0 == "." }
      return name == "*" || host == name || host.hasSuffix("." + name)
    }
  }
}
