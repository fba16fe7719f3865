/// The name among `candidates` that was probably meant by `name`, or nil when none is near.
///
/// - Complexity: O(candidates × length²).
package func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().utf8.prefix(200))
    let limit = max(1, wanted.count / 3)
    return
        candidates
        .map { (distance: editDistance(wanted, Array($0.lowercased().utf8.prefix(200))), name: $0) }
        .filter { $0.distance <= limit }
        .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?
        .name
}

/// A remedy for an unknown name: the nearest one, or the list of those there are.
package func didYouMean(_ name: String, among candidates: some Sequence<String>) -> String {
    if let nearest = nearestName(to: name, among: candidates) {
        return "did you mean '\(nearest)'?"
    }
    let known = candidates.sorted()
    if known.isEmpty { return "there is none to choose from" }
    let shown = known.prefix(12).joined(separator: ", ")
    return "known are: \(shown)" + (known.count > 12 ? ", … (\(known.count) in all)" : "")
}

/// Edits (insert, delete, replace, swap neighbours) that turn one text into the other.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for i in 1...left.count {
        var row = [i] + [Int](repeating: 0, count: right.count)
        for j in 1...right.count {
            let cost = left[i - 1] == right[j - 1] ? 0 : 1
            row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
            if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                row[j] = min(row[j], beforeLast[j - 2] + 1)
            }
        }
        (beforeLast, last) = (last, row)
    }
    return last[right.count]
}
