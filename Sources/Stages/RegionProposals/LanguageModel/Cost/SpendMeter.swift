import LanguageModel
import Synchronization

/// Counts what the calls cost, and refuses those that would go over the budget.
///
/// A call's likely cost (its prompt, and an answer as long as the longest so far) is set aside
/// before it is made, so that calls in flight together cannot overspend; what it cost indeed is
/// booked when it is back.
public final class SpendMeter: Sendable {
  /// A sum set aside for a call in flight.
  public struct Reservation: Sendable {
    let dollars: Double
  }

  /// What the tokens cost.
  public let prices: TokenPrices
  /// US dollars that may be spent; `nil` for no limit.
  public let budget: Double?
  private struct State {
    var spent = 0.0
    var reserved = 0.0
    var longestAnswer: Int?
  }
  private let state = Mutex(State())

  /// Starts at nothing spent.
  public init(prices: TokenPrices, budget: Double? = nil) {
    self.prices = prices
    self.budget = budget
  }

  /// US dollars spent.
  public var spent: Double { state.withLock { $0.spent } }

  /// Sets aside what a call is likely to cost.
  ///
  /// - Parameters:
  ///   - prompt: tokens of the prompt.
  ///   - answer: most tokens that the answer may have.
  /// - Throws: `RegionProposalsError.budgetReached` when that is more than is left.
  func reserve(prompt: Int, answer: Int) throws(RegionProposalsError) -> Reservation {
    let dollars = state.withLock { state -> Double? in
      let dollars = prices.dollars(
        read: prompt, written: min(answer, state.longestAnswer ?? answer))
      if let budget, state.spent + state.reserved + dollars > budget { return nil }
      state.reserved += dollars
      return dollars
    }
    guard let dollars else { throw .budgetReached(spent: spent, budget: budget ?? 0) }
    return Reservation(dollars: dollars)
  }

  /// Gives back what was set aside for a call that failed.
  func release(_ reservation: Reservation?) {
    guard let reservation else { return }
    state.withLock { $0.reserved -= reservation.dollars }
  }

  /// Books a call that is back; returns its cost.
  func settle(_ reservation: Reservation?, _ answer: ChatAnswer) -> Double {
    let dollars = prices.dollars(
      read: answer.tokensRead, ofThemCached: answer.tokensCached, written: answer.tokensWritten)
    state.withLock { state in
      state.reserved -= reservation?.dollars ?? 0
      state.spent += dollars
      state.longestAnswer = max(state.longestAnswer ?? 0, answer.tokensWritten)
    }
    return dollars
  }
}
