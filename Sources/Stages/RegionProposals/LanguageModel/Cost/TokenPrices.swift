import Foundation
import Yams

/// What a model's tokens cost, US dollars per million.
public struct TokenPrices: Codable, Sendable, Hashable {
  /// Tokens of the prompt.
  public var input: Double
  /// Tokens of the prompt that the server has kept from an earlier call.
  public var cached: Double
  /// Tokens of the answer.
  public var output: Double

  /// Makes prices.
  public init(input: Double, cached: Double, output: Double) {
    self.input = input
    self.cached = cached
    self.output = output
  }

  /// A model that runs on one's own machine.
  public static let free = TokenPrices(input: 0, cached: 0, output: 0)

  /// The price of a call, US dollars.
  public func dollars(read: Int, ofThemCached: Int = 0, written: Int) -> Double {
    (Double(read - ofThemCached) * input + Double(ofThemCached) * cached + Double(written) * output)
      / 1e6
  }
}

/// Prices by model name, from YAML.
public struct PriceTable: Sendable {
  private let prices: [String: TokenPrices]

  /// Reads a table: `NAME: {input: 0.15, cached: 0.075, output: 0.60}`, dollars per million tokens.
  ///
  /// - Throws: `RegionProposalsError.badPrices`.
  public init(yaml: String, file: String) throws(RegionProposalsError) {
    do {
      prices = try YAMLDecoder().decode([String: TokenPrices].self, from: yaml)
    } catch {
      throw .badPrices(file: file, reason: "each line is NAME: {input: …, cached: …, output: …}")
    }
    for (name, price) in prices
    where ![price.input, price.cached, price.output].allSatisfy({ $0.isFinite && $0 >= 0 }) {
      throw .badPrices(file: file, reason: "the prices of '\(name)' must be numbers from 0 on")
    }
  }

  /// Reads a file, or the table that comes with the program.
  ///
  /// - Throws: `RegionProposalsError.badPrices`.
  public init(file: String?) throws(RegionProposalsError) {
    let place =
      file.map { URL(fileURLWithPath: $0) }
      ?? Bundle.module.url(forResource: "prices", withExtension: "yaml")
    guard let place, let yaml = try? String(contentsOf: place, encoding: .utf8) else {
      throw .badPrices(file: file ?? "prices.yaml", reason: "it cannot be read")
    }
    try self.init(yaml: yaml, file: place.path)
  }

  /// The prices of a model: of the longest name in the table that its own begins with, so that
  /// `gpt-4o-mini-2024-07-18` is found under `gpt-4o-mini`; `nil` where there is none.
  public func prices(of model: String) -> TokenPrices? {
    prices.filter { model.hasPrefix($0.key) }.max { $0.key.count < $1.key.count }?.value
  }
}
