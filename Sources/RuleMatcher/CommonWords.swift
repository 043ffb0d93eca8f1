/// How much a word of everyday English tells: function words nothing, common words half, and bare
/// numbers little, since which number an example happens to show is chance.
enum CommonWords {
  static func weight(of stem: String) -> Double {
    if function.contains(stem) { return 0 }
    if stem.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return 0.2 }
    return common.contains(stem) ? 0.5 : 1
  }

  private static let function = words(
    """
    a about above after again all also am an and another any anybody anyone are as at be because
    been before being below between both but by can could did do does dont done each either else
    ever every for from had has have he her here hers him his how however i if im in into is isnt it
    its itself just let like ll may maybe me might mine more most much must my neither no nobody nor
    not nothing now of off on once one only onto or other others our ours out over own per please
    re same shall she should since so some somebody someone something such than that thats the their
    them then there these they thing this those though through to too toward under until up upon us
    very was we well were what when where whether which while who whom whose why will with within
    without would ve yes yet you your yours
    """)

  private static let common = words(
    """
    account answer ask back bad big call case check city class come comment content country day
    decide different end example fact few find first follow form full get give go good great group
    hand hard help high hour house idea item kind know label large last later leave left less level
    life line list little live long look lot low make man many matter mean meet message minute month
    morning name need never new next nice night number old open order page part people person place
    plain play point post problem public put question read real reason reply result right rule run
    safe say school score second see seem send set show side small start state step stop story
    system take talk tell text think time today together told tonight turn two three four five six
    ten use user violate want way week work world write wrong year young
    """)

  private static func words(_ text: String) -> Set<String> {
    let all = text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
    return Set(all + all.map(stem))
  }
}
