import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A page as a strict parser of XML reads it.
final class Page: NSObject, XMLParserDelegate {
  struct Element {
    var name: String
    var attributes: [String: String]
    /// Of itself and all that is in it.
    var text = ""
    /// From the outermost.
    var parents: [String]
  }

  private(set) var elements: [Element] = []
  private(set) var problem: String?
  private var open: [Int] = []

  init(_ html: String) {
    super.init()
    let parser = XMLParser(data: Data(html.utf8))
    parser.delegate = self
    if !parser.parse() {
      problem = "\(parser.parserError.debugDescription) at \(parser.lineNumber)"
    }
  }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  /// The rows of the table with this caption: the texts of their cells.
  func rows(of caption: String) -> [[String]] {
    guard let start = elements.firstIndex(where: { $0.name == "caption" && $0.text == caption })
    else { return [] }
    var rows: [[String]] = []
    for element in elements[start...].dropFirst() {
      if element.name == "table" { break }
      if element.name == "tr" { rows.append([]) }
      if element.name == "td" || element.name == "th" {
        rows[rows.count - 1].append(element.text)
      }
    }
    return rows
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements.append(
      Element(name: name, attributes: attributes, parents: open.map { elements[$0].name }))
    open.append(elements.count - 1)
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    for index in open { elements[index].text += string }
  }
}
