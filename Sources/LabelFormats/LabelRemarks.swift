/// What is to be told of labels besides what is wrong with them.
package struct LabelRemarks: Sendable, Equatable {
  /// How many figures are missing, as the files or the mapping say.
  package internal(set) var missing = 0
  /// How many rows were blank.
  package internal(set) var blank = 0
  /// The numbers, in `GraphStems`, of the graphs that labels were found for.
  package internal(set) var paired: [Int] = []
  /// The stems of the labels that were looked up, for no graph was found.
  package internal(set) var alone: [String] = []

  /// The stems of the labels for which no graphs were at hand.
  package internal(set) var stems: [String] = []

  /// Nothing to tell.
  package init() {}
}
