import Glibc

/// A regular file open for reading; closed when the last owner lets go.
///
/// Reads name their offset, so that two cores may read parts of one file at the same time.
package final class OpenFile: Sendable {
    /// Relative to the workspace.
    package let path: String
    /// In bytes, at the time of opening.
    package let size: Int
    let descriptor: Int32
    let mode: mode_t

    /// Opens a regular file; `place` is what the system is asked for, `path` what is told.
    ///
    /// The last component must not be a link: those were resolved before.
    init(place: String, path: String) throws(FileError) {
        // Without O_NONBLOCK the opening of a named pipe would wait for ever.
        let descriptor = open(place, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else {
            if errno == ELOOP { throw .wrongKind(path: path, expected: .file) }
            throw FileError(.open, path, code: errno)
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw FileError(.open, path, code: code)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .wrongKind(path: path, expected: .file)
        }
        self.path = path
        self.descriptor = descriptor
        size = Int(status.st_size)
        mode = status.st_mode & 0o7777
    }

    deinit {
        close(descriptor)
    }

    /// Makes `chunk` the bytes from `offset` on: `count` of them, fewer only at the end of the file.
    ///
    /// The storage of `chunk` is used again where it can be.
    package func read(_ count: Int, at offset: Int, into chunk: inout [UInt8]) throws(FileError) {
        precondition(count >= 0 && offset >= 0, "A part of a file starts in it.")
        if chunk.count < count {
            chunk = [UInt8](repeating: 0, count: count)
        } else {
            chunk.removeLast(chunk.count - count)
        }
        var filled = 0
        while filled < count {
            let got = chunk.withUnsafeMutableBytes { buffer in
                pread(
                    descriptor, buffer.baseAddress?.advanced(by: filled), count - filled,
                    off_t(offset + filled))
            }
            if got < 0 {
                if errno == EINTR { continue }
                throw .failed(path: path, operation: .read, code: errno)
            }
            if got == 0 { break }
            filled += got
        }
        chunk.removeLast(count - filled)
    }

    /// Puts the bytes from `offset` on into the buffer, from `start` to its end, and says how many
    /// there were: fewer than there is room for only at the end of the file.
    package func fill(
        _ buffer: inout [UInt8], from start: Int, at offset: Int
    ) throws(FileError) -> Int {
        precondition(start >= 0 && start <= buffer.count, "A part of a buffer starts in it.")
        let room = buffer.count - start
        var filled = 0
        while filled < room {
            let got = buffer.withUnsafeMutableBytes { bytes in
                pread(
                    descriptor, bytes.baseAddress?.advanced(by: start + filled), room - filled,
                    off_t(offset + filled))
            }
            if got < 0 {
                if errno == EINTR { continue }
                throw .failed(path: path, operation: .read, code: errno)
            }
            if got == 0 { break }
            filled += got
        }
        return filled
    }

    /// All bytes of the file as it is now, even if it grew or shrank since it was opened.
    package func readAll() throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        // One more than expected, so that the end is seen in the first read.
        try read(size + 1, at: 0, into: &bytes)
        if bytes.count <= size { return bytes }
        var chunk: [UInt8] = []
        repeat {
            try read(1 << 20, at: bytes.count, into: &chunk)
            bytes += chunk
        } while !chunk.isEmpty
        return bytes
    }
}

/// The bytes of a file in order, a chunk at a time.
package struct FileChunks: Sendable {
    private let file: OpenFile
    private let length: Int
    private var offset = 0

    init(_ file: OpenFile, of length: Int) {
        precondition(length > 0, "A chunk has bytes.")
        self.file = file
        self.length = length
    }

    /// Makes `chunk` the next bytes and says whether there were any.
    ///
    /// - Complexity: O(bytes of the chunk), without allocation when `chunk` is handed in again.
    package mutating func next(into chunk: inout [UInt8]) throws(FileError) -> Bool {
        // Small files need no large chunk; more than expected shows whether the file grew.
        let expected = max(file.size - offset, 0) + 4096
        try file.read(min(length, expected), at: offset, into: &chunk)
        offset += chunk.count
        return !chunk.isEmpty
    }
}
