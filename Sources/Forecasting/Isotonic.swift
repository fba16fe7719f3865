/// The non-decreasing sequence nearest to another by squared distance: neighbours that decrease are
/// replaced by their mean. Linear.
func isotonic(_ values: [Double]) -> [Double] {
    var blocks: [(mean: Double, count: Int)] = []
    for value in values {
        var block = (mean: value, count: 1)
        while let last = blocks.last, last.mean > block.mean {
            blocks.removeLast()
            let count = last.count + block.count
            let sum = last.mean * Double(last.count) + block.mean * Double(block.count)
            block = (sum / Double(count), count)
        }
        blocks.append(block)
    }
    return blocks.flatMap { [Double](repeating: $0.mean, count: $0.count) }
}
