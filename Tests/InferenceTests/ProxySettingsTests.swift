import Testing

@testable import Inference

@Suite struct ProxySettingsTests {
  private func proxy(_ url: String, _ environment: [String: String]) throws -> String? {
    try ProxySettings(environment: environment).proxy(for: EngineURL(url)).map {
      "\($0.host):\($0.port) by \($0.variable)"
    }
  }

  @Test func theVariableOfTheSchemeCountsAsCurlReadsIt() throws {
    let both = ["http_proxy": "http://a:1", "https_proxy": "b:2", "HTTP_PROXY": "http://evil:3"]
    #expect(try proxy("http://gpu.example:8080", both) == "a:1 by http_proxy")
    #expect(try proxy("https://gpu.example", both) == "b:2 by https_proxy")
    #expect(try proxy("http://gpu.example", ["HTTP_PROXY": "http://evil:3"]) == nil)
    #expect(try proxy("http://gpu.example", ["all_proxy": "http://c:4"]) == "c:4 by all_proxy")
  }

  @Test func thisMachineAndExceptionsAreReachedDirectly() throws {
    let all = ["all_proxy": "http://c:4", "no_proxy": "localhost, .example,10.0.0.9"]
    for url in [
      "http://127.0.0.1:8080", "http://localhost", "http://[::1]:1", "http://gpu.example",
      "http://example", "http://10.0.0.9:80",
    ] { #expect(try proxy(url, all) == nil, "\(url)") }
    #expect(try proxy("http://notexample", all) != nil)
    #expect(try proxy("http://gpu", ["all_proxy": "http://c:4", "no_proxy": "*"]) == nil)
  }

  @Test func aProxyThatCannotBeUsedIsNamedByItsVariable() throws {
    for text in ["socks5://c:4", "http://user:secret@c:4", "http://"] {
      do {
        _ = try proxy("https://gpu.example", ["https_proxy": text])
        Issue.record("\(text)")
      } catch {
        #expect("\(error)".contains("https_proxy"))
        #expect(!"\(error)".contains("secret"))
      }
    }
  }
}
