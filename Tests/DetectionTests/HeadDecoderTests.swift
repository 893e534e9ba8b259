import Detection
import Layout
import Testing

@Suite("A head's outputs")
struct HeadDecoderTests {
  private func decoded<Result>(
    _ shape: [Int], _ values: [Float], _ body: (OutputTensor) throws -> Result
  ) rethrows -> Result {
    try values.withUnsafeBufferPointer { try body(OutputTensor(shape: shape, data: $0)) }
  }

  @Test func `of the YOLO family are centre, size and scores, by row`() throws {
    // Two anchors, two classes; the second anchor is below the floor.
    let values: [Float] = [
      100, 10, 50, 10, /* sizes */ 40, 4, 20, 4, /* scores */ 0.25, 0.001, 0.75, 0.002,
    ]
    let found = try decoded([1, 6, 2], values) {
      try HeadDecoder.yolov8($0, classes: 2, floor: 0.01, model: "m")
    }
    #expect(found.map(\.box) == [Box(x1: 80, y1: 40, x2: 120, y2: 60)])
    #expect(found.map(\.scores) == [[0.25, 0.75]])
  }

  @Test func `of PicoDet are means of distributions around a cell's centre`() {
    // One row of two cells of stride 8, one class, distances of 0, 1 or 2 strides.
    let scores: [Float] = [0.001, 0.5]
    let (none, one): ([Float], [Float]) = ([0, 0, 0], [-99, 99, -99])
    let even: [Float] = [0, -99, 0]
    let distances = none + none + none + none + (one + one + even + one)
    let found = scores.withUnsafeBufferPointer { scores in
      distances.withUnsafeBufferPointer { distances in
        HeadDecoder.picodet(
          scores: scores, distances: distances, columns: 2, bins: 3, classes: 1, stride: 8,
          floor: 0.01)
      }
    }
    #expect(found.map(\.scores) == [[0.5]])
    #expect(found.map(\.box) == [Box(x1: 4, y1: -4, x2: 20, y2: 12)])
  }

  @Test func `of a student are corners, scores and variances`() throws {
    let found = try decoded([1, 2, 4], [1, 2, 30, 40, 0, 0, 1, 1]) { boxes in
      try decoded([1, 2, 1], [0.9, 0.001]) { scores in
        try decoded([1, 2, 4], [1, 4, 9, 16, 0, 0, 0, 0]) { variances in
          try HeadDecoder.student(
            boxes: boxes, scores: scores, variances: variances, classes: 1, floor: 0.01, model: "m")
        }
      }
    }
    #expect(found.map(\.box) == [Box(x1: 1, y1: 2, x2: 30, y2: 40)])
    #expect(found.first?.variance == BoxVariance(x1: 1, y1: 4, x2: 9, y2: 16))
  }

  @Test func `of another shape are refused, with both shapes`() throws {
    let error = #expect(throws: DetectionError.self) {
      try decoded([1, 6, 2], [Float](repeating: 0, count: 12)) {
        _ = try HeadDecoder.yolov8($0, classes: 11, floor: 0.01, model: "m.onnx")
      }
    }
    let text = try #require(error).description
    #expect(text.contains("m.onnx") && text.contains("[1, 15, anchors]"), "\(text)")
    #expect(text.contains("[1, 6, 2]"))
  }
}
