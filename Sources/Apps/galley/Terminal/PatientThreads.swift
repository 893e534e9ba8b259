import Foundation

/// Lets OpenMP's threads sleep soon while they wait for one another.
///
/// They spin for long by default, which on a machine that does anything else makes a training step
/// several times slower; not to spin at all makes it half as slow again on a quiet one. The library
/// reads the variable when the program starts, so it starts again.
enum PatientThreads {
  private static let variable = "GOMP_SPINCOUNT"

  /// Starts the program again with the variable set, unless the user set it or how to wait.
  static func ensure() {
    guard getenv(variable) == nil, getenv("OMP_WAIT_POLICY") == nil else { return }
    setenv(variable, "5000", 1)
    let arguments = CommandLine.arguments.map { strdup($0) } + [nil]
    execv("/proc/self/exe", arguments)
    // Where that fails, training is slower and no less right.
    arguments.forEach { free($0) }
  }
}
