import Foundation

/// A workspace with a generated ledger that may be written to.
struct Ledger {
    var folder: URL

    var csv: URL { folder.appending(path: "content/data/ledger.csv") }

    /// The next build starts from nothing.
    func forgetSite() throws {
        for name in ["output", ".revsite"] {
            let path = folder.appending(path: name)
            if FileManager.default.fileExists(atPath: path.path) {
                try FileManager.default.removeItem(at: path)
            }
        }
    }
}

/// Copies the peers' workspace and fills it with so many rows.
struct LedgerMaker {
    var python: String
    var peers: URL
    var scratch: URL

    func script(_ name: String) -> String { peers.appending(path: name).path }

    func checkModules() throws {
        let outcome = try? ChildProcess.run(
            python, ["-c", "import duckdb, polars, numpy"], scratch: scratch)
        guard outcome?.isSuccess == true else {
            throw Lack(
                "\(python) has no duckdb, polars and numpy: `python3 -m venv V && "
                    + "V/bin/pip install duckdb polars numpy`, then --python V/bin/python")
        }
    }

    func ledger(rows: Int, name: String) throws -> Ledger {
        tell("making a ledger of \(rows) rows")
        let ledger = Ledger(folder: scratch.appending(path: name))
        try copyContent(to: ledger.folder)
        let outcome = try ChildProcess.run(
            python, [script("make_ledger.py"), String(rows), ledger.csv.path], scratch: scratch)
        try outcome.requireSuccess("make_ledger.py")
        return ledger
    }

    /// File by file: the copies of a read-only folder could not be written to.
    private func copyContent(to folder: URL) throws {
        let files = FileManager.default
        let source = peers.appending(path: "ledger/content")
        let target = folder.appending(path: "content")
        guard let paths = try? files.subpathsOfDirectory(atPath: source.path).sorted() else {
            throw Lack("there is no folder \(source.path): name that of the peers with --peers")
        }
        try files.createDirectory(at: target, withIntermediateDirectories: true)
        for path in paths {
            let from = source.appending(path: path)
            let to = target.appending(path: path)
            if try from.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true {
                try files.createDirectory(at: to, withIntermediateDirectories: true)
            } else {
                try Data(contentsOf: from).write(to: to)
            }
        }
    }
}
