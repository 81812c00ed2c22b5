/// What to think of something that Python would import or call for a pickle.
package struct PickleVerdict: Sendable, Equatable {
  /// How bad it is.
  package enum Level: String, Sendable, Comparable {
    /// A builder of ours knows it: a constructor of data.
    case allowed
    /// Nobody here knows it: it stays data, and Python would run whatever it is.
    case unknown
    /// It is known to run programs or code, or to reach files, networks or other objects.
    case dangerous

    private var rank: Int { self == .allowed ? 0 : self == .unknown ? 1 : 2 }

    /// Whether one is less bad than the other.
    package static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }
  }

  /// How bad it is.
  package let level: Level
  /// Why, in a few words.
  package let reason: String

  /// Judges a class or function by its exact module and name.
  ///
  /// What is allowed is what the table has, and nothing else. That others are called dangerous is
  /// only to say more of them: no list of bad names can ever be complete.
  init(of name: PickleClassName, by table: PickleBuilderTable) {
    if table.builder(for: name) != nil {
      level = .allowed
      reason = "made as data by a builder"
      return
    }
    if let danger = Self.danger(of: name) {
      level = .dangerous
      reason = danger
    } else {
      level = .unknown
      reason = "not in the table: kept as data, where Python would import it"
    }
  }

  init(_ level: Level, _ reason: String) {
    self.level = level
    self.reason = reason
  }

  private static func danger(of name: PickleClassName) -> String? {
    if ["builtins", "__builtin__", "__builtins__"].contains(name.module) {
      let root = name.name.prefix { $0 != "." }
      return Self.builtins[String(root)]
    }
    var module = name.module[...]
    while true {
      if let reason = modules[String(module)] { return reason }
      guard let dot = module.lastIndex(of: ".") else { return nil }
      module = module[..<dot]
    }
  }

  private static let builtins: [String: String] = {
    var reasons: [String: String] = [:]
    for name in ["eval", "exec", "execfile", "compile", "__import__", "apply", "breakpoint"] {
      reasons[name] = "runs code"
    }
    for name in [
      "getattr", "setattr", "delattr", "globals", "locals", "vars", "dir", "map",
      "filter", "reduce", "type", "super", "classmethod", "staticmethod", "property", "reload",
    ] {
      reasons[name] = "reaches other objects and what they can do"
    }
    for name in ["open", "file", "input", "raw_input", "print", "memoryview"] {
      reasons[name] = "reaches files or the terminal"
    }
    for name in ["exit", "quit", "help", "copyright", "credits", "license"] {
      reasons[name] = "ends or stops the program"
    }
    return reasons
  }()

  private static let modules: [String: String] = {
    let groups: [(String, String)] = [
      (
        "runs programs",
        "os posix nt ntpath posixpath subprocess _posixsubprocess popen2 commands pty pexpect sh "
          + "multiprocessing concurrent _winapi winreg distutils ensurepip pip venv setuptools "
          + "webbrowser antigravity platform asyncio asyncio.subprocess"
      ),
      (
        "runs code",
        "runpy code codeop codecs imp importlib pkgutil zipimport marshal types bdb pdb trace "
          + "profile cProfile timeit doctest unittest test idlelib lib2to3 pydoc py_compile "
          + "compileall modulefinder inspect ast dis _testcapi ctypes _ctypes cffi _cffi_backend "
          + "numba jax numpy.f2py numpy.testing torch.utils.bottleneck torch._dynamo "
          + "torch._inductor torch.fx torch.jit torch.hub torch.utils.cpp_extension "
          + "torch.distributed torch.package torch.utils.collect_env "
          + "torch.utils._config_module torch.utils.data torch.fx.experimental dataclasses "
          + "site sitecustomize rlcompleter cgi xmlrpc wsgiref logging logging.config "
          + "transformers"
      ),
      (
        "unpickles more",
        "pickle _pickle cPickle dill cloudpickle joblib shelve torch.serialization torch.storage "
          + "numpy.lib.npyio pandas.io.pickle pandas copyreg.__newobj__"
      ),
      (
        "reaches files",
        "io _io _pyio shutil tempfile glob fileinput zipfile tarfile gzip bz2 lzma sqlite3 dbm "
          + "pathlib linecache mmap fcntl"
      ),
      (
        "reaches the network",
        "socket _socket ssl http httplib urllib urllib2 urllib3 ftplib smtplib telnetlib poplib "
          + "imaplib nntplib requests aiohttp httpx paramiko socketserver uuid._get_command_stdout "
          + "xmlrpclib"
      ),
      (
        "calls or reaches other objects",
        "operator _operator functools _functools itertools weakref gc atexit builtins "
          + "sys threading _thread thread signal sched queue contextlib"
      ),
    ]
    var reasons: [String: String] = [:]
    for (reason, names) in groups {
      for name in names.split(separator: " ") { reasons[String(name)] = reason }
    }
    return reasons
  }()
}
