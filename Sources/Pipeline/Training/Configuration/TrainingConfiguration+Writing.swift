extension TrainingConfiguration {
  /// All keys with their values, as YAML that gives this configuration again.
  public var yaml: String {
    func list(_ paths: [String]) -> String {
      "[\(paths.map(YAMLText.quoted).joined(separator: ", "))]"
    }
    var text = """
      student: \(student.rawValue)
      taxonomy: \(taxonomy.contains("/") ? YAMLText.quoted(taxonomy) : taxonomy)
      seed: \(seed)
      steps: \(steps)
      batch: \(batch)
      input: \(input)
      views: \(views.rawValue)
      data:
        labelled: \(list(data.labelled))
        pseudo: \(list(data.pseudo))
        validation: \(list(data.validation))
        classes: \(list(data.classes))
        folds: \(data.folds)
        fold: \(data.fold)
        pages: \(data.pages.map(String.init) ?? "all")
      learning:
        optimiser: \(learning.optimiser.rawValue)
        rate: \(learning.rate)
        floor: \(learning.floor)
        warm_up: \(learning.warmUp)
        weight_decay: \(learning.weightDecay)
        clip: \(learning.clip)
        average: \(learning.average)
      loss:
        quality: \(loss.quality)
        overlap: \(loss.overlap)
        distribution: \(loss.distribution)
        variance: \(loss.variance)
      evaluate_every: \(evaluateEvery)
      checkpoint_every: \(checkpointEvery)
      patience: \(patience)
      threads: \(threads)
      workers: \(workers)

      """
    if let start { text += "start: \(YAMLText.quoted(start))\n" }
    return text
  }
}
