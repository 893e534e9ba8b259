import Layout

/// What is wrong with a record of an imported file, where in it, and what to do about it.
struct ImportFault: Error {
  var place: String?
  var reason: String
}

/// Finds the taxonomy's class by the names that other programs use.
struct ImportClasses: Sendable {
  let taxonomy: Taxonomy

  /// The class of a name.
  func index(named name: String) throws(ImportFault) -> Int {
    if let index = taxonomy.classIndex(named: name) { return index }
    throw unknown("its class '\(name.shortened)'")
  }

  /// The class of a kind of PAGE-XML: the one that our own export names, as long as the kind is
  /// still that of the class; otherwise the one that the kind's role stands for.
  func index(of kind: PageXMLKind, named name: String?) throws(ImportFault) -> Int {
    let named = name.flatMap(taxonomy.classIndex(named:))
    if let named, PageXMLKind(taxonomy.classes[named].role) == kind || kind.role == nil {
      return named
    }
    guard let role = kind.role, let index = taxonomy.classIndex(for: role) else {
      throw unknown("\(kind.element)\(kind.type.map { " of type '\($0.shortened)'" } ?? "")")
    }
    return index
  }

  private func unknown(_ what: String) -> ImportFault {
    let names = taxonomy.classes.map(\.name).joined(separator: ", ")
    return ImportFault(
      reason: "\(what) is not in taxonomy '\(taxonomy.name)': use one of \(names)")
  }
}

extension String {
  /// The text's first characters, on one line, for messages.
  var shortened: String {
    var short = String.UnicodeScalarView()
    for scalar in unicodeScalars.prefix(60) {
      short.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return String(short) + (unicodeScalars.dropFirst(60).isEmpty ? "" : "…")
  }
}

extension Box {
  /// The box cut at the edges of its image.
  ///
  /// - Throws: `ImportFault` for one that is not finite, has no area or lies outside, all of it or
  ///   three quarters, as boxes in the pixels of another image do.
  func checked(width: Int, height: Int) throws(ImportFault) -> Box {
    guard [x1, y1, x2, y2].allSatisfy(\.isFinite) else {
      throw ImportFault(reason: "its box is not finite: correct it")
    }
    guard isValid else {
      throw ImportFault(
        reason: "its box is \(self.width) wide and \(self.height) high: give it a size above 0")
    }
    guard let part = part(in: Box(x1: 0, y1: 0, x2: Double(width), y2: Double(height))) else {
      throw ImportFault(
        reason: "most of its box lies outside the image of \(width) x \(height) pixels")
    }
    return part
  }
}
