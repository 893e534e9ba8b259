import Foundation

/// When a call is tried again, and after how long.
public struct RetryPolicy: Sendable {
  /// Calls after the first one, for broken connections and a server that is busy or ill.
  public var retries: Int
  /// Calls after the first one when there was no answer in time.
  public var retriesAfterTimeout: Int
  /// The wait before retry k (from 0) is drawn from 0 ..< `baseDelay` · 2^k seconds.
  public var baseDelay: Double
  /// A server that asks to be left alone for longer (seconds) is taken to have refused.
  public var longestWait: Double
  /// Failed calls in a row, whoever made them, after which the client makes no more.
  public var failuresInARow: Int
  /// Waits that many seconds.
  public var sleep: @Sendable (Double) async throws -> Void

  /// Makes a policy; the defaults are those of the command line.
  public init(
    retries: Int = 5, retriesAfterTimeout: Int = 1, baseDelay: Double = 1,
    longestWait: Double = 120, failuresInARow: Int = 20,
    sleep: @escaping @Sendable (Double) async throws -> Void = {
      try await Task.sleep(for: .seconds($0))
    }
  ) {
    self.retries = retries
    self.retriesAfterTimeout = retriesAfterTimeout
    self.baseDelay = baseDelay
    self.longestWait = longestWait
    self.failuresInARow = failuresInARow
    self.sleep = sleep
  }

  /// Full jitter: anything between nothing and the exponential bound, so that clients that failed
  /// together do not come back together.
  func backoff(_ retry: Int) -> Double {
    Double.random(in: 0..<1) * baseDelay * pow(2, Double(min(retry, 20)))
  }

  /// The wait that `Retry-After` asks for: seconds or an HTTP date.
  static func seconds(_ retryAfter: String?, now: Date = Date()) -> Double? {
    guard let text = retryAfter?.trimmingCharacters(in: .whitespacesAndNewlines), !text.isEmpty
    else { return nil }
    if let seconds = Double(text), seconds.isFinite { return max(0, seconds) }
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(secondsFromGMT: 0)
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
    return format.date(from: text).map { max(0, $0.timeIntervalSince(now)) }
  }

  /// The status of a server that wants fewer calls.
  static let tooManyRequests = 429

  static func isTransient(_ status: Int) -> Bool {
    status == 408 || status == tooManyRequests || (500...599).contains(status) && status != 501
  }
}
