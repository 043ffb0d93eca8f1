/// A piece of the page. Strings become text, whatever they spell: only elements make markup, and only
/// literals of this room name elements and attributes.
///
/// What is written is HTML and well-formed XML at once, so that any parser of either reads it.
enum Markup: Sendable {
  case text(String)
  indirect case element(String, [(String, String)], [Markup])
  case group([Markup])
  /// A style sheet of this room, as it is.
  case style(StaticString)

  static let nothing = Markup.group([])

  /// Text that others wrote, kept apart from the direction of what surrounds it.
  static func foreign(_ text: String) -> Markup { tag("bdi", [:], .text(text)) }

  var isEmpty: Bool {
    switch self {
    case .text(let text): text.isEmpty
    case .element, .style: false
    case .group(let items): items.allSatisfy(\.isEmpty)
    }
  }

  /// - Complexity: O(*n*) in the length of the page.
  func write(to page: inout String) {
    switch self {
    case .text(let text): page += PageText(text).escaped
    case .group(let items): for item in items { item.write(to: &page) }
    case .style(let sheet): page += "<style>\n\(sheet)\n</style>\n"
    case .element(let name, let attributes, let children):
      page += "<" + name
      for (key, value) in attributes { page += " \(key)=\"\(PageText(value).escaped)\"" }
      if children.isEmpty, Self.void.contains(name) {
        page += " />"
      } else {
        page += ">"
        for child in children { child.write(to: &page) }
        page += "</\(name)>"
      }
      if Self.lines.contains(name) { page += "\n" }
    }
  }

  /// Elements that HTML closes by itself.
  private static let void: Set<String> = ["meta", "br", "hr"]
  /// Elements that end a line of the source, which people read and compare.
  private static let lines: Set<String> = [
    "meta", "title", "head", "header", "main", "section", "footer", "h1", "h2", "h3", "p", "table",
    "caption", "thead", "tbody", "tr", "dl", "ul", "li", "dd", "div", "figure", "svg", "g",
  ]
}

extension Markup: ExpressibleByStringInterpolation {
  init(stringLiteral value: String) { self = .text(value) }
}

func tag(
  _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
  _ children: Markup...
) -> Markup {
  tag(name, attributes, children)
}

func tag(
  _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
  _ children: [Markup]
) -> Markup {
  .element("\(name)", attributes.map { ("\($0)", $1) }, children)
}
