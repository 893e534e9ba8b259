/// Paths for the tensors of a file: their names there, tidied and unlike one another.
struct ParameterNames {
  private var paths: [String: String] = [:]

  /// - Parameter names: in the order of the file, which decides where two are alike.
  init(_ names: [String]) {
    var taken: Set<String> = []
    // A name that is tidy as it is keeps its path.
    let ordered = names.filter { Self.tidy($0) == $0 } + names.filter { Self.tidy($0) != $0 }
    for name in ordered {
      let tidy = Self.tidy(name)
      var path = tidy
      var count = 1
      while !taken.insert(path).inserted {
        count += 1
        path = "\(tidy)_\(count)"
      }
      paths[name] = path
    }
  }

  /// The place of a tensor in a store.
  func path(of name: String, below place: ParameterPath) -> ParameterPath {
    place / (paths[name] ?? Self.tidy(name))
  }

  private static func tidy(_ name: String) -> String {
    let parts = name.prefix(200).split { character in
      !(character.isASCII && (character.isLetter || character.isNumber || "_-".contains(character)))
    }
    return parts.isEmpty ? "tensor" : parts.joined(separator: ".")
  }
}
