/// The sizes that a Reshape is told: 0 takes the input's, -1 what is left.
struct ReshapeRequest {
  var sizes: [Int]
  var takesZeros: Bool

  /// The sizes for an input of a shape.
  func shape(of input: [Int], _ inputs: NodeArguments) throws(TensorError) -> [Int] {
    var shape = sizes
    for index in shape.indices where shape[index] == 0 && !takesZeros {
      guard index < input.count else {
        throw inputs.refused("it takes over a size that is not there")
      }
      shape[index] = input[index]
    }
    let free = shape.indices.filter { shape[$0] == -1 }
    let count = input.reduce(1, *)
    guard free.count <= 1, shape.allSatisfy({ $0 >= -1 }),
      let given = SafetensorsHeader.size(.uint8, shape.filter { $0 != -1 })
    else { throw inputs.refused("its sizes are \(sizes)") }
    if let place = free.first {
      guard given > 0, count.isMultiple(of: given) else {
        throw inputs.refused("the sizes \(sizes) do not divide the shape \(input)")
      }
      shape[place] = count / given
    } else if given != count {
      throw inputs.refused("the sizes \(sizes) do not fit the shape \(input)")
    }
    return shape
  }
}
