import SearchSpaces
import Testing

@Suite("Python's random numbers")
struct PythonRandomTests {
  @Test func `are those of Python`() {
    // python3 -c "import random; random.seed(88); print([random.random() for _ in range(3)])"
    var random = PythonRandom(seed: 88)
    #expect(
      (0..<3).map { _ in random.random() } == [
        0.3974888769814575, 0.18951156983381545, 0.9024393199755313,
      ])
  }
}
