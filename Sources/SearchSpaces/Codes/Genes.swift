/// A network's code in its space: one whole number a choice.
///
/// Every space lays its choices out in a list, so that drawing, changing, crossing and numbering
/// codes are written once. What a number stands for is the space's business.
package typealias Genes = [Int]
