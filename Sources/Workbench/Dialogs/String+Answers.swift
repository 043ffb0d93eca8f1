extension String {
  /// Whether it can name a folder everywhere.
  var isFolderName: Bool {
    guard let first = unicodeScalars.first, first.properties.isAlphabetic else { return false }
    return utf8.count <= 80
      && unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_"
      }
  }
}
