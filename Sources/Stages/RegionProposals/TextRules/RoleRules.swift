import Foundation
import Layout

/// What a rule says of a block: role probabilities, how sure it is that the block is one region,
/// and why.
struct RuleVerdict {
  var roles: [(role: RegionRole, probability: Double)]
  var score: Double
  var reason: String
}

/// The rules, tried in order; the first that fires decides.
///
/// Shihab et al. 2025 (arXiv 2511.08903) compare against such heuristics on OCR text and geometry;
/// their expressions are the base, position, size and isolation are added here. Probabilities are
/// rounded precisions on half of the PolEval 2025 documents.
struct RoleRules {
  private let page: PageRows
  private let lineHeight: Double

  init(_ page: PageRows) {
    self.page = page
    lineHeight = max(1, page.medianLineHeight)
  }

  /// The verdict on block `index` of the page's blocks.
  func verdict(on index: Int, of blocks: [TextBlock]) -> RuleVerdict {
    let block = blocks[index]
    return margin(block, blocks) ?? caption(block) ?? formula(block) ?? footnote(block, blocks)
      ?? listItem(index, blocks) ?? heading(index, blocks) ?? body(block)
  }

  private var height: Double { page.bounds.height }

  private func relative(_ y: Double) -> Double { height > 0 ? (y - page.bounds.y1) / height : 0 }

  // MARK: Margins

  private func margin(_ block: TextBlock, _ blocks: [TextBlock]) -> RuleVerdict? {
    let box = block.box
    guard block.rows.count <= 3, block.wordCount <= 25 else { return nil }
    let above = blocks.filter { $0.box.y2 <= box.y1 + 0.3 * lineHeight }
    let below = blocks.filter { $0.box.y1 >= box.y2 - 0.3 * lineHeight }
    let isNumber = LineStart.isPageNumber(block.text)
    let number = isNumber ? "a page number " : ""
    if relative(box.y2) < (isNumber ? 0.13 : 0.09), above.isEmpty || relative(box.y2) < 0.07 {
      let gap = (below.map(\.box.y1).min() ?? box.y2) - box.y2
      let isApart = gap > 0.8 * lineHeight
      if isApart || isNumber, block.relativeHeight < 1.5 {
        return RuleVerdict(
          roles: [
            (.pageHeader, isNumber ? 0.9 : 0.75), (.sectionHeader, 0.12), (.text, 0.08),
          ],
          score: isNumber ? 0.8 : 0.65,
          reason: "page header: \(number)at the head of the page, apart from the text")
      }
    }
    if relative(box.y1) > (isNumber ? 0.87 : 0.91), below.isEmpty || relative(box.y1) > 0.93 {
      let gap = box.y1 - (above.map(\.box.y2).max() ?? box.y1)
      if gap > 0.8 * lineHeight || isNumber, !LineStart.opensFootnote(block.text) || isNumber {
        return RuleVerdict(
          roles: [(.pageFooter, isNumber ? 0.88 : 0.7), (.footnote, 0.15), (.text, 0.08)],
          score: isNumber ? 0.8 : 0.6,
          reason: "page footer: \(number)at the foot of the page, apart from the text")
      }
    }
    return nil
  }

  // MARK: Captions, formulas, footnotes

  private func caption(_ block: TextBlock) -> RuleVerdict? {
    guard block.rows.count <= 8 else { return nil }
    if LineStart.opensCaption(block.firstLine) {
      return RuleVerdict(
        roles: [(.caption, 0.82), (.text, 0.12), (.sectionHeader, 0.04)], score: 0.8,
        reason: "caption: starts with “\(block.firstLine.prefix(16))”")
    }
    if LineStart.opensSourceNote(block.firstLine), block.rows.count <= 3 {
      // People who follow the DocLayNet guidelines keep it out of the caption: of the 18 that these
      // rules find in PolEval 2025, 17 are labelled Text, and one lies in a table.
      return RuleVerdict(
        roles: [(.text, 0.65), (.footnote, 0.2), (.caption, 0.1)], score: 0.6,
        reason: "text: a source note, “\(block.firstLine.prefix(16))”")
    }
    return nil
  }

  private func formula(_ block: TextBlock) -> RuleVerdict? {
    guard block.rows.count <= 4, block.wordCount >= 2 else { return nil }
    let scalars = block.text.unicodeScalars
    let math = scalars.count { "=+−×·∑∫√≤≥≈∞∂∈→^_{}|<>/".unicodeScalars.contains($0) }
    let longWords = block.text.split(separator: " ").count {
      $0.count >= 4 && $0.allSatisfy(\.isLetter)
    }
    guard
      block.text.contains("="), Double(math) >= 0.04 * Double(scalars.count),
      Double(longWords) <= 0.25 * Double(block.wordCount)
    else { return nil }
    return RuleVerdict(
      roles: [(.formula, 0.7), (.text, 0.25)], score: 0.55,
      reason: "formula: \(math) mathematical signs, \(longWords) long words")
  }

