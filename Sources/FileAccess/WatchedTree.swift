import Glibc

/// The folders that the system watches for us, and what its events mean.
struct WatchedTree {
    private struct Watched {
        /// Absolute.
        var place: String
        /// Whether everything in it counts, or only the roots.
        var isWhole: Bool
    }

    private let events: Int32
    /// None is inside another one.
    private let roots: [String]
    /// By the system's number of the watch.
    private var watched: [Int32: Watched] = [:]
    private var buffer = [UInt8](repeating: 0, count: 1 << 14)

    init(events: Int32, roots: [String]) {
        self.events = events
        self.roots = roots.filter { root in
            !roots.contains { $0 != root && (root + "/").hasPrefix($0 + "/") }
        }
    }

    /// Watches the roots, and the folders that they are in: a root may go and come again.
    mutating func begin() throws(FileWatchError) {
        for root in roots {
            let code = watch(parent(of: root), isWhole: false)
            if code != 0 { throw FileWatchError(root, code: code) }
        }
        for root in roots {
            let code = add(root)
            if code != 0, code != ENOENT { throw FileWatchError(root, code: code) }
        }
    }

    /// Reads some of the events that there are; says whether one of them counted.
    ///
    /// Not all of them: who writes without end would never let it return.
    mutating func read(into burst: inout ChangeBurst) -> Bool {
        let length = Glibc.read(events, &buffer, buffer.count)
        guard length > 0 else { return false }
        var counted = false
        for event in Self.parse(buffer[..<length]) where take(event, &burst) { counted = true }
        return counted
    }

    private mutating func take(_ event: Event, _ burst: inout ChangeBurst) -> Bool {
        if event.has(IN_Q_OVERFLOW) {
            rescan(&burst)
            return true
        }
        if event.has(IN_IGNORED) {
            watched[event.watch] = nil
            return false
        }
        guard let folder = watched[event.watch] else { return false }
        let place = child(event.name, of: folder.place)
        // Not of a root itself: who asks for a hidden folder gets it.
        let isRoot = roots.contains(place)
        guard isRoot || (folder.isWhole && !isEditorsOwn(event.name)) else { return false }
        let isGone = event.has(IN_MOVED_FROM) || event.has(IN_DELETE)
        if event.has(IN_ISDIR) {
            forget(place)
            burst.note(place)
            // Files may have come before the watch.
            if !isGone { add(place, found: &burst) }
        } else if isGone {
            burst.noteGone(place)
        } else if event.has(IN_CREATE), !isLinked(place) {
            // It is told once it was closed.
            burst.noteMade(place)
            return false
        } else {
            burst.note(place)
        }
        return true
    }

    /// Everything may have changed and any folder come or gone.
    private mutating func rescan(_ burst: inout ChangeBurst) {
        for root in roots {
            burst.note(root)
            var ignored = ChangeBurst()
            add(root, found: &ignored)
        }
    }

    private mutating func add(_ root: String) -> Int32 {
        var ignored = ChangeBurst()
        return add(root, found: &ignored)
    }

    /// Watches a folder and all below it, and notes the files in it; the number of the reason
    /// why one of them can't be watched, or 0.
    @discardableResult
    private mutating func add(_ place: String, found burst: inout ChangeBurst) -> Int32 {
        var result: Int32 = 0
        var folders = [place]
        while let folder = folders.popLast() {
            // First the watch, then the look: nothing can come in between.
            let code = watch(folder, isWhole: true)
            if code != 0 {
                // One that has gone meanwhile is no failure.
                if folder == place || (code != ENOENT && code != ENOTDIR) { result = code }
                continue
            }
            guard let entries = try? FolderEntries(place: folder, path: folder) else { continue }
            for entry in entries.entries {
                guard let name = entry.text, !isEditorsOwn(name) else { continue }
                let place = child(name, of: folder)
                if entry.isFolder { folders.append(place) } else { burst.note(place) }
            }
        }
        return result
    }

    /// The number of the reason why it can't be watched, or 0.
    private mutating func watch(_ place: String, isWhole: Bool) -> Int32 {
        let kinds = IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE
        let manner = UInt32(IN_ONLYDIR) | UInt32(IN_DONT_FOLLOW) | UInt32(IN_EXCL_UNLINK)
        let number = inotify_add_watch(events, place, UInt32(kinds) | manner)
        guard number >= 0 else { return errno }
        // The folder around one root may be inside another.
        watched[number] = Watched(
            place: place, isWhole: isWhole || watched[number]?.isWhole == true)
        return 0
    }

    /// Of a folder that was moved the system would go on to tell, by its old name.
    private mutating func forget(_ place: String) {
        for (number, one) in watched
        where one.isWhole && (one.place == place || one.place.hasPrefix(place + "/")) {
            inotify_rm_watch(events, number)
            watched[number] = nil
        }
    }
}

extension WatchedTree {
    private struct Event {
        var watch: Int32
        var mask: UInt32
        var name: String

        func has(_ kind: Int32) -> Bool { mask & UInt32(bitPattern: kind) != 0 }
        func has(_ kind: UInt32) -> Bool { mask & kind != 0 }
    }

    /// Number, mask, cookie and length, of four bytes each; then the name, filled up with NUL.
    private static func parse(_ bytes: ArraySlice<UInt8>) -> [Event] {
        var found: [Event] = []
        var rest = bytes
        while rest.count >= 16 {
            let words = (0..<4).map { word in
                rest.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 4 * word, as: UInt32.self) }
            }
            rest = rest.dropFirst(16)
            let name = rest.prefix(Int(words[3])).prefix { $0 != 0 }
            rest = rest.dropFirst(Int(words[3]))
            found.append(
                Event(
                    watch: Int32(bitPattern: words[0]), mask: words[1],
                    name: String(decoding: name, as: UTF8.self)))
        }
        return found
    }
}

/// A link is complete as soon as it is made; a file is not.
private func isLinked(_ place: String) -> Bool {
    var status = stat()
    return lstat(place, &status) == 0
        && (status.st_mode & S_IFMT == S_IFLNK || status.st_nlink > 1)
}

private func child(_ name: String, of folder: String) -> String {
    folder == "/" ? "/" + name : folder + "/" + name
}

private func parent(of place: String) -> String {
    let folder = place.utf8.split(separator: UInt8(ascii: "/")).dropLast()
        .map { String(Substring($0)) }
    return "/" + folder.joined(separator: "/")
}
