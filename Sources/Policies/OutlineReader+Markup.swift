/// An element of a policy that is written with tags, such as `<rule id="G2">…</rule>`.
struct MarkupElement {
  var name: String
  var attributes: [(name: String, value: String)] = []
  var firstLine: Int
  var lastLine: Int
  var parent: Int?
  var hasChildren = false
  /// Holds elements that hold others, or rules.
  var isContainer = false
  /// The text between the tags, a piece for each line; only for elements that a reader may need.
  var pieces: [Substring] = []
  /// The line of the first piece that is not blank.
  var textLine: Int?

  var isLeaf: Bool { !hasChildren }
  var text: String {
    pieces.map { String($0.trimmed()) }.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// `type` of `<example type="violation">` counts as well, where its value decides.
  var labelAttribute: String? {
    for attribute in attributes
    where Vocabulary.field(named: attribute.name) == .label && attribute.name != "a" {
      return attribute.value
    }
    return attributes.first { DecisionWords.decision(of: $0.value) != nil }?.value
  }

  var idAttribute: String? {
    attributes.first { ["id", "code", "key", "ref", "name", "number"].contains($0.name) }?.value
  }
}

/// Reads tags line by line. Only names that are closed somewhere below count, so that placeholders
/// such as `<reason>` stay text.
///
/// - Complexity: O(*n*) in the length of the text; at most ``maximumDepth`` elements are open.
struct MarkupReader {
  private(set) var elements: [MarkupElement] = []
  private var open: [Int] = []
  /// For each name the last line on which it is closed.
  private var closings: [Substring: Int] = [:]
  static let maximumDepth = 32

  init(_ lines: [SourceLine]) {
    for line in lines where !line.isFenced && line.text.utf8.contains(0x3C) { note(line) }
    guard !closings.isEmpty else { return }
    for line in lines { read(line) }
  }

  private mutating func note(_ line: SourceLine) {
    for piece in line.text.utf8.split(separator: 0x3C, omittingEmptySubsequences: false).dropFirst()
    {
      if piece.first == 0x2F {
        closings[Self.name(Substring(piece.dropFirst()))] = line.number
      } else if let title = Self.frame(Substring(piece), "end ") {
        closings[title] = line.number
      }
    }
  }

  private static func name(_ text: Substring) -> Substring {
    Substring(
      text.utf8.prefix {
        ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x5F
          || $0 == 0x2D || (0x30...0x39).contains($0) || $0 >= 0x80
      }.prefix(40))
  }

  /// `UNSAFE CONTENT CATEGORIES` of `<BEGIN UNSAFE CONTENT CATEGORIES>`.
  private static func frame(_ text: Substring, _ word: StaticString) -> Substring? {
    guard text.hasPrefix(folding: word), let end = text.utf8.prefix(80).firstIndex(of: 0x3E) else {
      return nil
    }
    return text[..<end].dropFirst(word.description.count)
  }

  private mutating func read(_ line: SourceLine) {
    guard !line.isFenced, line.text.utf8.first == 0x3C || !open.isEmpty else { return }
    var rest = line.body
    let takesOpenings = rest.utf8.first == 0x3C
    while let mark = rest.utf8.firstIndex(of: 0x3C) {
      let inner = Substring(rest.utf8[mark...].dropFirst())
      guard let end = inner.utf8.firstIndex(of: 0x3E) else { break }
      let after = Substring(inner.utf8[end...].dropFirst())
      add(rest[..<mark], at: line.number)
      if inner.utf8.first == 0x2F || inner.hasPrefix(folding: "end ") {
        let name = Self.frame(inner, "end ") ?? Self.name(Substring(inner.utf8.dropFirst()))
        if !close(name, at: line.number) { add(rest[mark..<after.startIndex], at: line.number) }
      } else if !takesOpenings || !opens(inner[..<end], at: line.number) {
        add(rest[mark..<after.startIndex], at: line.number)
      }
      rest = after
    }
    add(rest, at: line.number)
  }

  private mutating func opens(_ tag: Substring, at line: Int) -> Bool {
    let title = tag.hasPrefix(folding: "begin ") ? tag.dropFirst(6) : nil
    let name = title ?? Self.name(tag)
    guard !name.isEmpty, tag.utf8.last != 0x2F, let last = closings[name], last >= line,
      open.count < Self.maximumDepth
    else { return false }
    var element = MarkupElement(
      name: String(name), firstLine: line, lastLine: line, parent: open.last)
    if title == nil { element.attributes = Self.attributes(tag[name.endIndex...]) }
    if let parent = open.last {
      elements[parent].hasChildren = true
      if let outer = elements[parent].parent { elements[outer].isContainer = true }
      if Vocabulary.isRuleWord(name) { elements[parent].isContainer = true }
    }
    open.append(elements.count)
    elements.append(element)
    return true
  }

  private mutating func close(_ name: Substring, at line: Int) -> Bool {
    guard let depth = open.lastIndex(where: { elements[$0].name == name }) else { return false }
    for index in open[depth...] { elements[index].lastLine = line }
    open.removeSubrange(depth...)
    return true
  }

