/// Emoji for letters and words.
enum EmojiMutations {
  static let regionalIndicators = Mutation.Definition(
    "Letters as emoji", "Writes letters as the boxed letters that flags are made of.",
    source: "Unicode UTS #51, regional indicators",
    apply: { text, draws in
      text.replacingClusters(&draws) { cluster, _ in
        guard cluster.isASCIILetter, let letter = cluster.uppercased().first?.asciiValue else {
          return nil
        }
        // The zero width space keeps two of them from being a flag.
        return String(scalar: 0x1F1E6 + UInt32(letter - 0x41)) + "\u{200B}"
      }
    })

  static let emojiWords = Mutation.Definition(
    "Words as emoji", "Puts emoji for common words, as in “📤 💵 ⏰”.",
    apply: { text, draws in
      text.replacingWords(of: \.isASCIILetter, &draws) { word, _ in words[word.lowercased()] }
    })

  static let emojiBetween = Mutation.Definition(
    "Emoji between words", "Puts an emoji between words, as in “send 👏 it 👏 now”.",
    apply: { text, draws in
      let emoji = draws.pick(["👏", "🔥", "✨", "💯", "🙏", "‼️"])
      return text.replacingClusters(&draws) { cluster, _ in
        cluster == " " ? " \(emoji) " : nil
      }
    })

  private static let words: [String: String] = [
    "account": "🏦", "address": "📍", "alcohol": "🍺", "angry": "😡", "bank": "🏦", "beat": "👊",
    "beer": "🍺", "blood": "🩸", "bomb": "💣", "buy": "🛒", "call": "📞", "car": "🚗", "card": "💳",
    "cash": "💵", "child": "🧒", "cocaine": "❄️", "computer": "💻", "danger": "⚠️", "dead": "💀",
    "death": "💀", "deposit": "💵", "die": "💀", "doctor": "🩺", "drink": "🍺", "drug": "💊",
    "drugs": "💊", "email": "📧", "fire": "🔥", "food": "🍔", "free": "🆓", "friend": "🧑‍🤝‍🧑",
    "gift": "🎁", "girl": "👧", "gun": "🔫", "happy": "😀", "hate": "😡", "home": "🏠", "house": "🏠",
    "key": "🔑", "kill": "🔪", "kiss": "💋", "knife": "🔪", "look": "👀", "love": "❤️",
    "message": "💬", "money": "💰", "naked": "🍑", "no": "🚫", "now": "⏰", "password": "🔑",
    "pay": "💸", "phone": "📱", "photo": "📷", "pill": "💊", "pills": "💊", "plane": "✈️",
    "poison": "☠️", "police": "🚓", "prize": "🏆", "sad": "😢", "school": "🏫", "sell": "🏷️",
    "send": "📤", "sex": "🍆", "shoot": "🔫", "sick": "🤒", "smoke": "🚬", "steal": "🥷",
    "stop": "🛑", "talk": "💬", "time": "⏰", "weapon": "🔫", "weed": "🌿", "win": "🏆", "yes": "✅",
  ]
}
