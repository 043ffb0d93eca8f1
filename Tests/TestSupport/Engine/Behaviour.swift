/// How a scripted engine sends what it has to say, and what goes wrong. All of it can be changed between
/// requests; each request keeps what it began with.
public struct Behaviour: Sendable {
  /// How the bytes of a stream are cut into writes.
  public enum Packets: Hashable, Sendable {
    /// An event each.
    case events
    /// So many events each.
    case several(Int)
    /// One byte each.
    case bytes
    /// 1 to 64 bytes each, by the seed.
    case random(seed: UInt64)
    /// All at the end.
    case whole
  }

  public enum LineEnd: String, Hashable, Sendable, CaseIterable {
    case lf = "\n"
    case crlf = "\r\n"
    case cr = "\r"
  }

  /// What happens in the middle of a stream, when so many tokens have been generated.
  public enum Mishap: Hashable, Sendable {
    /// Nothing more comes, and the connection stays.
    case silence(after: Int)
    /// The connection ends.
    case cut(after: Int)
    /// The engine fails with this message.
    case error(after: Int, String)
    /// A byte that is no UTF-8, in a string.
    case invalidUTF8(after: Int)
    /// A line of so many bytes.
    case hugeLine(after: Int, bytes: Int)
    /// The token limit.
    case length(after: Int)
  }

  /// The shape in which a failure in the middle of a stream is told (facts 2).
  public enum ErrorShape: Hashable, Sendable {
    /// As this engine tells it on this route.
    case own
    /// `{"error":{"code","message","type"}}`
    case object
    /// `{"error":"…"}`
    case string
    /// `{"detail":"…"}`, as FastAPI has it.
    case detail
    /// `{"error": "…"}` whose text is not escaped, as in transformers serve.
    case unescaped
  }

  /// What is answered instead of a run.
  public enum Refusal: Hashable, Sendable {
    /// A web page, as proxies send them.
    case page(status: Int)
    case unauthorized
    case tooMany(retryAfter: String?)
    /// The model is being loaded.
    case loading
    /// The queue is full.
    case busy
  }

  public var packets = Packets.events
  /// Of server-sent events; lines of JSON end in LF.
  public var lineEnd = LineEnd.lf
  public var beginsWithByteOrderMark = false
  /// A comment before every so many events, as keep-alive.
  public var commentEvery: Int?
  /// Tokens a second, by a schedule from the first one on: one that is late makes no later one late.
  public var pace: Double?
  /// Before the first byte of an answer.
  public var delay: Duration?
  public var mishap: Mishap?
  public var errorShape = ErrorShape.own
  /// One for each of the next runs; then runs are answered.
  public var refusals: [Refusal] = []

  public init() {}
}