  private mutating func add(_ text: Substring, at line: Int) {
    guard let top = open.last, !elements[top].hasChildren, !text.trimmed().isEmpty else { return }
    if elements[top].textLine == nil { elements[top].textLine = line }
    elements[top].pieces.append(text)
  }

  private static func attributes(_ text: Substring) -> [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    var rest = text.trimmed()
    while found.count < 8, let equals = rest.utf8.firstIndex(of: 0x3D) {
      let name = rest[..<equals].trimmed()
      let value = rest[rest.utf8.index(after: equals)...].trimmed()
      guard let quote = value.utf8.first, quote == 0x22 || quote == 0x27,
        let end = value.utf8.dropFirst().firstIndex(of: quote)
      else { break }
      found.append((name.lowercased(), String(value.dropFirst()[..<end])))
      rest = value[value.utf8.index(after: end)...].trimmed()
    }
    return found
  }
}

// MARK: - What the elements are

extension OutlineReader {
  /// Elements that hold other lines and so are sections.
  func isSection(_ element: MarkupElement) -> Bool {
    element.lastLine > element.firstLine && !isRecord(element)
  }

  /// Elements that are one thing by themselves: a field, a rule or an example.
  private func isRecord(_ element: MarkupElement) -> Bool {
    let name = Substring(element.name)
    let word = name.lowercased()
    if Self.exampleElements.contains(word) || isRuleElement(element) { return true }
    guard element.isLeaf, Vocabulary.field(named: word) != nil else { return false }
    // `<output>` at the outermost level is a section about answers, inside an example a field.
    return element.parent.map { Self.isInExamples($0, markup) } ?? false
  }

  private static let exampleElements: Set<String> = [
    "example", "sample", "case", "shot", "demo", "beispiel", "exemple", "ejemplo", "exemplo",
    "例", "示例", "пример", "item", "pair", "turn", "test",
  ]

  private static func isInExamples(_ index: Int, _ markup: [MarkupElement]) -> Bool {
    var next: Int? = index
    while let current = next {
      let name = markup[current].name.lowercased()
      if exampleElements.contains(name)
        || Vocabulary.roles(in: Substring(name)).contains(.examples)
      {
        return true
      }
      next = markup[current].parent
    }
    return false
  }

  private func isRuleElement(_ element: MarkupElement) -> Bool {
    let name = element.name.lowercased()
    guard Vocabulary.isRuleWord(name), !element.isContainer else { return false }
    return element.idAttribute != nil || name == "rule" || name == "directive"
      || name == "guideline"
      || element.isLeaf && element.firstLine == element.lastLine
  }

  /// Examples with their lines, and all lines that elements cover which are read here.
  func markupExamples() -> (examples: [PolicyOutline.Example], covered: Set<Int>) {
    var examples: [PolicyOutline.Example] = []
    var covered: Set<Int> = []
    // A content or label that waits for the other, by the element around both.
    var waiting: [Int: Int] = [:]
    for (index, element) in markup.enumerated() where element.isLeaf {
      guard isExampleLeaf(index), !element.pieces.isEmpty, taggedAnswer(element) == nil else {
        continue
      }
      let name = element.name.lowercased()
      let isExample = Self.exampleElements.contains(name)
      // What is called neither content nor label inside an example is its content.
      let isUnknown =
        Vocabulary.field(named: name) == nil && Self.decisionName(name) == nil && !isExample
        && element.parent.map { Self.exampleElements.contains(markup[$0].name.lowercased()) }
          ?? false
      // `<answer><tray>A</tray></answer>` behind the content of an example.
      if let outer = element.parent.flatMap({ markup[$0].parent }),
        Self.exampleElements.contains(markup[outer].name.lowercased()),
        let leaf = waiting[outer], let label = Self.label(Substring(element.text))
      {
        waiting[outer] = nil
        examples.append(
          example(
            line: markup[outer].firstLine,
            contentLine: markup[leaf].textLine ?? markup[leaf].firstLine,
            content: Substring(markup[leaf].text), label: label))
        covered.formUnion(markup[outer].firstLine...markup[outer].lastLine)
        continue
      }
      if !isUnknown,
        isExample || Vocabulary.field(named: name) == nil
          || element.labelAttribute != nil && Vocabulary.field(named: name) == .content
      {
        let label =
          element.labelAttribute ?? (isExample ? nil : Self.decisionName(element.name))
          ?? element.parent.flatMap { markup[$0].labelAttribute ?? Self.sideName(markup[$0].name) }
        guard let label, !label.isEmpty else { continue }
        examples.append(
          example(
            line: element.firstLine, contentLine: element.textLine ?? element.firstLine,
            content: Substring(element.text), label: label))
        covered.formUnion(element.firstLine...element.lastLine)
        continue
      }
      guard let kind = isUnknown ? .content : Vocabulary.field(named: name), kind != .note,
        let parent = element.parent
      else {
        covered.formUnion(element.firstLine...element.lastLine)
        continue
      }
      covered.formUnion(element.firstLine...element.lastLine)
      if kind == .label, waiting[parent] == nil, !markup[parent].pieces.isEmpty,
        Self.exampleElements.contains(markup[parent].name.lowercased()),
        let name = Self.statedLabel(Substring(element.text))
      {
        // `<example>text <label>SAFE</label></example>`
        let whole = markup[parent]
        examples.append(
          example(
            line: whole.firstLine, contentLine: whole.textLine ?? whole.firstLine,
            content: Substring(whole.text), label: name))
        covered.formUnion(whole.firstLine...whole.lastLine)
        continue
      }
      guard let other = waiting[parent],
        (Vocabulary.field(named: markup[other].name.lowercased()) ?? .content) != kind
      else {
        waiting[parent] = index
        continue
      }
      waiting[parent] = nil
      let (content, label) = kind == .label ? (markup[other], element) : (element, markup[other])
      guard let name = Self.statedLabel(Substring(label.text)) else { continue }
      let isWrapped = Self.exampleElements.contains(markup[parent].name.lowercased())
      examples.append(
        example(
          line: isWrapped ? markup[parent].firstLine : min(content.firstLine, label.firstLine),
          contentLine: content.textLine ?? content.firstLine, content: Substring(content.text),
          label: name))
    }
    // A content without a label, in an element that names its side.
    for (parent, leaf) in waiting {
      guard (Vocabulary.field(named: markup[leaf].name.lowercased()) ?? .content) == .content,
        let label = markup[parent].labelAttribute ?? Self.sideName(markup[parent].name)
          ?? markup[parent].parent.flatMap({ Self.sideName(markup[$0].name) })
      else { continue }
      examples.append(
        example(
          line: markup[leaf].firstLine, contentLine: markup[leaf].textLine,
          content: Substring(markup[leaf].text), label: label))
    }
    return (examples.sorted { $0.line < $1.line }, covered)
  }

