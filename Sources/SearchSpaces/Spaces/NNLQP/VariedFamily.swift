/// A network of NNLQP's dataset whose channels, kernels, depths or expansions vary.
///
/// A code lists the choices by kind, `c=100,80,…;k=3,5,…`; `standard` is the original network.
/// Reference: Liu and others, "NNLQP", ICPP 2022. The authors publish the families and not the
/// ranges: channels from a fifth to nine fifths and odd kernels are nn-Meter's, from whose generator
/// six of the families come.
package protocol VariedFamily: NestedSpace {
  /// What varies.
  var plan: FamilyPlan { get }
  /// Takes the original's for choices that do not matter.
  func settle(_ choices: inout FamilyChoices)
  /// Writes the network of these choices.
  func build(_ choices: FamilyChoices, for task: NetworkTask, with net: inout NetworkBuilder)
}

extension VariedFamily {
  /// The ways to write a code.
  package var encodings: [CodeEncoding] {
    let kinds = plan.kinds.map { kind in
      "\(kind.letter)=" + kind.choices.prefix(2).map { "\($0.standard)" }.joined(separator: ",")
        + (kind.choices.count > 2 ? ",…" : "")
    }
    return [CodeEncoding("choices", kinds.joined(separator: ";") + ", or: standard")]
  }

  /// One way to make a network.
  package var networkForms: [GraphForm] {
    [GraphForm("original", "the network that inference runs")]
  }

  /// All families are for ImageNet.
  package var tasks: [NetworkTask] {
    [NetworkTask("imagenet", resolution: 224, classes: 1000)]
  }

  /// How many numbers there are to choose from.
  package var radices: [Int] { plan.choices.map(\.options.count) }

  /// Choices that do not matter are the original's.
  package func normalised(_ genes: Genes) -> Genes {
    var choices = FamilyChoices(plan, genes)
    settle(&choices)
    return choices.genes
  }

  /// A family of a fixed depth has only choices that matter.
  package func settle(_ choices: inout FamilyChoices) {}

  /// Reads a code; choices that do not matter may be anything.
  package func genes(from text: String, as encoding: String?) throws(CodeError) -> Genes {
    var cursor = CodeCursor(text)
    cursor.skipBlanks()
    if cursor.take("standard") {
      try cursor.finish()
      return plan.standardGenes
    }
    var genes: Genes = []
    for (place, kind) in plan.kinds.enumerated() {
      if place > 0 { try cursor.expect(";") }
      try cursor.expect(kind.letter + "=")
      for (position, choice) in kind.choices.enumerated() {
        if position > 0 { try cursor.expect(",") }
        genes.append(try cursor.choice(of: choice.options.map(String.init), ""))
      }
    }
    try cursor.finish()
    return normalised(genes)
  }

  /// Writes a code.
  package func text(of genes: Genes, as encoding: String) -> String {
    plan.kinds.map { kind in
      let numbers = kind.choices.enumerated().map { position, choice in
        String(choice.options[genes[kind.start + position]])
      }
      return "\(kind.letter)=" + numbers.joined(separator: ",")
    }.joined(separator: ";")
  }

  /// Writes the network.
  package func build(
    _ genes: Genes, as form: String, for task: NetworkTask, with net: inout NetworkBuilder
  ) {
    build(FamilyChoices(plan, genes), for: task, with: &net)
  }
}
