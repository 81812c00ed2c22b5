/// Two numbers made one, by the finaliser of SplitMix64.
func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
  var z = (left &+ 0x9E37_79B9_7F4A_7C15) ^ (right &* 0xD6E8_FEB8_6659_FD93)
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}
