/// A decimal number: `significand × 10^-scale`, exact to 38 digits.
///
/// Sums and products are exact as long as they fit; quotients and products that do not fit are
/// rounded half away from zero at 30 significant digits and say so in `isRounded`.
package struct ExactDecimal: Sendable {
    package var significand: Int128
    /// Digits after the decimal point, never negative.
    package var scale: Int
    /// Whether a digit was lost on the way to this value.
    package var isRounded: Bool

    package init(_ significand: Int128, scale: Int = 0, isRounded: Bool = false) {
        precondition(scale >= 0, "a scale counts digits after the point")
        self.significand = significand
        self.scale = scale
        self.isRounded = isRounded
    }

    package init(_ integer: Int) { self.init(Int128(integer)) }

    package static let zero = ExactDecimal(0)
    package static let one = ExactDecimal(1)

    package var isZero: Bool { significand == 0 }
    package var isNegative: Bool { significand < 0 }
    package var magnitude: ExactDecimal {
        isNegative ? -self : self
    }

    /// The same value without zeros at the end of its fraction.
    package var normalised: ExactDecimal {
        var result = self
        // Most fit a machine's integer, which is soon divided.
        if var small = Int64(exactly: significand) {
            while result.scale > 0, small % 10 == 0 {
                small /= 10
                result.scale -= 1
            }
            result.significand = Int128(small)
            return result
        }
        while result.scale > 0, result.significand % 10 == 0 {
            result.significand /= 10
            result.scale -= 1
        }
        return result
    }

    /// The nearest binary number, for geometry only, never for a figure.
    ///
    /// Where digits and power of ten are integers that a binary number holds, one division rounds once.
    package var approximate: Double {
        guard scale <= 22, let digits = Int64(exactly: significand), digits.magnitude < 1 << 53
        else { return Double(description) ?? 0 }
        return scale == 0 ? Double(digits) : Double(digits) / Self.binaryPower(scale)
    }

    private static func binaryPower(_ exponent: Int) -> Double {
        var power = 1.0
        for _ in 0..<exponent { power *= 10 }
        return power
    }
}

extension ExactDecimal {
    static let digitsOfQuotient = 30

    /// 10^n for n from 0 to 38.
    package static func powerOfTen(_ exponent: Int) -> Int128 { powers[exponent] }

    private static let powers: [Int128] = {
        var powers: [Int128] = [1]
        for _ in 0..<38 { powers.append(powers[powers.count - 1] * 10) }
        return powers
    }()

    static func digitCount(_ magnitude: UInt128) -> Int {
        var low = 0
        var high = 38
        while low < high {
            let middle = (low + high + 1) / 2
            if magnitude >= UInt128(powers[middle]) { low = middle } else { high = middle - 1 }
        }
        return magnitude == 0 ? 1 : low + 1
    }

    /// The same value with `digits` digits after the point, rounded half away from zero.
    package func rounded(to digits: Int) -> ExactDecimal {
        precondition(digits >= 0, "digits after the point are not negative")
        if scale <= digits { return self }
        let drop = scale - digits
        if drop > 38 { return ExactDecimal(0, scale: digits, isRounded: true) }
        if drop <= 18, let small = Int64(exactly: significand) {
            var power: Int64 = 1
            for _ in 0..<drop { power *= 10 }
            let (quotient, remainder) = small.quotientAndRemainder(dividingBy: power)
            let isUp = remainder.magnitude >= power.magnitude - remainder.magnitude
            return ExactDecimal(
                Int128(quotient + (isUp ? small.signum() : 0)), scale: digits,
                isRounded: isRounded || remainder != 0)
        }
        let power = Self.powers[drop]
        let (quotient, remainder) = significand.quotientAndRemainder(dividingBy: power)
        let isUp = remainder.magnitude >= power.magnitude - remainder.magnitude
        return ExactDecimal(
            quotient + (isUp ? significand.signum() : 0), scale: digits,
            isRounded: isRounded || remainder != 0)
    }

    /// The value with at most `count` significant digits, rounded half away from zero.
    package func rounded(toSignificant count: Int) -> ExactDecimal {
        let excess = Self.digitCount(significand.magnitude) - count
        if excess <= 0 { return self }
        if excess <= scale { return rounded(to: scale - excess) }
        let integer = rounded(to: 0)
        let power = Self.powers[excess - scale]
        let (quotient, remainder) = integer.significand.quotientAndRemainder(dividingBy: power)
        let isUp = remainder.magnitude >= power.magnitude - remainder.magnitude
        let (up, overflow) = (quotient + integer.significand.signum())
            .multipliedReportingOverflow(by: power)
        return ExactDecimal(isUp && !overflow ? up : quotient * power, isRounded: true)
    }
}

extension ExactDecimal: CustomStringConvertible {
    /// Plain digits with a point: `-1234.50`, never an exponent.
    package var description: String {
        // Most fit a machine's integer, which is soon written.
        let digits =
            UInt64(exactly: significand.magnitude).map { String($0) }
            ?? String(significand.magnitude)
        let sign = significand < 0 ? "-" : ""
        if scale == 0 { return sign + digits }
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return sign + padded.dropLast(scale) + "." + padded.suffix(scale)
    }

    /// Exact digits without trailing zeros; a rounded value at 15 significant digits. Valid JSON.
    package var canonical: String {
        (isRounded ? rounded(toSignificant: 15) : self).normalised.description
    }

    /// Digits with an optional sign, point and exponent (`-12.50`, `1e-7`), or nil.
    package init?(_ text: some StringProtocol) {
        var significand: Int128 = 0
        var scale = 0
        var sawPoint = false
        var digits = 0
        var isNegative = false
        var bytes = Array(text.utf8)[...]
        if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            isNegative = first == UInt8(ascii: "-")
            bytes = bytes.dropFirst()
        }
        while let byte = bytes.first {
            if byte == UInt8(ascii: "."), !sawPoint {
                sawPoint = true
            } else if byte >= 48, byte <= 57 {
                let (product, overflow) = significand.multipliedReportingOverflow(by: 10)
                let (sum, carry) = product.addingReportingOverflow(Int128(byte - 48))
                if overflow || carry { return nil }
                significand = sum
                digits += 1
                if sawPoint { scale += 1 }
            } else {
                break
            }
            bytes = bytes.dropFirst()
        }
        if digits == 0 { return nil }
        if let byte = bytes.first {
            guard byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E"),
                let exponent = Int(String(decoding: bytes.dropFirst(), as: UTF8.self)),
                (-38...38).contains(exponent)
            else { return nil }
            scale -= exponent
            if scale < 0 {
                if scale < -38 { return nil }
                let (product, overflow) = significand.multipliedReportingOverflow(
                    by: Self.powerOfTen(-scale))
                if overflow { return nil }
                significand = product
                scale = 0
            }
        }
        self.init(isNegative ? -significand : significand, scale: scale)
    }
}
