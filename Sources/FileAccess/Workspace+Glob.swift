import Diagnostics

extension Workspace {
    /// The files whose paths match a pattern such as `data/ledger-*.csv.gz`.
    ///
    /// `*` stands for any characters and `?` for one, within a component of the path. Hidden names
    /// match a component that starts with a dot only. A pattern that matches nothing is `notFound`;
    /// one without wildcards is the file of that path.
    package func files(
        matching pattern: String, in folder: String = ""
    ) throws(FileError) -> FileListing {
        let components = try RelativePath(pattern).components
        var listing = FileListing()
        guard components.contains(where: GlobPattern.isPattern) else {
            listing.files = [try locate(pattern, in: folder)]
            return listing
        }
        var folders = [folder.isEmpty ? self.folder : try locate(folder)]
        for (index, component) in components.enumerated() {
            let isLast = index == components.count - 1
            var found: [WorkspaceFile] = []
            for parent in folders {
                found += try children(
                    of: parent, matching: component, isLast ? .file : .folder, &listing)
            }
            folders = found
        }
        listing.files = folders
        listing.sort()
        if listing.files.isEmpty && listing.diagnostics.isEmpty {
            throw .notFound(path: (folder.isEmpty ? "" : folder + "/") + pattern, nearest: nil)
        }
        return listing
    }

    private func children(
        of parent: WorkspaceFile, matching component: String, _ kind: FileError.Kind,
        _ listing: inout FileListing
    ) throws(FileError) -> [WorkspaceFile] {
        let pattern = GlobPattern(component)
        var found: [WorkspaceFile] = []
        for entry in try FolderEntries(place: parent.place, path: parent.path).entries {
            guard pattern.matches(entry.shown) else { continue }
            guard let name = entry.text else {
                listing.refuseName(entry, in: parent)
                continue
            }
            do {
                let child = try locate(RelativePath(parent.path(of: name)))
                if try child.kind() == kind { found.append(child) }
            } catch {
                try listing.refuse(error)
            }
        }
        return found
    }
}

/// One component of a path with `*` and `?`.
package struct GlobPattern: Sendable {
    private let pattern: [Unicode.Scalar]

    package init(_ pattern: String) {
        self.pattern = Array(pattern.unicodeScalars)
    }

    /// Whether the text has a wildcard.
    package static func isPattern(_ text: String) -> Bool {
        text.utf8.contains(UInt8(ascii: "*")) || text.utf8.contains(UInt8(ascii: "?"))
    }

    /// Whether a name as a whole is of this form.
    ///
    /// - Complexity: O(pattern × name).
    package func matches(_ name: String) -> Bool {
        let name = Array(name.unicodeScalars)
        if name.first == "." && pattern.first != "." { return false }
        var (p, n) = (0, 0)
        var lastStar: (pattern: Int, name: Int)?
        while n < name.count {
            if p < pattern.count, pattern[p] == "*" {
                lastStar = (p, n)
                p += 1
            } else if p < pattern.count, pattern[p] == "?" || pattern[p] == name[n] {
                p += 1
                n += 1
            } else if let star = lastStar {
                // The star takes one character more; an earlier star never has to.
                lastStar = (star.pattern, star.name + 1)
                p = star.pattern + 1
                n = star.name + 1
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == "*" }
    }
}
