/// The numbers of one field in one batch: integers at one scale where they fit, the others apart.
package struct DecimalColumn: Sendable {
    /// Stands for "no value".
    package static let missing = Int64.min
    /// Stands for a value that is in `others`.
    package static let apart = Int64.min + 1

    /// By row: the value × 10^scale, or `missing`, or `apart`.
    package private(set) var significands: [Int64] = []
    /// Digits after the point that all of `significands` have.
    package private(set) var scale = 0
    /// By row: what is too large or too fine for the common form, or was rounded on its way.
    package private(set) var others: [Int: ExactDecimal] = [:]
    private var hasScale = false

    /// A finer value stands apart: it would leave the coarse ones too little room.
    private static let finestScale = 9

    package init() {}

    /// Integers that all have `scale` digits after the point; none of them is `missing` or `apart`.
    package init(_ significands: [Int64], scale: Int) {
        self.significands = significands
        self.scale = scale
        hasScale = !significands.isEmpty
    }

    package init(_ values: some Sequence<ExactDecimal?>) {
        for value in values { append(value) }
    }

    package var count: Int { significands.count }

    package subscript(row: Int) -> ExactDecimal? {
        switch significands[row] {
        case Self.missing: nil
        case Self.apart: others[row]
        case let significand: ExactDecimal(Int128(significand), scale: scale)
        }
    }

    package mutating func reserveCapacity(_ count: Int) { significands.reserveCapacity(count) }

    package mutating func append(_ value: ExactDecimal?) {
        guard let value else {
            significands.append(Self.missing)
            return
        }
        if !value.isRounded, let small = Int64(exactly: value.significand) {
            append(small, scale: value.scale)
        } else {
            setApart(value)
        }
    }

    /// Appends `significand × 10^-scale`.
    @inline(__always)
    package mutating func append(_ significand: Int64, scale: Int) {
        if scale == self.scale, significand > Self.apart {
            hasScale = true
            significands.append(significand)
        } else {
            appendRescaled(significand, scale)
        }
    }

    /// The rows whose flag is set, in order.
    package func filtered(_ isKept: [Bool]) -> DecimalColumn {
        var kept = DecimalColumn()
        kept.scale = scale
        kept.hasScale = hasScale
        for row in significands.indices where isKept[row] {
            if significands[row] == Self.apart { kept.others[kept.count] = others[row] }
            kept.significands.append(significands[row])
        }
        return kept
    }

    private mutating func appendRescaled(_ significand: Int64, _ scale: Int) {
        if significand > Self.apart, scale <= Self.finestScale {
            if !hasScale {
                hasScale = true
                self.scale = scale
                significands.append(significand)
                return
            }
            if scale > self.scale { raise(to: scale) }
            let power = Int64(ExactDecimal.powerOfTen(self.scale - scale))
            let (product, overflow) = significand.multipliedReportingOverflow(by: power)
            if !overflow, product > Self.apart {
                significands.append(product)
                return
            }
        }
        setApart(ExactDecimal(Int128(significand), scale: scale))
    }

    private mutating func setApart(_ value: ExactDecimal) {
        others[significands.count] = value
        significands.append(Self.apart)
    }

    private mutating func raise(to finer: Int) {
        let power = Int64(ExactDecimal.powerOfTen(finer - scale))
        for row in significands.indices where significands[row] > Self.apart {
            let (product, overflow) = significands[row].multipliedReportingOverflow(by: power)
            if overflow || product <= Self.apart {
                others[row] = ExactDecimal(Int128(significands[row]), scale: scale)
                significands[row] = Self.apart
            } else {
                significands[row] = product
            }
        }
        scale = finer
    }
}
