import TerminalText
import Testing
import Workbench

struct ColorSchemeTests {
  static func styles(_ scheme: ColorScheme) -> [Style] {
    var bench = Bench(colors: scheme)
    bench.send(.engines(.found([])))
    bench.workspace(.opened(Sample.document, draft: nil))
    return view(bench.state).cells.map(\.style)
  }

  @Test func `the default scheme leaves every style as it is`() {
    #expect(Self.styles(ColorScheme()).contains { $0.foreground == .cyan })
  }

  @Test func `mono has no colour at all, and light none that white hides`() {
    #expect(Self.styles(ColorScheme(.mono)).allSatisfy { $0.foreground == nil })
    let light = Self.styles(ColorScheme(.light))
    #expect(light.contains { $0.foreground == .blue })
    #expect(!light.contains { $0.foreground == .cyan || $0.foreground == .yellow })
  }

  @Test func `high contrast dims nothing`() {
    let cells = Self.styles(ColorScheme(.highContrast))
    #expect(!cells.contains { $0.attributes.contains(.dim) })
  }

  @Test func `one meaning can be set apart from the theme`() {
    let scheme = ColorScheme(.mono, changing: [.accent: Style(.brightBlue, .underline)])
    let cells = Self.styles(scheme)
    #expect(Set(cells.compactMap(\.foreground)) == [.brightBlue])
  }

  @Test func `no cell's text is changed`() {
    func text(_ scheme: ColorScheme) -> [String] {
      var bench = Bench(colors: scheme)
      bench.workspace(.opened(Sample.document, draft: nil))
      return bench.lines
    }
    #expect(text(ColorScheme(.light)) == text(ColorScheme()))
  }

  @Test func `styles are read from words, and a word that is none is refused`() {
    #expect(Style("blue bold") == Style(.blue, .bold))
    #expect(Style("Bright-Red on black") == Style(.brightRed, on: .black))
    #expect(Style("default") == Style())
    #expect(Style("dim italic underline reverse")?.attributes.rawValue == 30)
    for words in ["", "  ", "blau", "brightred", "red on", "on bold", "#ff0000", "red,bold"] {
      #expect(Style(words) == nil, "\(words)")
    }
  }
}
