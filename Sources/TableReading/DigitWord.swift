/// Digits as the bytes of a word, the last one in its highest byte.
enum DigitWord {
    private static let zeros: UInt64 = 0x3030_3030_3030_3030

    /// The number that the last of the eight bytes say, at least one; nil where one is no digit.
    @inline(__always)
    static func value(_ word: UInt64, digits: Int) -> Int? {
        // Bytes before the digits are taken for zeros.
        let unused = UInt64(truncatingIfNeeded: 64 - digits * 8)
        let text = ((word >> unused) << unused) | (~(UInt64.max << unused) & zeros)
        let values = text &- zeros
        // A byte that is no digit is above nine, or has borrowed.
        if ((values &+ 0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080 != 0 { return nil }
        let pairs = values &* 10 &+ (values >> 8)
        let low = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
        let high = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
        return Int(truncatingIfNeeded: (low &+ high) >> 32)
    }
}
