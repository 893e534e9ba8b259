import CCurl
import Foundation

/// A thread that moves exchanges of a client.
final class TransferLoop {
  private let queue: TransferQueue
  private let lane: Int
  private let multi: OpaquePointer
  private let limit: Int
  /// By number.
  private var transfers: [Transfer] = []
  /// Numbers of the transfers without an exchange.
  private var idle: [Int] = []

  init(queue: TransferQueue, lane: Int, multi: OpaquePointer, limit: Int) {
    self.queue = queue
    self.lane = lane
    self.multi = multi
    self.limit = limit
  }

  /// Works until the queue is closed; frees the connections.
  func run() {
    while let work = queue.take(room: room, lane: lane) {
      for ticket in work.end { abandon(ticket) }
      for (ticket, exchange) in work.begin { begin(.init(ticket: ticket, exchange: exchange)) }
      let advanced = galley_http_advance(multi) == 0
      // Who got an answer often asks again at once: a moment for them saves a wait and a wake-up.
      if finishThoseThatEnded() { sched_yield() }
      // What came meanwhile begins without a wait, and without anyone having to wake this thread.
      let mustWait = advanced && queue.maySleep(room: room, lane: lane)
      if !advanced || mustWait && galley_http_wait(multi, 10_000) != 0 { failAll() }
    }
    transfers = []
    galley_http_multi_free(multi)
  }

  private var room: Int { limit - (transfers.count - idle.count) }

  private func begin(_ flight: Transfer.Flight) {
    let route = flight.exchange.request.route
    func refuse(_ reason: String) {
      flight.exchange.continuation.resume(
        returning: .failure(.connectionBroken(url: route.url, reason: reason)))
    }
    guard let number = idleNumber(for: route) else { return refuse("out of memory") }
    guard transfers[number].start(flight, multi) else {
      idle.append(number)
      return refuse("it cannot be prepared")
    }
  }

  /// The number of an idle transfer, if possible one that knows the route; `nil` when out of memory.
  private func idleNumber(for route: HTTPRoute) -> Int? {
    if let index = idle.lastIndex(where: { transfers[$0].route === route }) {
      return idle.remove(at: index)
    }
    if transfers.count < limit {
      guard let transfer = Transfer(number: transfers.count) else { return nil }
      transfers.append(transfer)
      return transfers.count - 1
    }
    return idle.popLast()
  }

  /// Whether there were any.
  private func finishThoseThatEnded() -> Bool {
    var any = false
    while let native = galley_http_finished(multi) {
      let transfer = transfers[galley_http_number_of(native)]
      guard let route = transfer.flight?.exchange.request.route else { continue }
      end(transfer, galley_http_number_of(native), transfer.result(on: route))
      any = true
    }
    return any
  }

  private func abandon(_ ticket: Int) {
    // The exchange may have ended meanwhile.
    guard let number = transfers.firstIndex(where: { $0.flight?.ticket == ticket }) else { return }
    end(transfers[number], number, .failure(.cancelled))
  }

  /// libcurl itself is in trouble: out of memory or of descriptors.
  private func failAll() {
    for (number, transfer) in transfers.enumerated() {
      guard let route = transfer.flight?.exchange.request.route else { continue }
      end(
        transfer, number,
        .failure(.connectionBroken(url: route.url, reason: "out of memory or sockets")))
    }
    // Whatever is wrong lasts; a thread that turns in circles would not help.
    Thread.sleep(forTimeInterval: 0.05)
  }

  private func end(
    _ transfer: Transfer, _ number: Int, _ result: Result<HTTPAnswer, LanguageModelError>
  ) {
    var isSound = false
    if case .success = result { isSound = true }
    let exchange = transfer.stop(multi, isSound: isSound)
    idle.append(number)
    queue.note(result)
    exchange?.continuation.resume(returning: result)
  }
}
