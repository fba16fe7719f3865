extension Array {
    /// The first elements in an order, without putting the others in order.
    ///
    /// Elements that are equal in the order stand as they stood.
    /// - Complexity: O(n log count).
    func first(_ count: Int, by isBefore: (Element, Element) -> Bool) -> [Element] {
        if count >= self.count { return sorted(by: isBefore) }
        if count <= 0 { return [] }
        var kept: [Element] = []
        for element in self {
            if kept.count == count, !isBefore(element, kept[count - 1]) { continue }
            var low = 0
            var high = kept.count
            while low < high {
                let middle = (low + high) / 2
                if isBefore(element, kept[middle]) { high = middle } else { low = middle + 1 }
            }
            if kept.count == count { kept.removeLast() }
            kept.insert(element, at: low)
        }
        return kept
    }
}
