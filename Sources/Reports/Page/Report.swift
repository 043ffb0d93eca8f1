public import Evaluation
import Policies
import Runs

/// One self-contained page of an evaluation: no script, no font, no picture from elsewhere.
///
/// Every figure of it is of ``EvaluationPicture``. Pages are mailed around, so that contents of cases
/// are only in it when asked for.
public struct Report: Sendable {
  /// What the page says besides figures.
  public struct About: Sendable {
    /// Precept's own.
    public var version: String
    /// When the evaluation was made, and when the page, as people read it.
    public var evaluatedAt: String
    public var writtenAt: String
    /// The models that answered each arm, by its place in the plan; none where no run tells.
    public var models: [Int: [String]]

    public init(
      version: String, evaluatedAt: String, writtenAt: String, models: [Int: [String]]
    ) {
      self.version = version
      self.evaluatedAt = evaluatedAt
      self.writtenAt = writtenAt
      self.models = models
    }
  }

  let picture: EvaluationPicture
  let about: About
  let showsContents: Bool
  let figures: [Figures]
  let comparisons: [Comparison]

  var plan: EvaluationPlan { picture.plan }

  /// - Complexity: that of all figures, a bootstrap for each comparison among them.
  public init(_ picture: EvaluationPicture, about: About, showsContents: Bool = false) {
    self.picture = picture
    self.about = about
    self.showsContents = showsContents
    figures = picture.figures
    comparisons = picture.comparisons
  }

  /// The readings whose categories, matrices, charts and cases are shown. Of an ablation it is the
  /// whole policy: of the others, what matters is what they move.
  var detailed: Range<Int> { plan.kind == .ablation ? 0..<min(1, figures.count) : figures.indices }

  /// The page.
  ///
  /// - Complexity: O(readings × (categories + listed cases)).
  public func html() -> String {
    var page = "<!DOCTYPE html>\n"
    tag(
      "html", ["lang": "en"],
      tag(
        "head", [:],
        tag("meta", ["charset": "utf-8"]),
        tag(
          "meta",
          [
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
          ]),
        tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        tag("meta", ["name": "generator", "content": "Precept \(about.version)"]),
        tag("title", [:], .text("\(subject) on \(plan.set)")),
        Self.sheet),
      tag("body", [:], header, tag("main", [:], sections), footer)
    ).write(to: &page)
    return page + "\n"
  }

  private var sections: [Markup] {
    [
      figuresSection, statesSection, failuresSection, targetsSection, matchSection,
      categoriesSection,
      confusionSection, recallPrecisionSection, latencySection, comparisonsSection,
      ablationSection, robustnessSection, casesSection, methodsSection, reproductionSection,
    ]
  }

  /// The policies, as the title names them.
  var subject: String {
    var seen: Set<String> = []
    let names = plan.arms.map(\.policy.name).filter { seen.insert($0).inserted }
    return names.count > 4
      ? names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more"
      : names.joined(separator: ", ")
  }
}
