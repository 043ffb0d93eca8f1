import Evaluation
import Foundation

/// What the chain holds beside runs, human verdicts and erasures: everything else that decides.
///
/// A new kind is one case here, with its name in ``Kind``, its line in ``subject`` and ``payload``,
/// and its line in ``init(kind:body:)``. Bodies are canonical JSON; a field that is added later must
/// be optional.
enum ChainEvent: Hashable {
  /// The names that the table `event` stores. A released name never changes.
  enum Kind: String, CaseIterable {
    case plan, trials, reopened, deleted, figures, erased, label, settings, certificate, adopted
  }

  /// An evaluation's plan was made.
  case plan(SealedPlan)
  /// Runs became the results of trials.
  case trials(SealedTrials)
  /// Runs stopped being the results of trials, which are made again.
  case reopened(SealedTrials)
  /// An evaluation was deleted, with its plan and all its results.
  case deleted(DeletedEvaluation)
  /// The figures that lists show of an evaluation.
  case figures(SealedFigures)
  /// Texts of plans were erased.
  case erased(ErasedTexts)
  case label(LabelChange)
  case settings(SettingsInUse)
  case certificate(Certificate)
  /// The evaluations that stood in the database before the chain covered evaluations.
  case adopted(AdoptedEvaluations)

  init(kind: Kind, body: String) throws {
    func read<Body: Decodable>(_: Body.Type = Body.self) throws -> Body {
      try JSONDecoder().decode(Body.self, from: Data(body.utf8))
    }
    self =
      switch kind {
      case .plan: .plan(try read())
      case .trials: .trials(try read())
      case .reopened: .reopened(try read())
      case .deleted: .deleted(try read())
      case .figures: .figures(try read())
      case .erased: .erased(try read())
      case .label: .label(try read())
      case .settings: .settings(try read())
      case .certificate: .certificate(try read())
      case .adopted: .adopted(try read())
      }
  }

  var kind: Kind { parts.kind }
  /// What it is about, for people and for lookups: an evaluation's id, a policy's name.
  var subject: String { parts.subject }

  func body() throws -> String {
    String(decoding: try canonicalJSON(parts.payload), as: UTF8.self)
  }

  private var parts: (kind: Kind, subject: String, payload: any Encodable) {
    switch self {
    case .plan(let plan): (.plan, plan.id, plan)
    case .trials(let trials): (.trials, trials.id, trials)
    case .reopened(let trials): (.reopened, trials.id, trials)
    case .deleted(let gone): (.deleted, gone.id, gone)
    case .figures(let figures): (.figures, figures.id, figures)
    case .erased(let texts): (.erased, "", texts)
    case .label(let change): (.label, change.policy, change)
    case .settings(let settings): (.settings, settings.policy, settings)
    case .certificate(let certificate): (.certificate, certificate.subject, certificate)
    case .adopted(let all): (.adopted, "", all)
    }
  }
}

// MARK: Bodies

/// A plan by its digests, so that its texts can be erased.
struct SealedPlan: Hashable, Codable {
  /// The evaluation's id; `evaluation` is its row.
  var id: String
  var evaluation: Int64
  var createdAt: Int64
  /// Of the stored plan, which holds everything but the texts.
  var plan: String
  /// Of the salted digests of all its texts, in the order of kind and place.
  var texts: String
}

/// Results of an evaluation that came about, or went, in one transaction.
struct SealedTrials: Hashable, Codable {
  var id: String
  var evaluation: Int64
  var trials: [SealedTrial]
}

/// Which run is the result of which trial; five numbers in a list, since there are many.
struct SealedTrial: Hashable, Codable {
  struct Place: Hashable {
    var draw: Int64
    var arm: Int64
    var item: Int64
  }

  var place: Place
  var run: Int64
  var isReused: Bool

  init(place: Place, run: Int64, isReused: Bool) {
    self.place = place
    self.run = run
    self.isReused = isReused
  }

  init(_ trial: Trial, run: Int64, isReused: Bool) {
    self.init(
      place: Place(draw: Int64(trial.draw), arm: Int64(trial.arm), item: Int64(trial.item)),
      run: run, isReused: isReused)
  }

  init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    place = Place(
      draw: try list.decode(Int64.self), arm: try list.decode(Int64.self),
      item: try list.decode(Int64.self))
    run = try list.decode(Int64.self)
    isReused = try list.decode(Int64.self) != 0
  }

  func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    for number in [place.draw, place.arm, place.item, run, isReused ? 1 : 0] {
      try list.encode(number)
    }
  }
}

struct DeletedEvaluation: Hashable, Codable {
  var id: String
  var evaluation: Int64
  /// How many results it had.
  var results: Int
}

struct SealedFigures: Hashable, Codable {
  struct Figures: Hashable, Codable {
    var right: Int64 = 0
    var judged: Int64 = 0
    var skipped: Int64 = 0
  }

  var id: String
  var evaluation: Int64
  var figures: Figures
}

struct ErasedTexts: Hashable, Codable {
  struct Place: Hashable, Codable {
    var evaluation: Int64
    var kind: String
    var place: Int64
  }

  var places: [Place]
}

struct AdoptedEvaluations: Hashable, Codable {
  struct Evaluation: Hashable, Codable {
    var plan: SealedPlan
    var figures: SealedFigures.Figures
    var trials: [SealedTrial]
    /// Texts that were erased before there was anything to seal that with.
    var erased: [ErasedTexts.Place]
  }

  var evaluations: [Evaluation]
}
