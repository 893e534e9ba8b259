import GalleyTesting
import Layout
import PageImages
import Testing

@Suite("A TIFF")
struct TIFFTests {
  /// What of a colour picture a TIFF may be made of.
  struct Form: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var bits = 8
    var photometric = 2
    var tileSide: Int?
    var isPlanar = false
    var isBig = false
    var isBigEndian = false
    var samples: @Sendable ([Int]) -> [Int] = { $0 }
    var shorts: [Int: [Int]] = [:]

    func data(_ rows: [[[Int]]]) -> some Sequence<UInt8> {
      let page = SmallTIFF(
        rows: rows.map { $0.map(samples) }, bits: bits, photometric: photometric,
        tileSide: tileSide, isPlanar: isPlanar, shorts: shorts)
      return SmallTIFF.data([page], isBig: isBig, isBigEndian: isBigEndian)
    }
  }

  /// Every way to lay out pixels, in every kind of file.
  static let layouts: [Form] = {
    var forms: [Form] = []
    for number in 0..<32 {
      func isSet(_ bit: Int) -> Bool { number >> bit & 1 == 1 }
      let (bits, factor) = isSet(0) ? (16, 257) : (8, 1)
      let form = Form(
        testDescription: "\(bits) bits" + (isSet(1) ? ", tiles" : "") + (isSet(2) ? ", planes" : "")
          + (isSet(3) ? ", Big TIFF" : "") + (isSet(4) ? ", MM" : ""),
        bits: bits, tileSide: isSet(1) ? 16 : nil, isPlanar: isSet(2), isBig: isSet(3),
        isBigEndian: isSet(4), samples: { $0.map { $0 * factor } })
      forms.append(form)
    }
    return forms
  }()

  static let forms: [Form] =
    layouts + [
      Form(testDescription: "32 bits", bits: 32, samples: { $0.map { $0 * 0x101_0101 } }),
      Form(testDescription: "12 bits", bits: 12, samples: { $0.map { ($0 * 4095 + 127) / 255 } }),
      Form(
        testDescription: "CMYK", photometric: 5,
        samples: { $0.map { 255 - $0 } + [0] }),
      Form(
        testDescription: "CMYK of 16 bits", bits: 16, photometric: 5,
        samples: { $0.map { (255 - $0) * 257 } + [0] }),
      Form(testDescription: "a sample of no stated use", samples: { $0 + [0] }, shorts: [338: [0]]),
      Form(
        testDescription: "opacity that is full", bits: 16,
        samples: { $0.map { $0 * 257 } + [65535] },
        shorts: [338: [2]]),
    ]

  @Test("keeps colours in many ways", arguments: forms)
  func colours(form: Form) async throws {
    let page = try #require(await SmallPicture.drawn(form.data(SmallPicture.rows)).first)
    #expect(page.image.pixels == SmallPicture.image?.pixels)
    #expect(page.warnings.isEmpty)
  }

  @Test(
    "of samples whose highest bits are never used is brightened, and says so",
    arguments: [
      (16, 1, 4095, 12), (16, 0, 4095, 12), (16, 1, 1023, 10), (32, 1, 65535, 16), (16, 1, 255, 8),
    ])
  func unusedBits(bits: Int, photometric: Int, white: Int, used: Int) async throws {
    let form = Form(
      testDescription: "", bits: bits, photometric: photometric,
      samples: { $0.map { ((photometric == 0 ? 255 - $0 : $0) * white + 127) / 255 } })
    // White paper all round, as pages have.
    let rows =
      [[[Int]](repeating: [255], count: SmallPicture.width)] + SmallPicture.greyRows
      + [[[Int]](repeating: [0], count: SmallPicture.width)]
    let page = try #require(await SmallPicture.drawn(form.data(rows)).first)
    #expect(page.image.pixels == SmallPicture.image(of: rows)?.pixels)
    #expect(page.warnings.contains { $0.contains("use \(used) bits only") })
  }

  @Test func `of floating point samples is scaled to its range`() async throws {
    let form = Form(
      testDescription: "", bits: 32, photometric: 1,
      samples: { $0.map { Int((Float($0) / 255).bitPattern) } }, shorts: [339: [3]])
    let page = try #require(await SmallPicture.drawn(form.data(SmallPicture.greyRows)).first)
    #expect(page.image.pixels == SmallPicture.greyImage?.pixels)
  }

  @Test(
    "lays transparency over white",
    arguments: [
      (2, [10, 20, 30], 0, [255, 255, 255]), (2, [100, 50, 0], 128, [177, 152, 127]),
      (1, [10, 20, 30], 0, [255, 255, 255]), (1, [100, 50, 0], 128, [227, 177, 127]),
      (2, [100], 128, [177, 177, 177]),
    ])
  func transparency(kind: Int, colour: [Int], opacity: Int, expected: [Int]) async throws {
    for (bits, factor) in [(8, 1), (16, 257)] {
      let page = SmallTIFF(
        rows: [[colour + [opacity], [255, 255, 255].prefix(colour.count) + [255]]].map {
          $0.map { $0.map { $0 * factor } }
        }, bits: bits, photometric: colour.count == 1 ? 1 : 2, shorts: [338: [kind]])
      let drawn = try #require(await SmallPicture.drawn(SmallTIFF.data([page])).first)
      for (found, wanted) in zip(drawn.image.pixels, expected) {
        #expect(abs(Int(found) - wanted) <= 1, "\(bits) bits")
      }
    }
  }

  /// Pages of one file, each in an orientation of its own.
  @Test(
    "is shown upright from any orientation, page by page",
    arguments: [(1, 1), (1, 8), (1, 16), (2, 8), (3, 8), (5, 8)])
  func orientations(photometric: Int, bits: Int) async throws {
    let most = 1 << bits - 1
    func samples(_ pixel: [Int]) -> [Int] {
      switch photometric {
      case 2: pixel
      case 5: pixel.map { 255 - $0 } + [0]
      default: [bits == 1 ? pixel[0] / 128 : pixel[0] * most / 255]
      }
    }
    let grey = (0..<256).map { $0 * 257 }
    let pages = (1...8).map { orientation in
      SmallTIFF(
        rows: SmallPicture.stored(SmallPicture.rows, as: orientation).map { $0.map(samples) },
        bits: bits, photometric: photometric, orientation: orientation,
        shorts: photometric == 3 ? [320: grey + grey + grey] : [:])
    }
    let drawn = try await SmallPicture.drawn(SmallTIFF.data(pages))
    #expect(drawn.map(\.page.rotation) == [0, 0, 180, 180, 90, 90, 270, 270])
    for page in drawn {
      #expect((page.page.width, page.page.height) == (SmallPicture.width, SmallPicture.height))
      #expect(page.image.pixels == drawn[0].image.pixels, "orientation \(page.page.number)")
    }
    #expect(Set(drawn[0].image.pixels).count > 1)
  }

  @Test func `counts smaller copies of a page and masks as no pages`() async throws {
    func page(_ kind: Int) -> SmallTIFF {
      SmallTIFF(rows: SmallPicture.greyRows, shorts: kind == 0 ? [:] : [254: [kind]])
    }
    func count(_ kinds: [Int]) async throws -> Int {
      try await SmallPicture.drawn(SmallTIFF.data(kinds.map(page))).count
    }
    #expect(try await count([0, 1, 1]) == 1)
    #expect(try await count([0, 4, 2, 0]) == 3, "2 is a page of several")
    #expect(try await count([1, 1]) == 2, "all would be none")
  }

  @Test func `that is cut short or kept in an unknown way is refused with the reason`() async throws
  {
    let whole = SmallTIFF.data([SmallTIFF(rows: SmallPicture.rows, photometric: 2)])
    let cut = SmallTIFF.data([SmallTIFF(rows: SmallPicture.rows, photometric: 2)], isBig: true)
    let complex = SmallTIFF(
      rows: SmallPicture.greyRows, bits: 64, photometric: 1, shorts: [339: [6]])
    for (bytes, reason) in [
      (whole.prefix(whole.count - 40), "cut short"), (cut.prefix(30), "cut short"),
      (SmallTIFF.data([complex]), "samples of 64 bits in format 6 are not supported"),
    ] {
      let error = await #expect(throws: PageImagesError.self) {
        try await SmallPicture.drawn(bytes)
      }
      #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
    }
  }
}
