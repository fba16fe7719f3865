/// What may stand around the digits of a number, each once: a sign or parentheses, a currency or a
/// percent sign, and blanks between them.
struct DressedNumber {
    /// Where the digits stand.
    private(set) var range: Range<Int>
    private(set) var isNegative = false
    private(set) var isPercent = false
    private var hasSign = false
    /// Where the sign or code of a currency stands.
    private(set) var currency: Range<Int>?

    init(_ cell: Span<UInt8>) { range = 0..<cell.count }

    /// Takes off one thing after the other, from outside to the digits.
    mutating func undress(_ cell: Span<UInt8>) {
        while !range.isEmpty, isBare(cell) == false {
            let before = range
            takeBlanks(cell)
            if range.isEmpty { return }
            takeSign(cell)
            if currency == nil, !isPercent { takeCurrency(cell) }
            if currency == nil, !isPercent, takeLast(UInt8(ascii: "%"), cell) { isPercent = true }
            if range == before { return }
        }
    }

    /// Whether digits stand at both ends, as they mostly do.
    private func isBare(_ cell: Span<UInt8>) -> Bool {
        let (first, last) = (cell[range.lowerBound], cell[range.upperBound - 1])
        return first >= 48 && first <= 57 && last >= 48 && last <= 57
    }

    private mutating func takeBlanks(_ cell: Span<UInt8>) {
        while !range.isEmpty {
            let isTaken =
                take(0x20, cell) || takeLast(0x20, cell)
                || take(0xC2, 0xA0, cell) || takeLast(0xC2, 0xA0, cell)
                || take(0xE2, 0x80, 0xAF, cell) || takeLast(0xE2, 0x80, 0xAF, cell)
            if !isTaken { return }
        }
    }

    private mutating func takeSign(_ cell: Span<UInt8>) {
        if hasSign || range.isEmpty { return }
        if cell[range.lowerBound] == UInt8(ascii: "("), range.count > 2,
            cell[range.upperBound - 1] == UInt8(ascii: ")")
        {
            range = range.lowerBound + 1..<range.upperBound - 1
            (hasSign, isNegative) = (true, true)
        } else if take(NumberPattern.minus, cell) || takeLast(NumberPattern.minus, cell)
            || take(0xE2, 0x88, 0x92, cell) || takeLast(0xE2, 0x88, 0x92, cell)
        {
            (hasSign, isNegative) = (true, true)
        } else {
            hasSign = take(UInt8(ascii: "+"), cell)
        }
    }

    /// `$`, `€`, `£`, `¥`, or a code.
    private mutating func takeCurrency(_ cell: Span<UInt8>) {
        let before = range
        let isSign =
            take(UInt8(ascii: "$"), cell) || takeLast(UInt8(ascii: "$"), cell)
            || take(0xE2, 0x82, 0xAC, cell) || takeLast(0xE2, 0x82, 0xAC, cell)
            || take(0xC2, 0xA3, cell) || takeLast(0xC2, 0xA3, cell)
            || take(0xC2, 0xA5, cell) || takeLast(0xC2, 0xA5, cell)
        if isSign {
            currency =
                range.lowerBound > before.lowerBound
                ? before.lowerBound..<range.lowerBound : range.upperBound..<before.upperBound
            return
        }
        if range.count < 4 { return }
        if CurrencyCodes.contains(cell, at: range.lowerBound) {
            range = range.lowerBound + 3..<range.upperBound
            currency = before.lowerBound..<range.lowerBound
        } else if CurrencyCodes.contains(cell, at: range.upperBound - 3) {
            range = range.lowerBound..<range.upperBound - 3
            currency = range.upperBound..<before.upperBound
        }
    }
}

extension DressedNumber {
    private mutating func take(_ byte: UInt8, _ cell: Span<UInt8>) -> Bool {
        if range.isEmpty || cell[range.lowerBound] != byte { return false }
        range = range.lowerBound + 1..<range.upperBound
        return true
    }

    private mutating func takeLast(_ byte: UInt8, _ cell: Span<UInt8>) -> Bool {
        if range.isEmpty || cell[range.upperBound - 1] != byte { return false }
        range = range.lowerBound..<range.upperBound - 1
        return true
    }

    private mutating func take(_ first: UInt8, _ second: UInt8, _ cell: Span<UInt8>) -> Bool {
        let start = range.lowerBound
        if range.count < 2 || cell[start] != first || cell[start + 1] != second { return false }
        range = start + 2..<range.upperBound
        return true
    }

    private mutating func takeLast(_ first: UInt8, _ second: UInt8, _ cell: Span<UInt8>) -> Bool {
        let end = range.upperBound
        if range.count < 2 || cell[end - 2] != first || cell[end - 1] != second { return false }
        range = range.lowerBound..<end - 2
        return true
    }

    private mutating func take(
        _ first: UInt8, _ second: UInt8, _ third: UInt8, _ cell: Span<UInt8>
    ) -> Bool {
        let start = range.lowerBound
        if range.count < 3 || cell[start] != first || cell[start + 1] != second
            || cell[start + 2] != third
        {
            return false
        }
        range = start + 3..<range.upperBound
        return true
    }

    private mutating func takeLast(
        _ first: UInt8, _ second: UInt8, _ third: UInt8, _ cell: Span<UInt8>
    ) -> Bool {
        let end = range.upperBound
        if range.count < 3 || cell[end - 3] != first || cell[end - 2] != second
            || cell[end - 1] != third
        {
            return false
        }
        range = range.lowerBound..<end - 3
        return true
    }
}

/// The codes of ISO 4217 that amounts are written with, and those that the euro replaced.
///
/// Any three capitals would take `5 PCS` for money.
private enum CurrencyCodes {
    private static let packed: Set<UInt32> = Set(
        """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN
        BWP BYN BZD CAD CDF CHF CLF CLP CNH CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB
        EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD
        JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK
        MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN
        PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB
        TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF
        XPF YER ZAR ZMW ZWG
        ATS BEF CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MTL NLG PTE SIT SKK
        """.utf8.split { $0 == 32 || $0 == 10 }.map { code in
            code.reduce(0) { $0 << 8 | UInt32($1) }
        })

    static func contains(_ cell: Span<UInt8>, at start: Int) -> Bool {
        var code: UInt32 = 0
        for i in start..<start + 3 {
            if cell[i] < 65 || cell[i] > 90 { return false }
            code = code << 8 | UInt32(cell[i])
        }
        return packed.contains(code)
    }
}
