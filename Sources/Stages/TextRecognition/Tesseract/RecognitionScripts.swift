/// Which scripts Tesseract's languages are written in.
enum RecognitionScripts {
  /// Code points whose letters only some languages have; Latin has all the rest.
  private static let scripts: [(codes: [ClosedRange<UInt32>], languages: Set<String>)] = [
    ([0x370...0x3FF, 0x1F00...0x1FFF], ["ell", "grc", "Greek"]),
    (
      [0x400...0x52F],
      [
        "bel", "bul", "kaz", "kir", "mkd", "mon", "rus", "srp", "tat", "tgk", "ukr", "uzb_cyrl",
        "aze_cyrl", "Cyrillic",
      ]
    ),
    ([0x530...0x58F], ["hye", "Armenian"]),
    ([0x590...0x5FF, 0xFB1D...0xFB4F], ["heb", "yid", "Hebrew"]),
    (
      [0x600...0x6FF, 0x750...0x77F, 0xFB50...0xFDFF, 0xFE70...0xFEFF],
      ["ara", "fas", "kur_ara", "pus", "snd", "uig", "urd", "Arabic"]
    ),
    ([0x900...0x97F], ["hin", "mar", "nep", "san", "Devanagari"]),
    ([0x10A0...0x10FF], ["kat", "kat_old", "Georgian"]),
    ([0xE00...0xE7F], ["tha", "Thai"]),
    (
      [0x3040...0x30FF, 0x3400...0x9FFF],
      [
        "jpn", "jpn_vert", "chi_sim", "chi_tra", "chi_sim_vert", "chi_tra_vert", "Japanese",
        "HanS", "HanT",
      ]
    ),
    ([0xAC00...0xD7AF, 0x1100...0x11FF], ["kor", "kor_vert", "Hangul"]),
  ]

  /// Whether most of these letters are of a script that some of the languages is written in.
  static func know(_ letters: [Unicode.Scalar], languages: [String]) -> Bool {
    let known = letters.count { letter in
      if letter.value < 0x250 { return true }
      return scripts.contains { script in
        script.codes.contains { $0.contains(letter.value) }
          && !script.languages.isDisjoint(with: languages)
      }
    }
    return 2 * known >= letters.count
  }
}
