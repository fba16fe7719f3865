/// A file of a table: what it is, by its name, and how it is opened.
package struct TableFile: Sendable {
    package enum Kind: Hashable, Sendable {
        /// Cells parted by a delimiter, perhaps gzip.
        case text
        /// A JSON object a line, perhaps gzip.
        case jsonLines
        /// Excel.
        case workbook

        /// What a file of this name holds.
        package init(path: String) {
            let name = path.lowercased()
            let base = name.hasSuffix(".gz") ? name.dropLast(3) : name[...]
            if [".jsonl", ".ndjson"].contains(where: base.hasSuffix) {
                self = .jsonLines
            } else if [".xlsx", ".xlsm", ".xls"].contains(where: name.hasSuffix) {
                self = .workbook
            } else {
                self = .text
            }
        }
    }

    /// Relative to the workspace, for diagnostics.
    package var path: String
    package var kind: Kind
    /// Opens it, from its beginning each time.
    package var open: @Sendable () throws -> ByteSource

    package init(
        path: String, kind: Kind? = nil, open: @escaping @Sendable () throws -> ByteSource
    ) {
        self.path = path
        self.kind = kind ?? Kind(path: path)
        self.open = open
    }

    /// A text that is open already.
    package init(_ source: ByteSource) {
        self.init(path: source.path, kind: .text) { source }
    }
}

extension ByteSource {
    /// All of the file's bytes.
    func readAll() throws -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = try fill(&piece, 0)
            if count == 0 { return bytes }
            bytes += piece[..<count]
        }
    }
}