  /// The label in an element that stands on one line directly below `Message: …`.
  func taggedAnswer(_ element: MarkupElement) -> String? {
    guard element.isLeaf, element.firstLine == element.lastLine, element.firstLine > 1,
      lines[element.firstLine - 1].text.utf8.first == 0x3C,
      case let above = lines[element.firstLine - 2], above.text.utf8.first != 0x3C,
      let (_, value) = LineField.split(above.body), !value.isEmpty, !value.isPlaceholder
    else { return nil }
    return Self.statedLabel(Substring(element.text))
  }

  /// Whether a leaf stands in a container of examples, and in none about rules or answers.
  private func isExampleLeaf(_ index: Int) -> Bool { isExampleLeaf(markup[index]) }

  func isExampleLeaf(_ element: MarkupElement) -> Bool {
    let isOne = Self.exampleElements.contains(element.name.lowercased())
    guard let parent = element.parent else { return element.labelAttribute != nil && isOne }
    return Self.isInExamples(parent, markup) || isOne
  }

  private static func decisionName(_ name: String) -> String? {
    DecisionWords.decision(of: name) == nil ? nil : name
  }

  /// `violating` of `<violating_examples>`.
  private static func sideName(_ name: String) -> String? {
    let words = Substring(name).words().filter { !Vocabulary.isExampleWord($0) }
    let side = words.joined(separator: " ")
    return DecisionWords.decision(of: side) == nil ? nil : side
  }

  struct MarkupRule {
    var id: String?
    var title: String
    var decision: Decision?
    var line: Int
    var lastLine: Int
  }

  func markupRules() -> [MarkupRule] {
    var children: [Int: [Int]] = [:]
    for (index, element) in markup.enumerated() {
      if let parent = element.parent { children[parent, default: []].append(index) }
    }
    return markup.enumerated().compactMap { index, element in
      guard isRuleElement(element),
        !(element.parent.map { Self.isInExamples($0, markup) } ?? false),
        role(ofLine: element.firstLine) != .output
      else { return nil }
      let fields = children[index, default: []].map { markup[$0] }
      // A container of rules is none.
      guard !fields.contains(where: isRuleElement) else { return nil }
      var id = element.idAttribute
      var title = element.isLeaf ? element.text : ""
      var decision = element.labelAttribute.flatMap { DecisionWords.decision(of: $0) }
      for field in fields where field.isLeaf {
        let name = field.name.lowercased()
        if id == nil, name == "id" || name == "code" {
          id = field.text
        } else if title.isEmpty, Vocabulary.isTitle(name) {
          title = field.text
        } else if decision == nil, Vocabulary.field(named: name) == .label || name == "action" {
          decision = DecisionWords.decision(of: field.text)
        }
      }
      if id == nil, let code = RuleCode(startOf: Substring(title)), !code.isBareWord {
        id = code.text
        title = String(title.dropFirst(code.text.count).drop { ":.–-) ".contains($0) })
      }
      guard id != nil || element.isLeaf else { return nil }
      return MarkupRule(
        id: id.flatMap { $0.utf8.count <= 48 ? $0 : nil },
        title: String(title.split(separator: "\n").first ?? ""), decision: decision,
        line: element.firstLine, lastLine: element.lastLine)
    }
  }
}
