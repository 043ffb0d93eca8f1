/// What the workbench wants done at the edge: one case a service, which carries it out in a lane of
/// its own. An effect answers, if at all, with a ``Message``.
///
/// Effects of one service begin in the order in which they are given; those of different services
/// do not wait for one another.
public enum Effect: Equatable, Sendable {
  case analysis(Analysis)
  case documents(Documents)
  case drafts(Drafts)
  case engines(Engines)
  case evaluations(Evaluations)
  case records(Records)
  case runs(Runs)
  case terminal(Terminal)
}
