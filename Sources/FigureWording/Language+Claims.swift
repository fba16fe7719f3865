internal import ReportModel

extension Language {
    /// Reads what stands in a figure's brackets: a number as this language writes it, a word of
    /// direction, or both. Empty text is no claim and none of this function's business.
    package func readClaim(_ text: String, currency: String) -> Result<Claim, ClaimDefect> {
        let text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        var claim = Claim(text: text)
        if let direction = direction(text) {
            claim.direction = direction
            return .success(claim)
        }
        var rest = text
        if let (found, without) = surroundingDirection(text) {
            claim.direction = found
            rest = withoutFiller(without)
        }
        switch readNumber(rest, currency: currency) {
        case .failure(let defect):
            return .failure(
                ClaimDefect(
                    id: "claim-unreadable", "'\(text)' \(defect.message)", remedy: defect.remedy))
        case .success(var number):
            if let range = text.firstRange(of: rest) {
                number.before = text[..<range.lowerBound] + number.before
                number.after += text[range.upperBound...]
            }
            claim.number = number
            return .success(claim)
        }
    }

    // MARK: Directions

    private func direction(_ text: String) -> Claim.Direction? {
        let wanted = text.lowercased()
        for sense in Sense.allCases {
            if let word = words(of: sense).first(where: { $0.lowercased() == wanted }) {
                return Claim.Direction(word: word, sense: sense)
            }
        }
        return nil
    }

    /// The longest phrase of direction at the start or the end, and the text without it.
    private func surroundingDirection(
        _ text: String
    ) -> (Claim.Direction, rest: String)? {
        let lower = text.lowercased()
        if lower.count != text.count { return nil }
        let phrases = Sense.allCases
            .flatMap { sense in words(of: sense).map { Claim.Direction(word: $0, sense: sense) } }
            .sorted { $0.word.count > $1.word.count }
        for phrase in phrases {
            let word = phrase.word.lowercased()
            if lower.hasPrefix(word + " ") {
                return (phrase, String(text.dropFirst(word.count + 1)))
            }
            if lower.hasSuffix(" " + word) {
                return (phrase, String(text.dropLast(word.count + 1)))
            }
        }
        return nil
    }

    private func withoutFiller(_ text: String) -> String {
        let found = fillers.sorted { $0.count > $1.count }.first { text.hasPrefix($0 + " ") }
        return found.map { String(text.dropFirst($0.count + 1)) } ?? text
    }

    // MARK: Numbers

    private func readNumber(_ text: String, currency: String) -> Result<Claim.Number, ClaimDefect> {
        guard let start = text.firstIndex(where: \.isDigit) else { return .failure(noFigure) }
        let run = text[start...].prefix { $0.isDigit || ".,'’".contains($0) || isSeparator($0) }
        let digits = String(run)
        guard let typed = readDigits(digits) else { return .failure(wrongSeparators(digits)) }
        var lead = String(text[..<start])
        var sign: Claim.Sign?
        if let index = lead.firstIndex(where: { "+-\u{2212}".contains($0) }) {
            sign = lead[index] == "+" ? .plus : .minus
            lead.remove(at: index)
        }
        let tail = String(text[run.endIndex...])
        let leading = lead.trimmed
        guard let (magnitude, unit) = readTail(tail.trimmed, currency: currency) else {
            return .failure(noFigure)
        }
        var claimedUnit = unit
        if !leading.isEmpty {
            guard unit == nil, let code = currencyCode(leading, reporting: currency) else {
                return .failure(noFigure)
            }
            claimedUnit = .currency(code)
        }
        return .success(
            Claim.Number(
                value: typed.value, digits: typed.digits, magnitude: magnitude, unit: claimedUnit,
                sign: sign, isUngrouped: typed.isUngrouped, before: lead, after: tail))
    }

