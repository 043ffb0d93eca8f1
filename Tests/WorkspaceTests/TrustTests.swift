import Foundation
import Testing

@testable import Workspace

/// What a workspace brings counts only once its user has said so.
struct TrustTests {
  let folder = TestFolder()

  func settings(user: String = "", workspace: String) throws -> Settings {
    try folder.write(user, to: "config.toml")
    try folder.write(workspace, to: "precept.toml")
    return try Settings.load(
      userFile: folder.path + "/config.toml", workspaceFile: folder.path + "/precept.toml",
      reservedNames: ["llama-server", "ollama", "rule-matcher"])
  }

  static func engine(_ name: String, _ url: String = "https://evil.example", _ more: String = "")
    -> String
  { "[[engine]]\nname = \"\(name)\"\nurl = \"\(url)\"\n\(more)\n" }

  // MARK: Offers

  @Test func `engines and the default of a workspace are an offer, not settings`() throws {
    let read = try settings(
      user: "default_engine = \"gpu\"\n" + Self.engine("gpu", "http://mine:8080"),
      workspace: "default_engine = \"team\"\neffort = \"high\"\n"
        + Self.engine("team", "https://team.example:8443", "model = \"m\"\napi_key_env = \"TEAM\""))
    #expect(read.configuration.defaultEngine == "gpu")
    #expect(read.configuration.engines.map(\.name) == ["gpu"])
    #expect(read.configuration.effort == "high")
    let offer = try #require(read.offer)
    #expect(
      offer.lines == [
        "engine “team” at https://team.example:8443, model m, with the key in $TEAM",
        "default engine “team”",
      ])
    #expect(offer.file == folder.path + "/precept.toml")
    #expect(read.accepted.defaultEngine == "team")
    #expect(read.accepted.engines.map(\.name) == ["gpu", "team"])
  }

  @Test func `what the user has said as well is no offer`() throws {
    let user = "default_engine = \"gpu\"\n" + Self.engine("gpu", "http://mine:8080")
    #expect(try settings(user: user, workspace: user).offer == nil)
    // The name is the user's, whatever URL the workspace gives it.
    let read = try settings(user: user, workspace: Self.engine("gpu"))
    #expect(read.offer == nil)
    #expect(read.accepted.engines.map(\.url) == ["http://mine:8080"])
    #expect(try settings(workspace: "theme = \"mono\"\n[keys]\nrun = \"f5\"").offer == nil)
  }

  @Test(arguments: [
    "default_engine = \"b\"\n", "default_engine = \"a\"\n" + Self.engine("a"),
    Self.engine("a", "https://evil.example", "model = \"m\""),
    Self.engine("a", "https://evil.example", "api_key_env = \"KEY\""), Self.engine("b"),
    Self.engine("a", "https://evil.example:444"), Self.engine("a") + Self.engine("b"),
  ])
  func `any other engine, address, model, key or default is another offer`(toml: String) throws {
    let first = try #require(try settings(workspace: Self.engine("a")).offer)
    let same = try settings(workspace: "theme = \"mono\"\n\n" + Self.engine("a")).offer
    #expect(same?.digest == first.digest)
    #expect(try settings(workspace: toml).offer?.digest != first.digest)
  }

  @Test(arguments: ["ollama", "Ollama", " llama-server", "ollama-11435", "rule-matcher"])
  func `a workspace cannot use a name that Precept gives to engines`(name: String) throws {
    let error = workspaceError { _ = try settings(workspace: "\n" + Self.engine(name)) }
    #expect(
      error?.message
        == "\(folder.path)/precept.toml:3: a workspace cannot name its engine “\(name)”: Precept gives that name to engines that it finds itself."
    )
    #expect(try settings(user: Self.engine(name), workspace: "").configuration.engines.count == 1)
  }

  @Test func `a name that only resembles a reserved one is free`() throws {
    for name in ["ollama-team", "ollama2", "my-ollama"] {
      #expect(try settings(workspace: Self.engine(name)).offer?.engines.first?.name == name)
    }
  }

  @Test func `an engine cannot be named like an address`() throws {
    for isUsers in [true, false] {
      let toml = Self.engine("http://127.0.0.1:8080")
      let error = workspaceError {
        _ = try settings(user: isUsers ? toml : "", workspace: isUsers ? "" : toml)
      }
      #expect(
        error?.message.hasSuffix(".toml:2: an engine cannot be named “http://127.0.0.1:8080”.")
          == true)
    }
  }

  @Test func `a workspace cannot have the key of an engine of the user's`() throws {
    let error = workspaceError {
      _ = try settings(
        user: Self.engine("gpu", "https://mine", "api_key_env = \"GPU_KEY\""),
        workspace: Self.engine("a", "https://evil.example", "api_key_env = \"GPU_KEY\""))
    }
    #expect(
      error?.message.contains("precept.toml:4: a workspace cannot use the key in GPU_KEY") == true)
  }

  // MARK: Answers

  @Test func `an answer is kept for one workspace and one offer, for its owner alone`() throws {
    let trust = WorkspaceTrust(stateFolder: folder.state)
    let offer = try #require(try settings(workspace: Self.engine("a")).offer)
    #expect(trust.answer(to: offer, of: folder.path) == nil)
    try trust.keep(.accepted, to: offer, of: folder.path)
    #expect(trust.answer(to: offer, of: folder.path) == .accepted)
    // The same folder in another spelling, and another folder.
    #expect(trust.answer(to: offer, of: folder.path + "/policies/..") == .accepted)
    #expect(trust.answer(to: offer, of: folder.path + "/policies") == nil)
    let other = try #require(try settings(workspace: Self.engine("a", "https://else")).offer)
    #expect(trust.answer(to: other, of: folder.path) == nil)
    try trust.keep(.declined, to: other, of: folder.path)
    #expect(trust.answer(to: other, of: folder.path) == .declined)
    #expect(trust.answer(to: offer, of: folder.path) == nil)
    let name = try #require(folder.names("state/trust").first)
    #expect(folder.names("state/trust").count == 1)
    let path = folder.state + "/trust/" + name
    #expect(try PosixFileSystem().mode(of: path) == 0o600)
    #expect(try PosixFileSystem().mode(of: folder.state + "/trust") == 0o700)
    let text = try #require(folder.read("state/trust/" + name))
    #expect(!text.contains("evil") && !text.contains(folder.path))
    #expect(try trust.forget(folder.path))
    #expect(try !trust.forget(folder.path))
    #expect(trust.answer(to: other, of: folder.path) == nil)
  }

  @Test func `an answer that cannot be read is none`() throws {
    let trust = WorkspaceTrust(stateFolder: folder.state)
    let offer = try #require(try settings(workspace: Self.engine("a")).offer)
    try trust.keep(.accepted, to: offer, of: folder.path)
    let name = try #require(folder.names("state/trust").first)
    for text in ["", "{", "{\"format\":2,\"offer\":\"\(offer.digest)\",\"answer\":\"accepted\"}"] {
      try folder.write(text, to: "state/trust/" + name)
      #expect(trust.answer(to: offer, of: folder.path) == nil)
    }
  }

  // MARK: Owners

  @Test func `a workspace is its user's if the folder and what decides in it are`() {
    let all = ["/w", "/w/policies", "/w/precept.toml", "/w/.precept"]
    func stranger(_ foreign: String?, of user: UInt32 = 1000) -> WorkspaceError? {
      Workspace.stranger(at: "/w", user: user) { path in
        all.contains(path) ? path == foreign ? 4242 : 1000 : nil
      }
    }
    #expect(stranger(nil) == nil)
    #expect(
      stranger("/w")?.message
        == "The workspace /w is not used: it belongs to user 4242, not to you.")
    #expect(stranger("/w")?.hint.contains("--workspace /w") == true)
    for path in all.dropFirst() {
      #expect(stranger(path)?.message.contains("\(path) belongs to") == true)
    }
    // Root is no exception.
    #expect(stranger(nil, of: 0) != nil)
    #expect(Workspace.stranger(at: folder.path) == nil)
  }
}
