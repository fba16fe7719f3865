/// Changes that follow each other so closely that they are told as one.
struct ChangeBurst {
    private(set) var places: Set<String> = []
    /// Files that were made during the burst: gone before its end, they never mattered.
    private var made: Set<String> = []

    var isEmpty: Bool { places.isEmpty }

    mutating func note(_ place: String) { places.insert(place) }

    /// A new file, which counts only once it was written.
    mutating func noteMade(_ place: String) {
        if !places.contains(place) { made.insert(place) }
    }

    mutating func noteGone(_ place: String) {
        if made.remove(place) != nil { places.remove(place) } else { places.insert(place) }
    }
}

/// Whether editors use a file of this name for themselves: hidden ones, backups, swap files and
/// the one by which Vim tries a folder.
func isEditorsOwn(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasSuffix("~") || name == "4913"
        || name.hasSuffix(".swp") || name.hasSuffix(".swx")
        || (name.hasPrefix("#") && name.hasSuffix("#"))
}
