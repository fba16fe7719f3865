import Glibc

/// The bytes of a file as memory that the system fills when it is looked at.
///
/// Should another program cut the file short meanwhile, the system ends this one. Read files that
/// may change in chunks.
package final class MappedFile: Sendable {
    // A number, because a pointer can't be shared between tasks. It is safe here: the memory is
    // never written, and lives as long as this object.
    private let address: UInt
    /// In bytes.
    package let count: Int

    init(_ file: OpenFile) throws(FileError) {
        count = file.size
        guard count > 0 else {
            address = 0
            return
        }
        let memory = mmap(nil, count, PROT_READ, MAP_PRIVATE, file.descriptor, 0)
        guard let memory, memory != MAP_FAILED else {
            throw .failed(path: file.path, operation: .map, code: errno)
        }
        madvise(memory, count, MADV_SEQUENTIAL)
        address = UInt(bitPattern: memory)
    }

    deinit {
        if count > 0 { munmap(UnsafeMutableRawPointer(bitPattern: address), count) }
    }

    /// Lends the bytes to `body`.
    package func withBytes<Result, Failure>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let memory = UnsafeRawBufferPointer(
            start: UnsafeRawPointer(bitPattern: address), count: count)
        let result = try memory.withMemoryRebound(to: UInt8.self) {
            (bytes: UnsafeBufferPointer<UInt8>) throws(Failure) -> Result in
            try body(bytes.span)
        }
        return withExtendedLifetime(self) { result }
    }
}
