import Foundation
import Synchronization

/// Passes a polite kill on to a child process.
final class ChildSignals: Sendable {
  private let child = Mutex<pid_t?>(nil)

  func started(_ identifier: pid_t) { child.withLock { $0 = identifier } }

  func terminate() {
    child.withLock { child in
      if let child { _ = kill(child, SIGTERM) }
    }
  }
}
