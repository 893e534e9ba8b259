import Layout

/// A region as a model's answer names it, before it is checked.
struct NamedRegion: Sendable, Equatable {
  /// Its number in the answer.
  var key: Int
  /// The number of the region around it.
  var parent: Int?
  var className: String
  /// Row ids and ranges of them, as written.
  var ids: [String]
  /// The rows around an area without rows.
  var between: Between?
  var confidence: Confidence
  var why: String

  struct Between: Sendable, Equatable, Decodable {
    var above: String?
    var below: String?
    var left: String?
    var right: String?

    /// The rectangle that the rows around it leave free; invalid where they leave none.
    static func area(above: Box, below: Box, left: Box?, right: Box?) -> Box {
      Box(
        x1: left?.x2 ?? min(above.x1, below.x1), y1: above.y2,
        x2: right?.x1 ?? max(above.x2, below.x2), y2: below.y1)
    }
  }

  /// How sure the model says it is.
  enum Confidence: String, Sendable, Decodable {
    case low, medium, high

    /// Probability that the region exists, before calibration.
    var score: Double {
      switch self {
      case .low: 0.35
      case .medium: 0.65
      case .high: 0.9
      }
    }

    /// Probability of the class that the model names; the rest is spread over the others.
    var classProbability: Double {
      switch self {
      case .low: 0.5
      case .medium: 0.7
      case .high: 0.85
      }
    }
  }
}

extension NamedRegion: Decodable {
  private enum CodingKeys: String, CodingKey {
    case key = "k"
    case parent
    case className = "class"
    case ids, between, confidence, why
  }

  /// Reads what the schema promises, and numbers where it promises strings or the reverse.
  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    guard let key = try values.decode(Loose.self, forKey: .key).number else {
      throw DecodingError.dataCorruptedError(
        forKey: .key, in: values, debugDescription: "not a number")
    }
    self.key = key
    parent = try values.decodeIfPresent(Loose.self, forKey: .parent)?.number
    className = try values.decode(String.self, forKey: .className)
    ids = try values.decodeIfPresent([Loose].self, forKey: .ids)?.map(\.text) ?? []
    between = try values.decodeIfPresent(Between.self, forKey: .between)
    confidence = try values.decode(Confidence.self, forKey: .confidence)
    why = try values.decodeIfPresent(String.self, forKey: .why) ?? ""
  }

  /// A number or a string.
  private struct Loose: Decodable {
    var text: String
    var number: Int? { Int(text) }

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let number = try? value.decode(Int.self) {
        text = "\(number)"
      } else {
        text = try value.decode(String.self)
      }
    }
  }
}