  private func footnote(_ block: TextBlock, _ blocks: [TextBlock]) -> RuleVerdict? {
    let box = block.box
    guard relative(box.y1) > 0.55, block.relativeHeight < 0.97 else { return nil }
    // Everything in the same column below it must be small print too.
    let below = blocks.filter {
      $0.box.y1 > box.y1 && min($0.box.x2, box.x2) > max($0.box.x1, box.x1)
        && relative($0.box.y1) < 0.94
    }
    guard below.allSatisfy({ $0.relativeHeight < 1 }) else { return nil }
    let isBelowLine = page.graphics.contains {
      $0.kind == .line && relative($0.box.y1) > 0.4 && $0.box.y2 < box.y1 + 0.3 * lineHeight
        && $0.box.width < 0.5 * page.bounds.width && abs($0.box.x1 - box.x1) < 2 * lineHeight
    }
    let isMarked = isBelowLine || LineStart.opensFootnote(block.firstLine)
    let isSmall = block.relativeHeight < 0.88
    guard isMarked || (isSmall && relative(box.y1) > 0.75) else { return nil }
    let sure = isMarked && isSmall
    return RuleVerdict(
      roles: [(.footnote, sure ? 0.85 : 0.6), (.text, 0.15), (.listItem, 0.1)],
      score: sure ? 0.75 : 0.5,
      reason: "footnote: small print at the foot"
        + (isBelowLine ? ", below a line" : isMarked ? ", opened by a mark" : ""))
  }

  // MARK: Lists and headings

  private func listItem(_ index: Int, _ blocks: [TextBlock]) -> RuleVerdict? {
    let block = blocks[index]
    let isBullet = block.hasMark || LineStart.bullet(block.firstLine)
    guard isBullet || LineStart.enumerated(block.firstLine) else { return nil }
    // One numbered line may be a heading or the start of a sentence; siblings make a list.
    let siblings = blocks.indices.count {
      $0 != index && abs($0 - index) <= 4 && blocks[$0].opensItem
        && abs(blocks[$0].box.x1 - block.box.x1) < 1.5 * lineHeight
    }
    if !isBullet, siblings == 0 {
      if let heading = heading(index, blocks) { return heading }
      return RuleVerdict(
        roles: [(.text, 0.5), (.listItem, 0.35), (.sectionHeader, 0.12)], score: 0.5,
        reason: "text: numbered, but alone")
    }
    return RuleVerdict(
      roles: [(.listItem, isBullet ? 0.9 : 0.75), (.text, isBullet ? 0.07 : 0.2)],
      score: isBullet ? 0.8 : 0.7,
      reason: isBullet
        ? "list item: opens with " + (block.hasMark ? "a mark" : "“\(block.firstLine.prefix(1))”")
        : "list item: numbered “\(block.firstLine.prefix(4))” with \(siblings) siblings nearby")
  }

  private func heading(_ index: Int, _ blocks: [TextBlock]) -> RuleVerdict? {
    let block = blocks[index]
    let text = block.text
    let letters = text.filter(\.isLetter)
    guard block.rows.count <= 3, (1...16).contains(block.wordCount), letters.count >= 3 else {
      return nil
    }
    let ending = text.last ?? " "
    let endsLikeSentence = ".,;:".contains(ending) && !LineStart.isNumberedHeading(text)
    let isCapital = Double(letters.count(where: \.isUppercase)) >= 0.8 * Double(letters.count)
    let isTall = block.relativeHeight >= 1.15
    let isVeryTall = block.relativeHeight >= 1.6
    let isNumbered = LineStart.isNumberedHeading(text)
    let column = blocks.filter { min($0.box.x2, block.box.x2) > max($0.box.x1, block.box.x1) }
    let hasAbove = column.contains { $0.box.y2 <= block.box.y1 + 0.3 * lineHeight }
    let columnWidth = column.map(\.box.width).max() ?? block.box.width
    let isShort = block.box.width < 0.75 * columnWidth
    let hasRoom = !hasAbove || (block.rows.first?.style.spaceAbove ?? 0) > 0.4
    let opens = text.first.map { $0.isUppercase || $0.isNumber || "§„\"".contains($0) } ?? false
    guard opens, !endsLikeSentence else { return nil }

    let cues = [
      (isNumbered, "numbered"), (block.isBold, "bold"), (isCapital, "capitals"),
      (isTall, "set larger"),
      (hasRoom && isShort, "short with space above"),
    ].filter(\.0).map(\.1)
    let weight =
      (isNumbered ? 2.0 : 0) + (block.isBold ? 2 : 0) + (isCapital ? 1.5 : 0) + (isTall ? 1.5 : 0)
      + (isShort ? 0.75 : 0) + (hasRoom ? 0.75 : 0)
    guard weight >= 2 else { return nil }
    if isVeryTall, relative(block.box.y1) < 0.5 {
      return RuleVerdict(
        roles: [(.sectionHeader, 0.45), (.title, 0.45), (.text, 0.06)], score: 0.6,
        reason: "section header or title: \(cues.joined(separator: ", ")), in the upper half")
    }
    let sure = min(0.85, 0.3 + 0.15 * weight)
    return RuleVerdict(
      roles: [(.sectionHeader, sure), (.text, 0.9 - sure), (.title, 0.05)], score: 0.3 + sure / 2,
      reason: "section header: \(cues.joined(separator: ", "))")
  }

  // MARK: Everything else

  private func body(_ block: TextBlock) -> RuleVerdict {
    let isProse = block.wordCount >= 12
    return RuleVerdict(
      roles: [
        (.text, isProse ? 0.75 : 0.5), (.listItem, isProse ? 0.1 : 0.1), (.caption, 0.05),
        (.footnote, 0.05), (.table, isProse ? 0.01 : 0.1), (.sectionHeader, isProse ? 0.01 : 0.1),
      ],
      score: isProse ? 0.6 : 0.3, reason: "text: no rule fired")
  }
}
