import GRDB

/// One object of a database as `sqlite_schema` names it.
struct SchemaObject: Hashable {
  var type: String
  var name: String
  var table: String
  /// nil for an index that a constraint makes.
  var sql: String?
}

/// How a database's form compares with the one that this Precept writes.
enum SchemaAge {
  case current, older
}

extension Schema {
  /// The objects after each migration, as our own migrations make them; the first for none.
  private static let forms: Result<[Set<SchemaObject>], any Error> = Result {
    let queue = try DatabaseQueue()
    let migrator = Self.migrator
    var forms: [Set<SchemaObject>] = []
    for identifier in migrator.migrations {
      try migrator.migrate(queue, upTo: identifier)
      forms.append(Set(try queue.read { try objects(in: $0) }))
    }
    return forms
  }

  /// Compares the objects of a database with ours, before anything else of it is read.
  ///
  /// The database may be a stranger's: a trigger or a view of theirs would run with our statements.
  ///
  /// - Throws: ``RunLogError``: an object is missing, was added or is defined in another way, or a
  ///   newer Precept wrote the database.
  static func check(_ db: Database, path: String) throws -> SchemaAge {
    let forms = try forms.get()
    let found = try objects(in: db)
    let migrations = "grdb_migrations"
    let expected = forms[0].first { $0.name == migrations && $0.type == "table" }
    // Only then are the migrations a list that can be read.
    guard let expected, found.contains(expected) else {
      let other = found.first { $0.name == migrations } ?? found.first
      throw RunLogError.foreignSchema(path, other.map(\.words) ?? "no table of run records")
    }
    let known = migrator.migrations
    let applied = try String.fetchSet(db, sql: "SELECT identifier FROM \(migrations) LIMIT 1000")
    guard applied.isSubset(of: known) else { throw RunLogError.newer(path) }
    guard let last = known.lastIndex(where: applied.contains), applied.count == last + 1 else {
      throw RunLogError.foreignSchema(path, "migrations that do not follow each other")
    }
    if let added = found.first(where: { !forms[last].contains($0) }) {
      throw RunLogError.foreignSchema(path, added.words)
    }
    if let missing = forms[last].subtracting(found).min(by: { $0.name < $1.name }) {
      throw RunLogError.foreignSchema(path, "no \(missing.words)")
    }
    return last == known.count - 1 ? .current : .older
  }

  /// A few more than ours at most, so that a million of them cost nothing.
  private static func objects(in db: Database) throws -> [SchemaObject] {
    let rows = try Row.fetchAll(
      db, sql: "SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT 200")
    return try rows.map { row in
      SchemaObject(
        type: try row.decode(forColumn: "type"), name: try row.decode(forColumn: "name"),
        table: try row.decode(forColumn: "tbl_name"), sql: try row.decode(forColumn: "sql"))
    }
  }
}

extension SchemaObject {
  fileprivate var words: String { "\(type) \(name.prefix(100))" }
}
