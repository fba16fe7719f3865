/// Decimals as lists of digits, added and multiplied as at school: slow, and too simple to be wrong.
struct NaiveDecimal: Equatable {
    var isNegative: Bool
    /// Least first; no zeros at the most significant end.
    var digits: [Int]
    var scale: Int

    init(isNegative: Bool = false, digits: [Int], scale: Int) {
        self.digits = digits
        while self.digits.last == 0 { self.digits.removeLast() }
        self.scale = scale
        self.isNegative = isNegative && !self.digits.isEmpty
    }

    /// Plain digits: `-12.50`.
    init(_ text: String) {
        let body = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = body.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : ""
        let digits = (parts[0] + fraction).reversed().compactMap(\.wholeNumberValue)
        self.init(isNegative: text.hasPrefix("-"), digits: digits, scale: fraction.count)
    }

    /// Without zeros at the end of the fraction.
    var text: String {
        var digits = digits
        var scale = scale
        while scale > 0, digits.first == 0 {
            digits.removeFirst()
            scale -= 1
        }
        if digits.isEmpty { return "0" }
        while digits.count <= scale { digits.append(0) }
        let all = digits.reversed().map(String.init)
        let point = all.count - scale
        let body = all[..<point].joined() + (scale > 0 ? "." + all[point...].joined() : "")
        return (isNegative ? "-" : "") + body
    }

    private func lifted(to target: Int) -> [Int] {
        digits.isEmpty ? [] : [Int](repeating: 0, count: target - scale) + digits
    }

    static func compare(_ a: [Int], _ b: [Int]) -> Int {
        if a.count != b.count { return a.count < b.count ? -1 : 1 }
        for (x, y) in zip(a.reversed(), b.reversed()) where x != y { return x < y ? -1 : 1 }
        return 0
    }

    private static func trimmed(_ digits: [Int]) -> [Int] {
        var digits = digits
        while digits.last == 0 { digits.removeLast() }
        return digits
    }

    private static func sum(_ a: [Int], _ b: [Int]) -> [Int] {
        var result: [Int] = []
        var carry = 0
        for i in 0..<max(a.count, b.count) {
            let digit = (i < a.count ? a[i] : 0) + (i < b.count ? b[i] : 0) + carry
            result.append(digit % 10)
            carry = digit / 10
        }
        return trimmed(result + [carry])
    }

    /// The larger less the smaller.
    private static func rest(_ a: [Int], _ b: [Int]) -> [Int] {
        var result: [Int] = []
        var borrow = 0
        for i in a.indices {
            var digit = a[i] - (i < b.count ? b[i] : 0) - borrow
            borrow = digit < 0 ? 1 : 0
            if digit < 0 { digit += 10 }
            result.append(digit)
        }
        return trimmed(result)
    }

    static func + (left: NaiveDecimal, right: NaiveDecimal) -> NaiveDecimal {
        let scale = max(left.scale, right.scale)
        let a = left.lifted(to: scale)
        let b = right.lifted(to: scale)
        if left.isNegative == right.isNegative {
            return NaiveDecimal(isNegative: left.isNegative, digits: sum(a, b), scale: scale)
        }
        return compare(a, b) >= 0
            ? NaiveDecimal(isNegative: left.isNegative, digits: rest(a, b), scale: scale)
            : NaiveDecimal(isNegative: right.isNegative, digits: rest(b, a), scale: scale)
    }

    static prefix func - (value: NaiveDecimal) -> NaiveDecimal {
        NaiveDecimal(isNegative: !value.isNegative, digits: value.digits, scale: value.scale)
    }

    static func * (left: NaiveDecimal, right: NaiveDecimal) -> NaiveDecimal {
        var result = [Int](repeating: 0, count: left.digits.count + right.digits.count + 1)
        for (i, a) in left.digits.enumerated() {
            for (j, b) in right.digits.enumerated() {
                result[i + j] += a * b
                var at = i + j
                while result[at] > 9 {
                    result[at + 1] += result[at] / 10
                    result[at] %= 10
                    at += 1
                }
            }
        }
        return NaiveDecimal(
            isNegative: left.isNegative != right.isNegative, digits: result,
            scale: left.scale + right.scale)
    }

    /// The quotient cut off after `count` digits behind the point.
    func divided(by divisor: NaiveDecimal, digits count: Int) -> NaiveDecimal {
        let lift = max(0, count + divisor.scale - scale)
        let dividend = [Int](repeating: 0, count: lift) + digits
        var remainder: [Int] = []
        var quotient: [Int] = []
        for digit in dividend.reversed() {
            remainder = Self.trimmed([digit] + remainder)
            var times = 0
            while Self.compare(remainder, divisor.digits) >= 0 {
                remainder = Self.rest(remainder, divisor.digits)
                times += 1
            }
            quotient.insert(times, at: 0)
        }
        let cut = scale + lift - divisor.scale - count
        return NaiveDecimal(
            isNegative: isNegative != divisor.isNegative, digits: Array(quotient.dropFirst(cut)),
            scale: count)
    }

    /// Half away from zero.
    func rounded(to count: Int) -> NaiveDecimal {
        if scale <= count { return self }
        let drop = scale - count
        let kept = Array(digits.dropFirst(drop))
        let isUp = drop <= digits.count && digits[drop - 1] >= 5
        return NaiveDecimal(
            isNegative: isNegative, digits: isUp ? Self.sum(kept, [1]) : kept, scale: count)
    }

    /// Half away from zero, to so many digits that count.
    func rounded(toSignificant count: Int) -> NaiveDecimal {
        let excess = digits.count - count
        if excess <= 0 { return self }
        if excess <= scale { return rounded(to: scale - excess) }
        let integer = rounded(to: 0)
        let drop = excess - scale
        let kept = Array(integer.digits.dropFirst(drop))
        let isUp = integer.digits[drop - 1] >= 5
        return NaiveDecimal(
            isNegative: isNegative,
            digits: [Int](repeating: 0, count: drop) + (isUp ? Self.sum(kept, [1]) : kept),
            scale: 0)
    }

    static func < (left: NaiveDecimal, right: NaiveDecimal) -> Bool {
        (left + -right).isNegative
    }
}
