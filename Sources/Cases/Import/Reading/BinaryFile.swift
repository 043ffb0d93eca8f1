/// Files that hold no text: what they are by their first bytes, and the one command that makes text of
/// them.
struct BinaryFile {
  var name: String
  /// With `FILE` where the file's path belongs; nil where no common command does it.
  var command: String?
  /// What the command needs, or what to do where there is none.
  var advice: String?

  /// `convert_dtypes`, since a column of whole numbers with an empty cell would become 1.0 and 0.0.
  private static func pandas(_ read: String, needs: String) -> (String, String) {
    (
      "python3 -c 'import pandas, sys; pandas.\(read)(sys.argv[1]).convert_dtypes()"
        + ".to_json(sys.argv[2], orient=\"records\", lines=True, force_ascii=False, "
        + "date_format=\"iso\")' FILE OUT.jsonl", needs
    )
  }

  /// - Parameters:
  ///   - bytes: the beginning, 512 bytes at least where there are so many.
  ///   - file: its name decides between formats with the same first bytes.
  init?(_ bytes: ArraySlice<UInt8>, file: String) {
    let name = file.lowercased()
    func begins(_ text: String) -> Bool { bytes.starts(with: Array(text.utf8)) }
    func pandas(_ title: String, _ read: String, _ needs: String) -> BinaryFile {
      let (command, advice) = Self.pandas(read, needs: needs)
      return BinaryFile(name: title, command: command, advice: advice)
    }
    if begins("PAR1") || begins("PARE") {
      self = pandas("a Parquet file", "read_parquet", "It needs pandas and pyarrow.")
    } else if begins("PK\u{3}\u{4}") {
      if name.hasSuffix(".ods") || Self.holds("opendocument.spreadsheet", bytes) {
        self = pandas("an OpenDocument spreadsheet", "read_excel", "It needs pandas and odfpy.")
      } else if name.hasSuffix(".zip"), !Self.holds("[Content_Types].xml", bytes) {
        self.init(name: "a ZIP archive", command: "unzip -p FILE > OUT.csv")
      } else {
        self = pandas(
          "an Excel workbook (XLSX)", "read_excel",
          "It needs pandas and openpyxl. Or save the sheet as CSV.")
      }
    } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      self = pandas(
        "an Excel workbook (XLS)", "read_excel",
        "It needs pandas and xlrd. Or save the sheet as CSV.")
    } else if begins("ARROW1") || bytes.starts(with: [0xFF, 0xFF, 0xFF, 0xFF]) {
      self = pandas("an Arrow or Feather file", "read_feather", "It needs pandas and pyarrow.")
    } else if begins("ORC") {
      self = pandas("an ORC file", "read_orc", "It needs pandas and pyarrow.")
    } else if begins("SQLite format 3\0") {
      self.init(
        name: "an SQLite database",
        command: "sqlite3 -csv -header FILE 'SELECT * FROM TABLE' > OUT.csv")
    } else if begins("Obj\u{1}") {
      self.init(name: "an Avro file", command: "avro-tools tojson FILE > OUT.jsonl")
    } else if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      self.init(name: "compressed with zstd", command: "zstd -d FILE")
    } else if begins("BZh") {
      self.init(name: "compressed with bzip2", command: "bunzip2 -k FILE")
    } else if bytes.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) {
      self.init(name: "compressed with xz", command: "unxz -k FILE")
    } else if begins("7z\u{BC}") || bytes.starts(with: [0x37, 0x7A, 0xBC, 0xAF]) {
      self.init(name: "a 7-Zip archive", command: "7z x FILE")
    } else if bytes.count > 262, bytes.dropFirst(257).starts(with: Array("ustar".utf8)) {
      self.init(name: "a tar archive", command: "tar -xf FILE")
    } else if begins("%PDF") {
      self.init(name: "a PDF document", command: "pdftotext FILE OUT.txt")
    } else if bytes.starts(with: [0x93]) && bytes.dropFirst().starts(with: Array("NUMPY".utf8)) {
      self.init(
        name: "a NumPy array",
        command: "python3 -c 'import json, numpy, sys; "
          + "[print(json.dumps(x)) for x in numpy.load(sys.argv[1]).tolist()]' FILE > OUT.jsonl")
    } else if bytes.starts(with: [0x89]) && bytes.dropFirst().starts(with: Array("HDF".utf8)) {
      self = pandas("an HDF5 file", "read_hdf", "It needs pandas and tables.")
    } else if bytes.count > 1, bytes.first == 0x80, (2...5).contains(bytes[bytes.startIndex + 1]) {
      self.init(
        name: "a Python pickle", advice: "A pickle can run code; export the data as JSON lines.")
    } else {
      return nil
    }
  }

  init(name: String, command: String? = nil, advice: String? = nil) {
    self.name = name
    self.command = command
    self.advice = advice
  }

  /// Whether a twentieth of the bytes are control characters that no text has. A few zeros in a text are
  /// common: programs leave them behind.
  static func isBinary(_ bytes: ArraySlice<UInt8>) -> Bool {
    let controls = bytes.count { $0 < 0x20 && ![0x01, 0x09, 0x0A, 0x0C, 0x0D, 0x1F].contains($0) }
    return controls * 20 >= bytes.count && controls > 0 && TextEncoding.mark(of: bytes) == nil
      && TextEncoding.unmarkedUTF16(bytes) == nil
  }

  private static func holds(_ text: String, _ bytes: ArraySlice<UInt8>) -> Bool {
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return false }
    return bytes.indices.contains { index in
      bytes[index] == first && bytes[index...].starts(with: wanted)
    }
  }

  /// The command for a file, ready to be pasted into a shell.
  func command(for file: String) -> String? {
    let name = file.split(separator: "/").last.map(String.init) ?? "cases"
    let stem = String(name.split(separator: ".").first ?? "cases")
    return command.map {
      $0.replacing("OUT", with: Self.quoted(stem)).replacing("FILE", with: Self.quoted(file))
    }
  }

  /// As one word of a shell.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.isASCII
        && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
          || "._-/".unicodeScalars.contains($0))
    }
    if isPlain, !text.isEmpty, !text.hasPrefix("-") { return text }
    return "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
