import ReportModel
import TestSupport
import Testing

@Suite("exact decimals")
struct ExactDecimalTests {
    private func decimal(_ text: String) throws -> ExactDecimal {
        try #require(ExactDecimal(text), "\(text)")
    }

    /// Numbers of all sizes: mostly like money, sometimes at the edge of what fits.
    private func random(_ random: inout SeededNumbers, digits: Int) -> String {
        let count = 1 + random.below(digits)
        let scale = random.below(count + 4)
        var text = (0..<count).map { _ in String(random.below(10)) }.joined()
        if random.chance(20) { text = text.prefix(1) + String(repeating: "0", count: count - 1) }
        if scale > 0 {
            let padded = String(repeating: "0", count: max(0, scale + 1 - text.count)) + text
            text = padded.dropLast(scale) + "." + padded.suffix(scale)
        }
        return (random.chance(40) ? "-" : "") + text
    }

    private func eachPair(
        _ count: Int, digits: Int,
        _ check: (ExactDecimal, ExactDecimal, String, String) throws -> Void
    ) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of the decimals: \(seed)")
        var random = SeededNumbers(seed: seed)
        for _ in 0..<count {
            let a = self.random(&random, digits: digits)
            let b = self.random(&random, digits: digits)
            try check(try decimal(a), try decimal(b), a, b)
        }
    }

    @Test("the nearest binary number and the digits in each form are those of the text")
    func forms() throws {
        try eachPair(1500, digits: 24) { a, b, x, y in
            for (value, text) in [(a, x), (b, y)] {
                #expect(value.approximate == Double(text), "\(text)")
                #expect(value.normalised.description == NaiveDecimal(text).text, "\(text)")
                for digits in [0, 1, 2, 5] {
                    let wide = ExactDecimal(value.significand, scale: value.scale)
                    let rounded = wide.rounded(to: digits)
                    #expect(rounded.scale <= max(digits, wide.scale))
                    let error = (rounded - wide).magnitude
                    #expect(error + error <= ExactDecimal(1, scale: digits), "\(text), \(digits)")
                }
            }
        }
    }

    @Test("sum and difference are those of the naive twin")
    func sums() throws {
        try eachPair(1500, digits: 33) { a, b, x, y in
            let sum = NaiveDecimal(x) + NaiveDecimal(y)
            if sum.digits.count <= 37 {
                #expect((a + b).normalised.description == sum.text, "\(x) + \(y)")
                #expect(!(a + b).isRounded)
            }
            let difference = NaiveDecimal(x) + -NaiveDecimal(y)
            if difference.digits.count <= 37 {
                #expect((a - b).normalised.description == difference.text, "\(x) - \(y)")
            }
        }
    }

    @Test("a product is exact where it fits, else right in thirty digits")
    func products() throws {
        try eachPair(1500, digits: 36) { a, b, x, y in
            let product = NaiveDecimal(x) * NaiveDecimal(y)
            let found = a * b
            let written = NaiveDecimal(product.text)
            if written.digits.count <= 38 {
                #expect(found.normalised.description == product.text, "\(x) * \(y)")
                #expect(!found.isRounded)
            } else if written.digits.count > 39, written.digits.count - written.scale <= 30 {
                #expect(found.isRounded)
                #expect(
                    found.normalised.description == product.rounded(toSignificant: 30).text,
                    "\(x) * \(y)")
            }
        }
    }

    @Test("a quotient is exact where it ends, else right in thirty digits")
    func quotients() throws {
        try eachPair(600, digits: 18) { a, b, x, y in
            guard let found = a.divided(by: b) else {
                #expect(b.isZero)
                return
            }
            let long = NaiveDecimal(x).divided(by: NaiveDecimal(y), digits: 90)
            #expect(
                found.normalised.description == long.rounded(toSignificant: 30).text
                    || !found.isRounded && found.normalised.description == long.text,
                "\(x) / \(y)")
        }
    }

    @Test("rounding goes half away from zero, by place and by digits that count")
    func rounding() throws {
        try eachPair(1500, digits: 37) { a, _, x, y in
            let digits = y.utf8.count % 12
            let twin = NaiveDecimal(x)
            #expect(a.rounded(to: digits).normalised.description == twin.rounded(to: digits).text)
            let count = 1 + digits
            #expect(
                a.rounded(toSignificant: count).normalised.description
                    == twin.rounded(toSignificant: count).text, "\(x) to \(count) digits")
        }
        for (text, digits, expected) in [
            ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("0.125", 2, "0.13"), ("-0.125", 2, "-0.13"),
            ("0.1249999", 2, "0.12"), ("999.995", 2, "1000"), ("0.0004", 2, "0"),
        ] {
            #expect(try decimal(text).rounded(to: digits).canonical == expected)
        }
    }

    @Test("order, equality and hash see the value, not how it is written")
    func order() throws {
        try eachPair(1500, digits: 38) { a, b, x, y in
            let isLess = NaiveDecimal(x) < NaiveDecimal(y)
            let isMore = NaiveDecimal(y) < NaiveDecimal(x)
            #expect((a < b) == isLess, "\(x) < \(y)")
            #expect((b < a) == isMore, "\(y) < \(x)")
            #expect((a == b) == (!isLess && !isMore), "\(x) = \(y)")
        }
        let forms = try ["1.5", "1.50", "1.500000000000000000000000", "15e-1", "+1.5"].map(decimal)
        #expect(Set(forms).count == 1)
        #expect(try Set([decimal("0"), decimal("-0.00"), decimal("0e5")]).count == 1)
        #expect(
            try decimal("12345678901234567890123456789012345678")
                < decimal("12345678901234567890123456789012345678.4"))
    }

    @Test("what is printed reads back")
    func printing() throws {
        try eachPair(1500, digits: 38) { a, _, x, _ in
            #expect(ExactDecimal(a.description) == a, "\(x)")
            #expect(ExactDecimal(a.canonical) == a, "\(x)")
            #expect(a.canonical == NaiveDecimal(x).text)
        }
    }

    @Test("sums of tenths and cents are exact")
    func cents() throws {
        #expect(try decimal("0.1") + decimal("0.2") == decimal("0.3"))
        let sum = (0..<10_000).reduce(ExactDecimal.zero) { sum, _ in sum + ExactDecimal(1, scale: 2)
        }
        #expect(sum.canonical == "100")
        #expect(!sum.isRounded)
    }

    @Test("a quotient says that it is rounded and prints fifteen digits")
    func thirds() throws {
        let third = try #require(ExactDecimal.one.divided(by: ExactDecimal(3)))
        #expect(third.isRounded)
        #expect(third.canonical == "0.333333333333333")
        #expect(ExactDecimal.one.divided(by: ExactDecimal(8))?.canonical == "0.125")
        #expect(ExactDecimal.one.divided(by: .zero) == nil)
    }

    @Test("nothing traps, however large the numbers")
    func overflow() throws {
        let edges = [
            ExactDecimal(.max), ExactDecimal(.min), ExactDecimal(.max, scale: 38),
            ExactDecimal(.min, scale: 38), ExactDecimal(.min, scale: 76),
            ExactDecimal(1, scale: 76),
            ExactDecimal(-1, scale: 200), .zero, .one, ExactDecimal(ExactDecimal.powerOfTen(38)),
        ]
        for a in edges {
            for b in edges {
                let sum = a + b
                let difference = a - b
                let product = a * b
                let quotient = a.divided(by: b)
                _ = (a < b, a == b, a.hashValue, -a, a.magnitude)
                for value in [sum, difference, product, quotient ?? .zero] {
                    _ = (value.description, value.canonical, value.approximate)
                    _ = (value.rounded(to: 2), value.rounded(toSignificant: 15), value * value)
                }
                if !a.isZero, !b.isZero, !product.isZero {
                    #expect(product.isNegative == (a.isNegative != b.isNegative))
                }
                if let quotient, !quotient.isZero {
                    #expect(quotient.isNegative == (a.isNegative != b.isNegative))
                }
            }
        }
    }

    @Test(
        "texts that are no number are refused, and none traps",
        arguments: [
            "", "-", "+", ".", "-.", "1.2.3", "1,5", "1e", "e5", "1e+", "1e99", "1e-99", "--1",
            "1 ",
            " 1", "0x10", "NaN", "inf", "１", "1e-9223372036854775808", "1e9223372036854775807",
            "1234567890123456789012345678901234567890", "1e38e2", "99e38",
        ])
    func refused(text: String) { #expect(ExactDecimal(text) == nil) }

    @Test(
        "exponents, signs and bare points are read",
        arguments: [
            ("1e3", "1000"), ("1E-3", "0.001"), ("-1.5e2", "-150"), (".5", "0.5"), ("5.", "5"),
            ("+7", "7"), ("1e-38", "0.00000000000000000000000000000000000001"), ("-0", "0"),
        ])
    func accepted(text: String, canonical: String) throws {
        #expect(try decimal(text).canonical == canonical)
    }
}
