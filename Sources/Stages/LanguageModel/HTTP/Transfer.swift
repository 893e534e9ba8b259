import CCurl

/// Room for one exchange after another.
///
/// It stays set up for the route of the exchange before, and is so again at no cost for the next one
/// on that route. Whatever did not go well is set up anew.
final class Transfer {
  /// An exchange in the making.
  struct Flight {
    var ticket: Int
    var exchange: WaitingExchange
  }

  private let native: OpaquePointer
  private(set) var flight: Flight?
  private(set) var route: HTTPRoute?

  /// - Returns: `nil` when out of memory.
  init?(number: Int) {
    guard let native = galley_http_transfer_create(number) else { return nil }
    self.native = native
  }

  deinit { galley_http_transfer_free(native) }

  /// Whether the exchange could be started.
  func start(_ flight: Flight, _ multi: OpaquePointer) -> Bool {
    let request = flight.exchange.request
    if route !== request.route {
      route = nil
      guard request.route.withNative({ galley_http_set_route(native, &$0) }) == 0 else {
        return false
      }
      route = request.route
    }
    guard request.withBody({ galley_http_start(multi, native, $0, $1) }) == 0 else {
      route = nil
      return false
    }
    self.flight = flight
    return true
  }

  /// What came of the exchange, which has ended.
  func result(on route: HTTPRoute) -> Result<HTTPAnswer, LanguageModelError> {
    galley_http_result_of(native).answer(on: route)
  }

  /// Takes the exchange out, finished or not, and gives who waits for it.
  func stop(_ multi: OpaquePointer, isSound: Bool) -> WaitingExchange? {
    galley_http_stop(multi, native)
    if !isSound { route = nil }
    defer { flight = nil }
    return flight?.exchange
  }
}
