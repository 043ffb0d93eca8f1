import GRDB

/// The released forms of the database. A released migration never changes: a new form is a new
/// migration, and a dump of each old one stays in the tests.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { try $0.execute(sql: version1) }
    migrator.registerMigration("2") { try $0.execute(sql: version2) }
    migrator.registerMigration("3") { db in
      try db.execute(sql: version3)
      try adoptEvaluations(in: db)
    }
    migrator.registerMigration("4") { try $0.execute(sql: version4) }
    return migrator
  }

  /// - `text.body` is a BLOB since content may hold NUL, at which SQLite's text functions stop.
  /// - `part` says of what texts a run is made; a part whose `text` is null was erased, and its
  ///   `digest` is the tombstone.
  /// - `chunk` holds what has arrived of a run that goes on, until its seal.
  /// - `chain` puts sealed runs, human verdicts and erasures into one order, each with a seal over
  ///   the one before.
  /// - `run_search` keeps an index and no copy of the texts. SQLite 3.40 cannot delete securely
  ///   from FTS5, so erasing merges its parts anew.
  private static let version1 = """
    CREATE TABLE text(
      id INTEGER PRIMARY KEY,
      sha256 BLOB NOT NULL UNIQUE,
      body BLOB NOT NULL
    );
    CREATE TABLE owner(
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      lock TEXT NOT NULL UNIQUE
    );
    CREATE TABLE run(
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      started_at INTEGER NOT NULL,
      is_live INTEGER NOT NULL,
      policy_name TEXT NOT NULL,
      policy_version INTEGER,
      engine TEXT NOT NULL,
      model TEXT,
      state TEXT,
      decision TEXT,
      labels TEXT NOT NULL DEFAULT '[]',
      total_ms INTEGER,
      completion_tokens INTEGER,
      owner INTEGER REFERENCES owner(id)
    );
    CREATE INDEX run_open ON run(owner) WHERE state IS NULL;
    CREATE INDEX run_policy ON run(policy_name);
    CREATE TABLE part(
      run INTEGER NOT NULL REFERENCES run(seq),
      kind TEXT NOT NULL,
      text INTEGER REFERENCES text(id),
      salt BLOB,
      digest TEXT,
      PRIMARY KEY (run, kind)
    ) WITHOUT ROWID;
    CREATE INDEX part_text ON part(text);
    CREATE TABLE chunk(
      id INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES run(seq),
      stream TEXT NOT NULL,
      body BLOB NOT NULL
    );
    CREATE INDEX chunk_run ON chunk(run);
    CREATE TABLE judgement(
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      run INTEGER NOT NULL REFERENCES run(seq),
      decision TEXT,
      labels TEXT NOT NULL,
      note TEXT NOT NULL,
      author TEXT NOT NULL,
      at INTEGER NOT NULL
    );
    CREATE INDEX judgement_run ON judgement(run);
    CREATE TABLE erasure(
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      run INTEGER NOT NULL REFERENCES run(seq),
      at INTEGER NOT NULL
    );
    CREATE INDEX erasure_run ON erasure(run);
    CREATE TABLE chain(
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      subject INTEGER NOT NULL,
      seal TEXT NOT NULL,
      UNIQUE (kind, subject)
    );
    CREATE VIEW run_text AS
      SELECT run.seq AS seq, CAST(content.body AS TEXT) AS content,
        CAST(reasoning.body AS TEXT) AS reasoning, CAST(answer.body AS TEXT) AS answer
      FROM run
      LEFT JOIN part AS p1 ON p1.run = run.seq AND p1.kind = 'content'
      LEFT JOIN text AS content ON content.id = p1.text
      LEFT JOIN part AS p2 ON p2.run = run.seq AND p2.kind = 'reasoning'
      LEFT JOIN text AS reasoning ON reasoning.id = p2.text
      LEFT JOIN part AS p3 ON p3.run = run.seq AND p3.kind = 'answer'
      LEFT JOIN text AS answer ON answer.id = p3.text
      WHERE run.state IS NOT NULL;
    CREATE VIRTUAL TABLE run_search USING fts5(
      content, reasoning, answer,
      content='run_text', content_rowid='seq', tokenize='trigram'
    );
    """

  /// - `evaluation.plan` holds everything but the texts, which stand in `evaluation_text`, so that
  ///   erasing a content reaches them.
  /// - `trial` says which run is the result of which trial: each trial has one at most, and no run
  ///   serves two.
  /// - `run_key` finds a run by what was asked of whom. It is left out of the seals: it says nothing
  ///   that they do not cover.
  private static let version2 = """
    CREATE TABLE evaluation(
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      created_at INTEGER NOT NULL,
      plan BLOB NOT NULL,
      right INTEGER NOT NULL DEFAULT 0,
      judged INTEGER NOT NULL DEFAULT 0,
      skipped INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE evaluation_text(
      evaluation INTEGER NOT NULL REFERENCES evaluation(seq),
      kind TEXT NOT NULL,
      place INTEGER NOT NULL,
      text INTEGER REFERENCES text(id),
      PRIMARY KEY (evaluation, kind, place)
    ) WITHOUT ROWID;
    CREATE INDEX evaluation_text_text ON evaluation_text(text);
    CREATE TABLE trial(
      evaluation INTEGER NOT NULL REFERENCES evaluation(seq),
      arm INTEGER NOT NULL,
      item INTEGER NOT NULL,
      draw INTEGER NOT NULL,
      run INTEGER NOT NULL REFERENCES run(seq),
      is_reused INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (evaluation, draw, arm, item)
    ) WITHOUT ROWID;
    CREATE UNIQUE INDEX trial_run ON trial(evaluation, run);
    CREATE TABLE run_key(
      run INTEGER PRIMARY KEY REFERENCES run(seq),
      key BLOB NOT NULL
    );
    CREATE INDEX run_key_key ON run_key(key);
    """

  /// - `event` holds what decides beside runs and verdicts, see ``ChainEvent``. Rows are appended, and
  ///   each is an entry of the chain.
  /// - `evaluation_text.digest` is salted, as in `part`: where the text was erased it is the tombstone.
  ///   It is null where the text was erased before version 3.
  private static let version3 = """
    CREATE TABLE event(
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      type TEXT NOT NULL,
      subject TEXT NOT NULL,
      body TEXT NOT NULL,
      at INTEGER NOT NULL
    );
    CREATE INDEX event_settings ON event(subject) WHERE type = 'settings';
    ALTER TABLE evaluation_text ADD COLUMN salt BLOB;
    ALTER TABLE evaluation_text ADD COLUMN digest TEXT;
    """

  /// - `erasing` names erasures that are not finished: the digest of the content until no sealed run
  ///   has it, then null until the index and the log are clean. A text's id would not do: SQLite uses
  ///   it again.
  private static let version4 = """
    CREATE TABLE erasing(
      seq INTEGER PRIMARY KEY,
      sha256 BLOB,
      at INTEGER NOT NULL,
      is_index_clean INTEGER NOT NULL DEFAULT 0
    );
    """
}
