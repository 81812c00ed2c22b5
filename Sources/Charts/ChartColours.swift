/// Colours of things that stand beside each other.
enum ChartColours {
  /// Twelve that are told apart by most eyes: Paul Tol's bright scheme, then his muted one where it adds to it.
  private static let colours = [
    "#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#777777", "#332288",
    "#999933", "#44aa99", "#882255", "#bbbbbb",
  ]

  /// The colour of one of several things, from 0.
  static func colour(of index: Int) -> String { colours[index % colours.count] }
}
