import Diagnostics
import Glibc

/// Finds the file that a program's name means.
///
/// - Throws: A `ProgramError` that says what is there instead.
func executablePath(
    of name: String, searchPath: String, workingFolder: String?
) throws(ProgramError) -> String {
    if name.utf8.contains(UInt8(ascii: "/")) {
        let path = name.hasPrefix("/") ? name : (workingFolder.map { $0 + "/" } ?? "") + name
        guard exists(path) else {
            let end = path.lastIndex(of: "/") ?? path.startIndex
            let near = nearestName(
                to: String(path[end...].dropFirst()), among: names(in: String(path[..<end])))
            throw .notFound(name, nearest: near.map { String(path[...end]) + $0 })
        }
        guard isExecutable(path) else { throw .notExecutable(name) }
        return path
    }
    let folders = searchPath.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    var isThere = false
    for folder in folders where exists(folder + "/" + name) {
        isThere = true
        if isExecutable(folder + "/" + name) { return folder + "/" + name }
    }
    if isThere { throw .notExecutable(name) }
    throw .notFound(name, nearest: nearestName(to: name, among: folders.flatMap { names(in: $0) }))
}

private func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

private func isExecutable(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
}

private func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < 10_000, let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
}
