import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What was done to the files of a workspace when a content was erased.
public struct ContentRemoval: Hashable, Sendable {
  /// Files that no longer hold the content.
  public var cleaned: [String] = []
  /// Files that hold it still: a person's own, or ones in which it is part of something else.
  public var holders: [String] = []

  public init() {}
}

extension Workspace {
  /// Where a private file is looked for, without writing anything: the folder that
  /// ``privateFolder()`` would give, as far as can be told.
  ///
  /// - Throws: ``WorkspaceError`` where `.precept` is refused.
  public func folderToRead(_ name: String) throws -> String {
    try checkPrivateFolder()
    let holders = privateFolders.filter { files.kind(of: "\($0)/\(name)") != nil }
    return holders.first { access($0, W_OK) == 0 } ?? holders.first ?? privateFolders[0]
  }

  /// Removes a content that was erased from the records: where the session or a draft holds exactly
  /// this content, its content becomes empty.
  ///
  /// What a person wrote is left alone: case sets, policies, drafts in which the content is part of
  /// more. Those that hold it are named. The records themselves are not looked at.
  ///
  /// - Throws: ``WorkspaceError``: a file cannot be written.
  public func removeContent(_ content: String) throws -> ContentRemoval {
    var removal = ContentRemoval()
    guard !content.isEmpty else { return removal }
    for path in privateFolders.flatMap({ filePaths(below: $0) }) {
      guard !path.contains("/runs.sqlite"), let bytes = holder(of: content, at: path) else {
        continue
      }
      if isUnrecordedRun(on: content, bytes, at: path) {
        try writing(path) { try files.remove(path) }
        removal.cleaned.append(path)
        continue
      }
      if let cleaned = try without(content, bytes, at: path) {
        try writing(path) { try files.replace(path, with: cleaned, mode: 0o600) }
        removal.cleaned.append(path)
        guard holder(of: content, at: path) != nil else { continue }
      }
      removal.holders.append(path)
    }
    // Of a short content, finding it says nothing.
    guard content.utf8.count >= 12 else {
      removal.holders = []
      return removal
    }
    for folder in ["samples", "policies"] {
      removal.holders += filePaths(below: "\(root)/\(folder)")
        .filter { holder(of: content, at: $0) != nil }
    }
    return removal
  }

  /// The session or draft with an empty content; nil where its content is another, or it is neither.
  private func without(_ content: String, _ bytes: [UInt8], at path: String) throws -> [UInt8]? {
    let decoder = JSONDecoder()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let (folder, name) = split(path)
    if name == "session.json", var session = try? decoder.decode(Session.self, from: Data(bytes)) {
      guard session.format <= Session.currentFormat, session.content == content else { return nil }
      session.content = nil
      return [UInt8](try encoder.encode(session))
    }
    if folder.hasSuffix("/drafts"), var draft = try? decoder.decode(Draft.self, from: Data(bytes)) {
      let others = draft.earlierContents?.filter { $0.text != content }
      guard draft.format <= Draft.currentFormat,
        draft.content == content || others != draft.earlierContents
      else { return nil }
      draft.earlierContents = others?.isEmpty == true ? nil : others
      if draft.content == content {
        draft.content = ""
        draft.contentCaret = 0
      }
      return [UInt8](try encoder.encode(draft))
    }
    return nil
  }

  /// Whether the file holds a run on the content that waits to be recorded.
  private func isUnrecordedRun(on content: String, _ bytes: [UInt8], at path: String) -> Bool {
    struct File: Decodable {
      struct Record: Decodable { var content: String }
      var record: Record
    }
    guard split(path).directory.hasSuffix("/unrecorded") else { return false }
    return (try? JSONDecoder().decode(File.self, from: Data(bytes)))?.record.content == content
  }

  /// The file's bytes, where it holds the content as it is or as JSON spells it.
  private func holder(of content: String, at path: String) -> [UInt8]? {
    guard let bytes = try? files.read(path) else { return nil }
    let data = Data(bytes)
    return spellings(of: content).contains { data.range(of: $0) != nil } ? bytes : nil
  }

  private func spellings(of content: String) -> Set<Data> {
    var spellings: Set<Data> = [Data(content.utf8)]
    for formatting: JSONEncoder.OutputFormatting in [[], [.withoutEscapingSlashes]] {
      let encoder = JSONEncoder()
      encoder.outputFormatting = formatting
      if let json = try? encoder.encode(content) { spellings.insert(json.dropFirst().dropLast()) }
    }
    return spellings
  }

  /// Files below a folder, at most a few folders deep. Links are not followed.
  private func filePaths(below folder: String, depth: Int = 4) -> [String] {
    guard depth > 0, let names = try? files.names(in: folder) else { return [] }
    return names.flatMap { name -> [String] in
      let path = "\(folder)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0 else { return [] }
      switch status.st_mode & S_IFMT {
      case S_IFREG: return [path]
      case S_IFDIR: return filePaths(below: path, depth: depth - 1)
      default: return []
      }
    }
  }
}
