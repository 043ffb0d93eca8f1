import Foundation
import GRDB
import Runs

// Values of rows. A database may hold anything in any column: SQLite keeps a text where a number is
// meant, and GRDB's subscripts end the program there. Readers come here instead.

extension Row {
  /// The value of a column that cannot be done without.
  ///
  /// - Throws: ``RunLogError`` that names the column where it holds nothing, or something else.
  func value<Value: DatabaseValueConvertible>(
    _ column: String, as type: Value.Type = Value.self
  ) throws -> Value {
    guard let value = known(column, as: type) else {
      throw RunLogError.damaged("its \(column) cannot be read")
    }
    return value
  }

  /// The value of a column; nil where it holds nothing, or something else.
  func known<Value: DatabaseValueConvertible>(
    _ column: String, as type: Value.Type = Value.self
  ) -> Value? {
    guard let stored: DatabaseValue = self[column] else { return nil }
    return Value.fromDatabaseValue(stored)
  }

  /// Whether a column holds nothing, which is not the same as something else than is meant.
  func isNull(_ column: String) -> Bool {
    (self[column] as DatabaseValue?)?.isNull ?? true
  }

  /// A count; nil where it holds nothing, or something that is none, such as a fraction.
  func count(_ column: String) -> Int? {
    guard let stored: DatabaseValue = self[column] else { return nil }
    return switch stored.storage {
    case .int64(let number): Int(exactly: number).flatMap { Int(count: $0) }
    case .double(let number): Int(exactly: number).flatMap { Int(count: $0) }
    case .null, .string, .blob: nil
    }
  }

  /// A word of ours, such as a state; nil where it holds nothing, or another word.
  func word<Word: RawRepresentable>(_ column: String, as type: Word.Type = Word.self) -> Word?
  where Word.RawValue == String {
    known(column, as: String.self).flatMap(Word.init)
  }

  /// A list of texts, which is kept as JSON; empty where it holds something else.
  func texts(_ column: String) -> [String] {
    guard let json = known(column, as: String.self) else { return [] }
    return (try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? []
  }
}
