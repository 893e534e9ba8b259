import CCurl
import Foundation

/// The one thread that moves a client's exchanges.
final class TransferLoop {
  private struct Flight {
    var ticket: Int
    var exchange: WaitingExchange

    func end(_ result: Result<HTTPAnswer, LanguageModelError>) {
      exchange.continuation.resume(returning: result)
    }
  }

  private let queue: TransferQueue
  private let multi: OpaquePointer
  private let limit: Int
  /// By transfer.
  private var flights: [OpaquePointer: Flight] = [:]
  private var idle: [OpaquePointer] = []

  init(queue: TransferQueue, multi: OpaquePointer, limit: Int) {
    self.queue = queue
    self.multi = multi
    self.limit = limit
  }

  /// Works until the queue is closed; frees the connections.
  func run() {
    while let work = queue.take(room: limit - flights.count) {
      for ticket in work.end { abandon(ticket) }
      for (ticket, exchange) in work.begin { begin(Flight(ticket: ticket, exchange: exchange)) }
      let advanced = galley_http_advance(multi) == 0
      finishThoseThatEnded()
      if !advanced || galley_http_wait(multi, 10_000) != 0 { failAll() }
    }
    idle.forEach(galley_http_transfer_free)
    galley_http_multi_free(multi)
  }

  private func begin(_ flight: Flight) {
    let request = flight.exchange.request
    guard let transfer = idle.popLast() ?? galley_http_transfer_create() else {
      return flight.end(.failure(.connectionBroken(url: request.url, reason: "out of memory")))
    }
    let started = request.withNative { galley_http_start(multi, transfer, &$0) == 0 }
    guard started else {
      idle.append(transfer)
      return flight.end(
        .failure(.connectionBroken(url: request.url, reason: "it cannot be prepared")))
    }
    flights[transfer] = flight
  }

  private func finishThoseThatEnded() {
    while let transfer = galley_http_finished(multi) {
      guard let flight = flights[transfer] else { continue }
      end(transfer, galley_http_result_of(transfer).answer(to: flight.exchange.request))
    }
  }

  private func abandon(_ ticket: Int) {
    // The exchange may have ended meanwhile.
    guard let transfer = flights.first(where: { $0.value.ticket == ticket })?.key else { return }
    end(transfer, .failure(.cancelled))
  }

  /// libcurl itself is in trouble: out of memory or of descriptors.
  private func failAll() {
    for (transfer, flight) in flights {
      end(
        transfer,
        .failure(
          .connectionBroken(url: flight.exchange.request.url, reason: "out of memory or sockets")))
    }
    // Whatever is wrong lasts; a thread that turns in circles would not help.
    Thread.sleep(forTimeInterval: 0.05)
  }

  private func end(_ transfer: OpaquePointer, _ result: Result<HTTPAnswer, LanguageModelError>) {
    galley_http_stop(multi, transfer)
    idle.append(transfer)
    queue.note(result)
    flights.removeValue(forKey: transfer)?.end(result)
  }
}
