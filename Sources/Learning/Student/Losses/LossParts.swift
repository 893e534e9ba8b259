import Tensors

/// One part of the loss of a batch.
public struct LossPart: Sendable {
  /// Such as `overlap`.
  public let name: String
  /// Loss of each point and class, `[pages, points, classes]`, or of each positive, `[count]`.
  let elements: Tensor
  /// Pages of the positives, `int64` `[count]`; `nil` where pages are a dimension of their own.
  let pages: Tensor?
  /// Weight of the part over the normaliser.
  let factor: Double
  let pageCount: Int

  /// Over all pages, no dimension.
  func sum() throws(TensorError) -> Tensor { try elements.sum() * factor }

  /// By page, `[pages]`.
  public func byPage() throws(TensorError) -> Tensor {
    guard let pages else { return try elements.sum(along: [1, 2]) * factor }
    let none = try Tensor.zeros([pageCount], elements.elementType ?? .float32)
    return try none.putting(elements, at: [pages], adding: true) * factor
  }
}

/// The loss of a batch, in parts.
public struct LossParts: Sendable {
  /// Weighted and normalised.
  public let parts: [LossPart]
  /// Points that learnt a truth.
  public let positives: Int

  /// The sum over all parts and pages; its gradients train the student.
  public func total() throws(TensorError) -> Tensor {
    var total = try parts[0].sum()
    for part in parts.dropFirst() { total = try total + part.sum() }
    return total
  }

  /// The sum of all parts by page, `[pages]`.
  public func byPage() throws(TensorError) -> Tensor {
    var total = try parts[0].byPage()
    for part in parts.dropFirst() { total = try total + part.byPage() }
    return total
  }

  /// Each part, for the curves.
  public func values() throws(TensorError) -> [(name: String, value: Double)] {
    try withoutGradient { () throws(TensorError) in
      var values: [(name: String, value: Double)] = []
      for part in parts { values.append((part.name, try part.sum().item())) }
      return values
    }
  }
}
