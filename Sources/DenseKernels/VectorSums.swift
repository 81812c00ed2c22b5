/// The sum in sixteen partial sums, in an order that only `count` decides.
@inline(__always)
func sum(_ a: UnsafePointer<Float>, count: Int) -> Float {
  var sums = SIMD16<Float>()
  let bytes = unsafe UnsafeRawPointer(a)
  let whole = count & ~15
  for offset in stride(from: 0, to: whole * 4, by: 64) {
    unsafe sums += bytes.loadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self)
  }
  var sum = sums.sum()
  for i in whole..<count { unsafe sum += a[i] }
  return sum
}

/// The inner product in sixteen partial sums, in an order that only `count` decides.
@inline(__always)
func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int) -> Float {
  var sums = SIMD16<Float>()
  let (a, b) = unsafe (UnsafeRawPointer(a), UnsafeRawPointer(b))
  let whole = count & ~15
  for offset in stride(from: 0, to: whole * 4, by: 64) {
    unsafe sums +=
      a.loadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self)
      * b.loadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self)
  }
  var sum = sums.sum()
  for i in whole..<count {
    unsafe sum +=
      a.loadUnaligned(fromByteOffset: i * 4, as: Float.self)
      * b.loadUnaligned(fromByteOffset: i * 4, as: Float.self)
  }
  return sum
}
