/// What a title ends in.
extension Substring {
  /// A colon, also the wide one of East Asian scripts.
  var endsWithColon: Bool {
    let plain = trimmingEnd("*_ ")
    return plain.utf8.last == 0x3A || plain.unicodeScalars.last == "："
  }

  var trimmingColon: Substring {
    var view = unicodeScalars
    while let last = view.last, last == ":" || last == "：" || last.isSpace { view.removeLast() }
    return Substring(view)
  }

  func trimmingEnd(_ characters: StaticString) -> Substring {
    let set = Substring(characters.description).utf8
    var view = utf8
    while let last = view.last, set.contains(last) { view.removeLast() }
    return Substring(view)
  }
}
