extension ExactDecimal: Hashable, Comparable {
    package static func == (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.scale == right.scale { return left.significand == right.significand }
        let a = left.normalised
        let b = right.normalised
        return a.scale == b.scale && a.significand == b.significand
    }

    package func hash(into hasher: inout Hasher) {
        let value = normalised
        hasher.combine(value.significand)
        hasher.combine(value.scale)
    }

    package static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.scale == right.scale { return left.significand < right.significand }
        if left.significand.signum() != right.significand.signum() {
            return left.significand < right.significand
        }
        let a = left.normalised
        let b = right.normalised
        let isCloserToZero = a.scale <= b.scale ? isSmaller(a, b) : a != b && !isSmaller(b, a)
        return left.isNegative ? a != b && !isCloserToZero : isCloserToZero
    }

    /// Whether the coarser of two is nearer to zero; exact, by way of twice the digits.
    private static func isSmaller(_ coarse: ExactDecimal, _ fine: ExactDecimal) -> Bool {
        let lift = fine.scale - coarse.scale
        if lift > 38 { return false }
        let (high, low) = coarse.significand.magnitude.multipliedFullWidth(
            by: powerOfTen(lift).magnitude)
        return high == 0 && low < fine.significand.magnitude
    }
}

extension ExactDecimal {
    package static prefix func - (value: ExactDecimal) -> ExactDecimal {
        // The least value has no opposite; an overflow that was cut off there stays one.
        let opposite = value.significand == .min ? .max : -value.significand
        return ExactDecimal(opposite, scale: value.scale, isRounded: value.isRounded)
    }

    package static func + (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
        let isRounded = left.isRounded || right.isRounded
        if left.scale == right.scale {
            let (sum, overflow) = left.significand.addingReportingOverflow(right.significand)
            if !overflow { return ExactDecimal(sum, scale: left.scale, isRounded: isRounded) }
        }
        // As sums begin.
        if left.significand == 0, !left.isRounded { return right.normalised }
        let (a, b, scale) = aligned(left.normalised, right.normalised)
        let (sum, overflow) = a.addingReportingOverflow(b)
        if !overflow {
            let lost = scale < max(left.normalised.scale, right.normalised.scale)
            return ExactDecimal(sum, scale: scale, isRounded: isRounded || lost)
        }
        if scale == 0 { return ExactDecimal(sum < 0 ? .max : .min, isRounded: true) }
        return
            (ExactDecimal(a, scale: scale).rounded(to: scale - 1)
            + ExactDecimal(b, scale: scale).rounded(to: scale - 1)).marked(rounded: true)
    }

    package static func - (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
        left + -right
    }

    package static func += (left: inout ExactDecimal, right: ExactDecimal) { left = left + right }

    package static func * (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
        let isRounded = left.isRounded || right.isRounded
        let (product, overflow) = left.significand.multipliedReportingOverflow(
            by: right.significand)
        if !overflow, left.scale + right.scale <= 76 {
            let result = ExactDecimal(
                product, scale: left.scale + right.scale, isRounded: isRounded)
            return isRounded ? result.shortened : result
        }
        return wideProduct(left.normalised, right.normalised, isRounded: isRounded)
    }

    /// A product by way of twice the digits, at most thirty of which are kept if they do not all fit.
    private static func wideProduct(
        _ left: ExactDecimal, _ right: ExactDecimal, isRounded: Bool
    ) -> ExactDecimal {
        var (high, low) = left.significand.magnitude.multipliedFullWidth(
            by: right.significand.magnitude)
        var scale = left.scale + right.scale
        let isNegative = (left.significand < 0) != (right.significand < 0)
        var isUp = false
        var isCut = false
        while scale > 0, high != 0 || digitCount(low) > (isCut ? digitsOfQuotient : 38) {
            let (upper, rest) = high.quotientAndRemainder(dividingBy: 10)
            let (lower, digit) = (10 as UInt128).dividingFullWidth((rest, low))
            (high, low) = (upper, lower)
            scale -= 1
            isUp = digit >= 5
            isCut = isCut || digit != 0
        }
        if isUp { low += 1 }
        guard high == 0, low <= UInt128(Int128.max) else {
            return ExactDecimal(isNegative ? .min : .max, isRounded: true)
        }
        let magnitude = Int128(low)
        return ExactDecimal(
            isNegative ? -magnitude : magnitude, scale: scale, isRounded: isRounded || isCut)
    }

    /// The quotient, exact where it terminates within 30 digits; nil when divided by zero.
    package func divided(by divisor: ExactDecimal) -> ExactDecimal? {
        if divisor.isZero { return nil }
        let a = normalised
        let b = divisor.normalised
        let isNegative = (a.significand < 0) != (b.significand < 0)
        let divisor = b.significand.magnitude
        var (quotient, remainder) = a.significand.magnitude.quotientAndRemainder(
            dividingBy: divisor)
        var scale = a.scale - b.scale
        while remainder != 0 || (scale < 0 && quotient != 0) {
            let digits = Self.digitCount(quotient)
            if scale >= 0, digits > Self.digitsOfQuotient { break }
            if digits >= 38 { return ExactDecimal(isNegative ? .min : .max, isRounded: true) }
            let (digit, rest) = Self.nextDigit(remainder, divisor)
            quotient = quotient * 10 + digit
            remainder = rest
            scale += 1
        }
        guard quotient <= UInt128(Int128.max) else {
            return ExactDecimal(isNegative ? .min : .max, isRounded: true)
        }
        let signed = isNegative ? -Int128(quotient) : Int128(quotient)
        let wasRounded = isRounded || b.isRounded
        let result = ExactDecimal(
            signed, scale: max(scale, 0), isRounded: wasRounded || remainder != 0)
        return remainder == 0 ? result.normalised : result.shortened
    }

    /// The next digit of a long division.
    private static func nextDigit(
        _ remainder: UInt128, _ divisor: UInt128
    ) -> (digit: UInt128, remainder: UInt128) {
        if divisor <= UInt128.max / 10 {
            let (digit, rest) = (remainder * 10).quotientAndRemainder(dividingBy: divisor)
            return (digit, rest)
        }
        let (digit, rest) = divisor.dividingFullWidth(remainder.multipliedFullWidth(by: 10))
        return (digit, rest)
    }

    /// At most 30 significant digits, so that a product of quotients still fits.
    private var shortened: ExactDecimal { rounded(toSignificant: Self.digitsOfQuotient) }

    private func marked(rounded: Bool) -> ExactDecimal {
        ExactDecimal(significand, scale: scale, isRounded: rounded)
    }

    /// Both significands at one scale: the larger one, or less where it would not fit.
    private static func aligned(
        _ left: ExactDecimal, _ right: ExactDecimal
    ) -> (Int128, Int128, scale: Int) {
        let (fine, coarse) = left.scale >= right.scale ? (left, right) : (right, left)
        let room = 38 - digitCount(coarse.significand.magnitude)
        let scale = min(fine.scale, coarse.scale + max(0, room))
        let lifted = coarse.significand * powerOfTen(scale - coarse.scale)
        let cut = fine.rounded(to: scale).significand
        return left.scale >= right.scale ? (cut, lifted, scale) : (lifted, cut, scale)
    }
}
