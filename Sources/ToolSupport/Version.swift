/// The version of all tools, as `--version` prints it and runs are recorded with it.
package let perfmillVersion = "0.1.0"
