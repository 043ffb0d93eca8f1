/// The environment of an engine that Precept starts: what it needs to find its libraries, devices,
/// models and the network, and nothing else. Keys stay with Precept.
///
/// An engine is a large program that reads what strangers write. What it does not know it cannot
/// give away, nor write into its log.
public enum EngineEnvironment {
  private static let names: Set<String> = [
    "PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "TZ", "LANG", "LANGUAGE", "TMPDIR",
    "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH",
    "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE",
    "NO_PROXY", "no_proxy",
  ]

  /// Locale, devices and number crunching, the engine's own settings, its models, user folders.
  private static let prefixes = [
    "LC_", "CUDA_", "NVIDIA_", "HIP_", "ROCR_", "ROCM_", "HSA_", "GPU_", "GGML_", "LLAMA_", "OMP_",
    "KMP_", "GOMP_", "MKL_", "OPENBLAS_", "VK_", "SYCL_", "ONEAPI_", "ZE_", "HF_HOME", "HF_HUB_",
    "XDG_",
  ]

  private static let proxies: Set<String> = [
    "http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY",
  ]

  /// Words in names of variables that hold secrets. A name with one is left out, whatever it
  /// begins with.
  private static let secrets = [
    "KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL", "AUTH", "COOKIE",
  ]

  /// What of an environment an engine gets. Names and passwords in URLs of proxies are left out.
  public static func allowed(of environment: [String: String]) -> [String: String] {
    var allowed: [String: String] = [:]
    for (name, value) in environment {
      let upper = name.uppercased()
      guard !secrets.contains(where: upper.contains) else { continue }
      if proxies.contains(name) {
        allowed[name] = withoutUser(value)
      } else if names.contains(name) || prefixes.contains(where: name.hasPrefix) {
        allowed[name] = value
      }
    }
    return allowed
  }

  /// `http://user:password@host:8080` as `http://host:8080`.
  private static func withoutUser(_ proxy: String) -> String {
    guard let at = proxy.lastIndex(of: "@") else { return proxy }
    let host = proxy[proxy.index(after: at)...]
    guard let scheme = proxy[..<at].firstRange(of: "://") else { return String(host) }
    return String(proxy[..<scheme.upperBound] + host)
  }
}
