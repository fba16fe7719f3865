/// The bytes of one file, handed over in pieces so that reading needs no memory of the file's size.
package struct ByteSource {
    /// Relative to the workspace, for diagnostics.
    package var path: String
    /// The next piece of any size, nil at the end.
    package var next: () throws -> [UInt8]?
    /// The SHA-256 of all that was given, asked for once after the end; lower-case hexadecimal.
    package var digest: () -> String

    package init(
        path: String, next: @escaping () throws -> [UInt8]?,
        digest: @escaping () -> String = { "" }
    ) {
        self.path = path
        self.next = next
        self.digest = digest
    }

    /// A file that is in memory already.
    package init(path: String, bytes: [UInt8]) {
        var rest: [UInt8]? = bytes
        self.init(
            path: path,
            next: {
                defer { rest = nil }
                return rest
            })
    }
}
