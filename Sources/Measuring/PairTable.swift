/// Pairs of numbers, each numbered in order of its first appearance.
///
/// An open table of ours, for it is asked once a row: `Dictionary` takes ten times as long.
struct PairTable: Sendable {
    private(set) var pairs: [UInt64] = []
    /// Number of the pair that stands there, or -1; the length is a power of two.
    private var places = [Int32](repeating: -1, count: 64)

    var count: Int { pairs.count }

    func pair(_ number: Int32) -> (Int32, Int32) {
        let pair = pairs[Int(number)]
        return (Int32(truncatingIfNeeded: pair >> 32), Int32(truncatingIfNeeded: pair))
    }

    /// The number of a pair, given one if it is new.
    mutating func number(of first: Int32, _ second: Int32) -> Int32 {
        let pair = UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
        let mask = places.count - 1
        var place = Self.start(pair, mask)
        while true {
            let known = places[place]
            if known < 0 { break }
            if pairs[Int(known)] == pair { return known }
            place = (place + 1) & mask
        }
        let number = Int32(pairs.count)
        places[place] = number
        pairs.append(pair)
        if pairs.count * 2 > places.count { grow() }
        return number
    }

    /// The numbers of a column of pairs.
    mutating func numbers(of firsts: [Int32], _ seconds: [Int32]) -> [Int32] {
        var numbers = [Int32](repeating: 0, count: firsts.count)
        var lastFirst: Int32 = -1
        var lastSecond: Int32 = -1
        var last: Int32 = 0
        for row in firsts.indices {
            if firsts[row] != lastFirst || seconds[row] != lastSecond {
                (lastFirst, lastSecond) = (firsts[row], seconds[row])
                last = number(of: lastFirst, lastSecond)
            }
            numbers[row] = last
        }
        return numbers
    }

    private static func start(_ pair: UInt64, _ mask: Int) -> Int {
        let mixed = pair &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: (mixed ^ (mixed >> 29)) >> 20) & mask
    }

    private mutating func grow() {
        var larger = [Int32](repeating: -1, count: places.count * 2)
        let mask = larger.count - 1
        for (number, pair) in pairs.enumerated() {
            var place = Self.start(pair, mask)
            while larger[place] >= 0 { place = (place + 1) & mask }
            larger[place] = Int32(number)
        }
        places = larger
    }
}