    /// Digits with this language's separators, each in its place; nil otherwise.
    func readDigits(_ text: String) -> (value: ExactDecimal, digits: Int, isUngrouped: Bool)? {
        let parts = text.split(separator: decimalSeparator, omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2 else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard parts.count == 1 || !fraction.isEmpty, fraction.allSatisfy(\.isDigit) else {
            return nil
        }
        let groups = whole.split(separator: groupingSeparator, omittingEmptySubsequences: false)
        guard groups.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isDigit) }) else { return nil }
        if groups.count > 1 {
            guard groups[0].count <= 3, groups[0].first != "0",
                groups.dropFirst().allSatisfy({ $0.count == 3 })
            else { return nil }
        }
        let plain = groups.joined() + (fraction.isEmpty ? "" : "." + fraction)
        guard plain.utf8.count <= 36, let value = ExactDecimal(plain) else { return nil }
        return (value, fraction.count, groups.count == 1 && whole.count > 3)
    }

    /// A magnitude, a unit, or a magnitude with a currency.
    private func readTail(
        _ text: String, currency: String
    ) -> (Magnitude, Claim.ClaimedUnit?)? {
        if text.isEmpty { return (.one, nil) }
        let units: [(WordedUnit, Claim.ClaimedUnit)] = [
            (.percent, .percent), (.points, .points), (.days, .days), (.months, .months),
            (.ratio, .ratio),
        ]
        for (unit, claimed) in units where words(of: unit).contains(where: { $0.reads(text) }) {
            return (.one, claimed)
        }
        if let code = currencyCode(text, reporting: currency) { return (.one, .currency(code)) }
        let words = Magnitude.allCases
            .flatMap { magnitude in
                (magnitudes[magnitude]?.words ?? []).map { (word: $0, magnitude: magnitude) }
            }
            .sorted { $0.word.count > $1.word.count }
        for (word, magnitude) in words where word.reads(String(text.prefix(word.count))) {
            let rest = withoutFiller(String(text.dropFirst(word.count)).trimmed)
            if rest.isEmpty { return (magnitude, nil) }
            if let code = currencyCode(rest, reporting: currency) {
                return (magnitude, .currency(code))
            }
        }
        return nil
    }

    /// The currency that a symbol, a code or a word stands for; where several could be meant, the
    /// reporting one.
    private func currencyCode(_ text: String, reporting: String) -> String? {
        let own = symbol(of: reporting)
        if !text.isEmpty, text == own || own.hasSuffix(text) && !own.isAlphabetic {
            return reporting
        }
        let codes = [reporting] + currencies.keys.sorted()
        return codes.first { code in
            code == text || symbol(of: code) == text
                || currencies[code]?.words.contains { $0.reads(text) } ?? false
        }
    }

    private func isSeparator(_ character: Character) -> Bool {
        character == decimalSeparator || character == groupingSeparator
    }

    // MARK: Wording

    private var example: String {
        digits(ExactDecimal(12345, scale: 1), digits: 1)
    }

    private var noFigure: ClaimDefect {
        let words = [Sense.better, .up, .down].compactMap { self.words(of: $0).first }
        return ClaimDefect(
            id: "claim-unreadable", "is neither a figure nor a word of direction in \(name)",
            remedy: "write a number (\(example)) with its unit, a word such as "
                + "\(words.joined(separator: ", ")), or leave the brackets empty")
    }

    private func wrongSeparators(_ digits: String) -> ClaimDefect {
        ClaimDefect(
            id: "claim-unreadable", "has separators that \(name) does not write: \(digits)",
            remedy: "write numbers as \(example)")
    }
}

extension Character {
    /// An ASCII digit.
    fileprivate var isDigit: Bool { "0"..."9" ~= self }
}

extension String {
    /// Whether a word of the language is meant: short ones are read to the letter (`m` is not `M`),
    /// longer ones in any case.
    fileprivate func reads(_ text: String) -> Bool {
        self == text || count >= 3 && lowercased() == text.lowercased()
    }
}
