/// The text inside the markup of a page, a document or a program.
enum MarkupMutations {
  static let html = Mutation.Definition(
    "HTML page", "Makes a page of the text, with its signs escaped.", usesRate: false,
    source: "HTML, text",
    apply: { text, _ in
      "<!DOCTYPE html>\n<html>\n<body>\n<p>" + escaped(text) + "</p>\n</body>\n</html>"
    })

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  static let markdown = Mutation.Definition(
    "Markdown quotation", "Makes a block quotation of the text, under a heading.", usesRate: false,
    source: "CommonMark, block quotes",
    apply: { text, draws in
      let heading = draws.pick(["Message", "Note", "Draft", "Post"])
      return "## \(heading)\n\n" + text.mappingLines { "> " + $0 }
    })

  static let codeFence = Mutation.Definition(
    "Code fence", "Puts the text into a fenced code block.", usesRate: false,
    source: "CommonMark, fenced code blocks",
    apply: { text, draws in
      let language = draws.pick(["text", "python", "yaml", "log"])
      // Longer than any fence in the text, which could end it.
      let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
      return "\(fence)\(language)\n\(text)\n\(fence)"
    })

  private static func longestRun(of scalar: Unicode.Scalar, in text: String) -> Int {
    var longest = 0
    var current = 0
    for next in text.unicodeScalars {
      current = next == scalar ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }

  static let json = Mutation.Definition(
    "JSON string", "Puts the text into a field of a JSON document.", usesRate: false,
    source: "RFC 8259, section 7",
    apply: { text, draws in
      let field = draws.pick(["message", "text", "body", "content"])
      return "{\"id\": \(1000 + draws.below(9000)), \"\(field)\": \(JSONValue.string(text).line)}"
    })
}
