import Foundation
import Testing

@testable import Cases

struct EncodingMutationTests {
  static func all(_ kind: Mutation.Kind, _ text: String) -> String {
    Mutation(kind, seed: 7, rate: 1).applied(to: text)
  }

  @Test func `encodings follow their standards`() {
    // RFC 4648, section 10.
    for (plain, encoded) in [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ] {
      #expect(Self.all(.base64, plain) == encoded)
    }
    #expect(Self.all(.hex, "send\n中") == "73 65 6e 64 0a e4 b8 ad")
    #expect(Self.all(.rot13, "Why? Um, zm 中9") == "Jul? Hz, mz 中9")
    #expect(Self.all(.urlEncoding, "a-b c/Ladies + é\0") == "a-b%20c%2FLadies%20%2B%20%C3%A9%00")
    #expect(Self.all(.htmlEntities, "a é!") == "&#97; &#233;!")
    // ITU-R M.1677-1.
    #expect(
      Self.all(.morse, "Sos 73, é@\nme") == "... --- ... / --... ...-- --..-- / ..-.. .--.-.\n-- .")
  }

  @Test func `what is no text of their making is not undone`() {
    let broken: [(Mutation.Kind, String)] = [
      (.base64, "not base64!"), (.base64, "/w=="), (.hex, "zz"), (.hex, "ff"),
      (.urlEncoding, "%4"), (.urlEncoding, "%zz"), (.urlEncoding, "%ff"),
    ]
    for (kind, text) in broken {
      #expect(Mutation(kind, seed: 1).undone(text) == nil, "\(kind) \(text)")
    }
  }

  @Test func `normal forms are those of Unicode`() {
    // UAX #15, figures 3 to 6: a letter with its mark, a ligature, a superscript.
    let text = "\u{212B} e\u{301} \u{FB01} 2\u{2075}"
    let forms: [(Mutation.Kind, String)] = [
      (.nfc, "\u{C5} \u{E9} \u{FB01} 2\u{2075}"),
      (.nfd, "A\u{30A} e\u{301} \u{FB01} 2\u{2075}"),
      (.nfkc, "\u{C5} \u{E9} fi 25"), (.nfkd, "A\u{30A} e\u{301} fi 25"),
    ]
    for (kind, expected) in forms {
      #expect(Self.all(kind, text).unicodeScalars.elementsEqual(expected.unicodeScalars), "\(kind)")
    }
  }

  @Test func `pig Latin moves the first consonants`() {
    #expect(
      Self.all(.pigLatin, "Send a deposit, I'll quit! Style yes hmm 中")
        == "Endsay away epositday, I'llway itquay! Ylestay esyay hmmay 中")
  }
}
