@unsafe @preconcurrency internal import Glibc

/// What the system needs to start a program.
struct SpawnRequest {
  /// The program and its arguments.
  let words: [String]
  /// What becomes its standard input, output and error.
  let descriptors: [Int32]
  /// Whether it gets a process group of its own, so that a Ctrl-C reaches this process alone and a
  /// kill reaches whatever the program starts.
  var isApart = true

  /// Starts the program.
  ///
  /// - Returns: 0 or `errno`, and the process.
  func run() -> (status: Int32, identifier: pid_t) {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (standard, descriptor) in descriptors.enumerated() {
      unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(standard))
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // What this process holds back or ignores, the program does not.
    var none = sigset_t()
    var all = sigset_t()
    unsafe sigemptyset(&none)
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    let signals = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    let flags = isApart ? signals | POSIX_SPAWN_SETPGROUP : signals
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    var identifier: pid_t = 0
    let status = unsafe arguments.withUnsafeMutableBufferPointer { arguments in
      guard let base = arguments.baseAddress, let program = unsafe base.pointee else {
        return ENOENT
      }
      return unsafe posix_spawnp(&identifier, program, &actions, &attributes, base, environ)
    }
    return (status, identifier)
  }
}
