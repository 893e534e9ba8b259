@preconcurrency import Dispatch
import Foundation

/// Turns Ctrl-C (and a polite kill) into a call; a second one ends the program at once.
final class Interrupts: Sendable {
  private let sources: [any DispatchSourceSignal]

  /// Calls `onFirst` with the signal's number at the first SIGINT or SIGTERM.
  init(onFirst: @escaping @Sendable (Int32) -> Void) {
    let queue = DispatchQueue(label: "galley.interrupts")
    let count = Count()
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        count.value += 1
        if count.value == 1 { onFirst(number) } else { _exit(ExitStatus.interrupted.rawValue) }
      }
      source.resume()
      return source
    }
  }

  // Only ever touched on the queue above.
  private final class Count: @unchecked Sendable {
    var value = 0
  }
}
