package import ArgumentParser
internal import CMalloc
internal import Glibc

/// A command-line tool: flags, help, and one call into the libraries.
///
/// ```swift
/// @main
/// struct GTParse: Tool {
///   static let configuration = CommandConfiguration.tool("gt-parse", "Read NNLQP's gt.txt.")
///   @OptionGroup var input: InputOptions
///   @OptionGroup var common: CommonOptions
///
///   func run(_ session: inout ToolSession) throws { … }
/// }
/// ```
///
/// Option groups that shape the session (`CommonOptions` and its parts) take effect by being
/// declared; the others are handed to the session's methods.
package protocol Tool: ParsableCommand {
  /// Does the work: reads through the session, writes to its output, hands bad records to it.
  ///
  /// - Throws: Why the work could not be done at all: one line on standard error, exit status 2. A
  ///   `ValidationError` is misuse, exit status 64.
  func run(_ session: inout ToolSession) throws
}

extension Tool {
  /// Parses the command line, runs the tool and ends the process with its status.
  package static func main() {
    keepFreedMemory()
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.prefix(while: { $0 != "--" }).contains("-h") {
      print(shortHelp())
      return
    }
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch let status as ExitCode {
      // The parser would write the whole help before it left it out.
      Glibc.exit(status.rawValue)
    } catch {
      exit(withError: error)
    }
  }

  /// Runs the tool in a session of its own, and says what went wrong.
  package func run() throws {
    var session = ToolSession(name: Self._commandName, settings: SessionSettings(of: self))
    do {
      try session.openOutput()
      try run(&session)
      try session.finish()
    } catch let misuse as ValidationError {
      throw misuse
    } catch let exit as CleanExit {
      throw exit
    } catch {
      session.abandon(because: error)
      throw ExitCode(2)
    }
    if let status = session.earlyStatus { throw ExitCode(status) }
    if session.refused > 0 || session.endsWithOne { throw ExitCode(1) }
  }

  /// Has memory that is given back kept for what comes next: tools work in batches, and to return it
  /// to the system after each, to be cleared for the next, takes a tenth of their time. The bounds
  /// are those that the allocator itself goes up to when large blocks are given back.
  private static func keepFreedMemory() {
    mallopt(M_MMAP_THRESHOLD, 1 << 25)
    mallopt(M_TRIM_THRESHOLD, 1 << 26)
  }

  /// What stands before a message about misuse.
  package static var _errorPrefix: String { "\(_commandName): " }

  /// The abstract and the flags, without the explanation and examples of `--help`.
  private static func shortHelp() -> String {
    let lines = helpMessage().split(separator: "\n", omittingEmptySubsequences: false)
    let usage = lines.drop { !$0.hasPrefix("USAGE:") }
    return configuration.abstract + "\n\n" + usage.joined(separator: "\n")
  }
}

extension CommandConfiguration {
  /// The configuration of one of our tools: its name, version and help.
  ///
  /// - Parameters:
  ///   - name: The command's name.
  ///   - abstract: One sentence.
  ///   - usage: What follows the name in the synopsis.
  ///   - discussion: What `--help` and the man page add: behaviour, and examples at the end.
  /// - Returns: The configuration, with the version of all tools.
  package static func tool(
    _ name: String, _ abstract: String, usage: String = "[<options>] [<file> ...]",
    discussion: String = ""
  ) -> CommandConfiguration {
    CommandConfiguration(
      commandName: name, abstract: abstract, usage: "\(name) \(usage)", discussion: discussion,
      version: "\(name) (perfmill) \(perfmillVersion)")
  }
}
