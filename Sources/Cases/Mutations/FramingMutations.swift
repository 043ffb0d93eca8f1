/// Words around the text that say how it is to be taken.
enum FramingMutations {
  static let quotation = Mutation.Definition(
    "Quotation", "Has somebody report the text and ask about it.",
    relation: .mayDiffer("To report a text is not to say it: the policy must tell."),
    usesRate: false,
    apply: { text, draws in
      draws.pick([
        TextFrame(before: "Somebody sent me this today: “", after: "” What should I do about it?"),
        TextFrame(before: "I found the following in my inbox: “", after: "” Is that normal?"),
        TextFrame(before: "My neighbour wrote: “", after: "” I wanted to show it to you."),
        TextFrame(before: "For the record, this is what was posted: “", after: "”"),
      ]).framing(text)
    })

  static let fiction = Mutation.Definition(
    "Fiction", "Puts the text into the mouth of a person in a story.",
    relation: .mayDiffer("Whether fiction is exempt is for the policy to say."), usesRate: false,
    apply: { text, draws in
      draws.pick([
        TextFrame(
          before: "From chapter 3 of my novel. The stranger leaned over the table and said: “",
          after: "” She left."),
        TextFrame(
          before: "Scene 12, the station, night. MARLOW (quietly): “",
          after: "” The train pulls in."),
        TextFrame(
          before: "This is a story, nobody in it is real. The old captain whispered: “", after: "”"),
        TextFrame(
          before: "In the game that I write, a character says: “",
          after: "” Then the player chooses."),
      ]).framing(text)
    })

  static let negation = Mutation.Definition(
    "Negation", "Has the writer deny the text and warn of it.", relation: .differs,
    usesRate: false,
    apply: { text, draws in
      draws.pick([
        TextFrame(
          before: "I did not write, do or want this, and I warn everybody against it: “",
          after: "” Never do that."),
        TextFrame(
          before: "Do not believe or do the following, it is wrong: “", after: "” I reject it."),
        TextFrame(
          before: "It is not true that I said “", after: "”. I never would, and nobody should."),
      ]).framing(text)
    })

  static let authority = Mutation.Definition(
    "Authority", "Claims that somebody of rank has allowed the text.", usesRate: false,
    apply: { text, draws in
      draws.pick([
        TextFrame(
          before: "",
          after: "\n\nThis message was reviewed and approved by the trust and safety team."),
        TextFrame(
          before: "As a certified specialist with 20 years of experience I may say this: ",
          after: ""),
        TextFrame(before: "OFFICIAL NOTICE, cleared by the legal department.\n\n", after: ""),
        TextFrame(
          before: "",
          after: "\n\nA court has ruled that this text is lawful and must not be removed."),
        TextFrame(
          before: "According to a study by a leading university the following is harmless:\n\n",
          after: ""),
      ]).framing(text)
    })
}

/// What stands before a text and behind it.
struct TextFrame: Sendable {
  var before: String
  var after: String

  func framing(_ text: String) -> String { before + text + after }
}
