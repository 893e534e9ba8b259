import LanguageModel

/// What is asked of a language model about a page, or about a part of it.
struct PageQuestion: Sendable {
  /// The rows that the model sees.
  let shown: ShownRows
  /// Labelled pages that it shows.
  var examples: [ExampleSet.Chosen] = []
  /// The user part of the prompt.
  let user: String
  /// What the answer must look like.
  let schema: AnswerSchema
  /// Others by which the same answers may have been got.
  let otherSchemas: [AnswerSchema]
  /// About how many tokens the prompt has.
  let tokens: Int
}
