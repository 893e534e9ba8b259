import CCurl

extension ChatClient {
  /// The version of libcurl and of the TLS library below it.
  public static var libcurlVersion: String {
    let words = String(cString: galley_http_library_version()).split(separator: " ")
    return words.prefix(2).joined(separator: " ")
  }
}
