import NIOCore

/// Where others find a server that listens at an address.
public enum ReachableAddresses {
  /// Names for a browser's address line: those of this machine's networks where the server listens
  /// at all of them, else the one that it listens at.
  public static func of(host: String) -> [String] {
    let isAll: [String: NIOBSDSocket.ProtocolFamily] = ["0.0.0.0": .inet, "::": .inet6]
    guard let family = isAll[host] else { return [bracketed(host)] }
    let devices = (try? System.enumerateDevices()) ?? []
    let addresses = devices.compactMap(\.address)
      .filter { $0.protocol == family || family == .inet6 && $0.protocol == .inet }
      .compactMap(\.ipAddress)
      // Those that only this machine, or only its own link, understands.
      .filter { !$0.hasPrefix("127.") && $0 != "::1" && !$0.hasPrefix("fe80:") }
    return addresses.isEmpty ? [bracketed(host)] : addresses.map(bracketed)
  }

  private static func bracketed(_ host: String) -> String {
    host.contains(":") ? "[\(host)]" : host
  }
}
