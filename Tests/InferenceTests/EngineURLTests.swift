import Inference
import Testing

@Suite struct EngineURLTests {
  @Test(
    "addresses are brought into one form",
    arguments: [
      ("http://127.0.0.1:8080/v1/", "http://127.0.0.1:8080", true),
      ("HTTP://LocalHost:11434", "http://localhost:11434", true),
      ("https://gpu.example/llm/v1?x=1", "https://gpu.example/llm", false),
      ("http://[::1]:9931", "http://[::1]:9931", true),
      ("http://127.evil.example", "http://127.evil.example", false),
    ])
  func forms(_ text: String, _ expected: String, _ isLoopback: Bool) throws {
    let url = try EngineURL(text)
    #expect(url.description == expected)
    #expect(url.isLoopback == isLoopback)
  }

  @Test(
    "what is no address, or holds a key, is refused",
    arguments: [
      "127.0.0.1:8080", "ftp://x", "http://", "http://x:0", "http://x:99999", "http://me:key@x",
    ])
  func refused(_ text: String) {
    let error = #expect(throws: EngineURLError.self) { try EngineURL(text) }
    #expect(error?.description.contains("key@") == false)
  }
}
