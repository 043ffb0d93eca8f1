extension Workspace {
  /// What the files of a policy, and of a case set, are like now. Another stamp means that one of
  /// them may hold something else; the same stamp, that none does. Reads no file.
  public func stamp(ofPolicy name: String, caseSet: String?) -> String {
    let folder = policyFolder(name)
    var paths = ["policy.md", "policy.toml", "versions/log.jsonl", "versions/labels.json"]
      .map { folder + "/" + $0 }
    if let caseSet { paths.append(samplesPath(caseSet)) }
    return paths.map { files.stamp(of: $0) ?? "-" }.joined(separator: " ")
  }
}
