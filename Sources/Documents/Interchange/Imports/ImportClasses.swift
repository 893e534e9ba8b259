import Layout

/// Finds the taxonomy's class by the names that other programs use.
struct ImportClasses: Sendable {
  let taxonomy: Taxonomy

  /// The class of a name.
  func index(named name: String) throws(ImportFault) -> Int {
    if let index = taxonomy.classIndex(named: name) { return index }
    throw unknown("its class '\(name.shortened)'")
  }

  /// The class of a kind of PAGE-XML: the one that our own export names, or that the type is the
  /// name of, as other programs may write it; otherwise the one that the kind's role stands for.
  func index(of kind: PageXMLKind, custom: PageXMLCustom) throws(ImportFault) -> Int {
    if let index = exported(kind, custom) ?? kind.type.flatMap(taxonomy.classIndex(named:)) {
      return index
    }
    guard let role = kind.role, let index = taxonomy.classIndex(for: role) else {
      throw unknown("\(kind.element)\(kind.type.map { " of type '\($0.shortened)'" } ?? "")")
    }
    return index
  }

  /// The class that our own export names, as long as the kind is still that of the class.
  func exported(_ kind: PageXMLKind, _ custom: PageXMLCustom) -> Int? {
    guard let named = custom["galley", "class"].flatMap(taxonomy.classIndex(named:)),
      PageXMLKind(taxonomy.classes[named].role) == kind || kind.role == nil
    else { return nil }
    return named
  }

  /// The type of a region of text that is neither PAGE-XML's nor a class.
  func unknownType(of kind: PageXMLKind) -> String? {
    guard let type = kind.unknownType, taxonomy.classIndex(named: type) == nil else { return nil }
    return type
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
