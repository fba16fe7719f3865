internal import ReportModel

extension FigureWriter {
    /// Reads the text in a figure's brackets and compares it with the figure, at the precision typed.
    ///
    /// - Returns: nil when the claim holds.
    package func defect(ofClaim text: String, about figure: ClaimedFigure) -> ClaimDefect? {
        switch language.readClaim(text, currency: currency) {
        case .failure(let defect): defect
        case .success(let claim): judge(claim, against: figure)
        }
    }

    /// Compares a claim with its figure, at the precision typed.
    ///
    /// - Returns: nil when the claim holds.
    package func judge(_ claim: Claim, against figure: ClaimedFigure) -> ClaimDefect? {
        let actual: ExactDecimal
        switch figure.value {
        case .known(let number): actual = number
        case .undefined(let reason):
            return ClaimDefect(
                id: "claim-undefined",
                "'\(claim.text)' is claimed, the figure is undefined: \(reason.text)",
                remedy: "write \(figure.link("")), which prints \(language.undefined)",
                correctText: "")
        }
        if claim.direction != nil, figure.difference == nil {
            return ClaimDefect(
                id: "claim-unit",
                "'\(claim.text)' says a direction, and the figure compares nothing",
                remedy: "add what it is compared with: ?vs=py, ?vs=pp or ?vs=plan")
        }
        guard let number = claim.number else { return judge(direction: claim, actual, figure) }
        return unitDefect(claim, number, actual, figure)
            ?? signDefect(claim, number, actual, figure)
            ?? valueDefect(claim, number, actual, figure)
    }

    // MARK: Rules

    private func judge(
        direction claim: Claim, _ actual: ExactDecimal, _ figure: ClaimedFigure
    ) -> ClaimDefect? {
        guard let direction = claim.direction else { return nil }
        let shown = figure.shown(actual).rounded(to: figure.displayDigits)
        if holds(direction.sense, shown, figure.betterIs) { return nil }
        let word = oppositeWord(direction, shown, figure.betterIs)
        return ClaimDefect(
            id: "claim-false",
            "the text says '\(claim.text)', the difference is \(figure.text(actual, self))",
            remedy: "write \(figure.link(word))", correctText: word)
    }

    private func unitDefect(
        _ claim: Claim, _ number: Claim.Number, _ actual: ExactDecimal, _ figure: ClaimedFigure
    ) -> ClaimDefect? {
        let wanted = figure.claimedUnit
        let isScalable = [.money, .count].contains(figure.unit) && figure.difference != .relative
        let isRight =
            switch (number.unit, wanted) {
            case (.currency(let code), nil): figure.unit == .money && code == currency
            case (nil, .percent), (nil, .points): figure.difference == nil
            case (nil, _): true
            case (let typed?, let wanted): typed == wanted
            }
        if isRight, number.magnitude == .one || isScalable { return nil }
        return defect(
            "claim-unit", claim, actual, figure, figure.text(actual, self),
            clause: "in another unit")
    }

    /// A difference carries its sign, by a mark or a word, and never two that contradict each other.
    private func signDefect(
        _ claim: Claim, _ number: Claim.Number, _ actual: ExactDecimal, _ figure: ClaimedFigure
    ) -> ClaimDefect? {
        guard figure.difference != nil else { return nil }
        let text = figure.text(actual, self)
        if claim.direction == nil, number.sign == nil, !number.value.isZero {
            return ClaimDefect(
                id: "claim-unsigned", "the difference '\(claim.text)' says neither plus nor minus",
                remedy: "write \(figure.link(text)), or a word of direction in the brackets",
                correctText: text)
        }
        if claim.direction != nil, number.sign != nil {
            return ClaimDefect(
                id: "claim-unreadable", "'\(claim.text)' has a sign and a word of direction",
                remedy: "write \(figure.link(text))", correctText: text)
        }
        return nil
    }

    private func valueDefect(
        _ claim: Claim, _ number: Claim.Number, _ actual: ExactDecimal, _ figure: ClaimedFigure
    ) -> ClaimDefect? {
        let shown = figure.shown(actual).shifted(by: -number.magnitude.exponent)
        let rounded = shown.rounded(to: number.digits)
        var isNegative = number.sign == .minus
        var isRight = true
        if let direction = claim.direction {
            // The word gives the sign; the number beside it has none.
            isRight = holds(direction.sense, rounded, figure.betterIs)
            isNegative = rounded.isNegative
        }
        if number.value.isZero, let sign = number.sign, !actual.isZero {
            isRight = (sign == .minus) == actual.isNegative
        }
        let typed = isNegative ? -number.value : number.value
        if isRight, typed == rounded { return nil }
        let text = retyped(claim, number, rounded, actual, figure)
        return defect("claim-false", claim, actual, figure, text, clause: nil)
    }

    // MARK: Directions

    /// Whether a word holds of a difference that is rounded as it is printed.
    private func holds(_ sense: Language.Sense, _ shown: ExactDecimal, _ better: Direction) -> Bool
    {
        let isUp = !shown.isZero && !shown.isNegative
        return switch sense {
        case .up: isUp
        case .down: shown.isNegative
        case .better: !shown.isZero && isUp == (better == .higher)
        case .worse: !shown.isZero && isUp != (better == .higher)
        case .unchanged: shown.isZero
        }
    }

    /// The word at the same place of the list that does hold.
    private func oppositeWord(
        _ direction: Claim.Direction, _ shown: ExactDecimal, _ better: Direction
    ) -> String {
        let senses: [Language.Sense] =
            [.better, .worse].contains(direction.sense)
            ? [.better, .worse, .unchanged] : [.up, .down, .unchanged]
        let sense = senses.first { holds($0, shown, better) } ?? .unchanged
        let index = language.words(of: direction.sense).firstIndex(of: direction.word) ?? 0
        let words = language.words(of: sense)
        return words.indices.contains(index) && sense != .unchanged
            ? words[index] : words.first ?? ""
    }

    // MARK: Wording

    private func defect(
        _ id: String, _ claim: Claim, _ actual: ExactDecimal, _ figure: ClaimedFigure,
        _ text: String, clause: String?
    ) -> ClaimDefect {
        let what = figure.difference == nil ? "figure" : "difference"
        let tail = clause.map { ", \($0)" } ?? ""
        return ClaimDefect(
            id: id, "the text says '\(claim.text)', the \(what) is \(text)\(tail)",
            remedy: "write \(figure.link(text))", correctText: text)
    }

    /// The figure as the author typed it: same digits, same unit, same words where they still hold.
    private func retyped(
        _ claim: Claim, _ number: Claim.Number, _ rounded: ExactDecimal, _ actual: ExactDecimal,
        _ figure: ClaimedFigure
    ) -> String {
        if let direction = claim.direction, !holds(direction.sense, rounded, figure.betterIs) {
            let format = FigureFormat(.prose, digits: number.digits)
            return figure.difference.map { difference(actual, $0, unit: figure.unit, format) } ?? ""
        }
        let digits = language.digits(
            rounded, digits: number.digits, isGrouped: !number.isUngrouped)
        let hasPlus = figure.difference != nil || number.sign == .plus
        var sign = rounded.isZero ? "" : rounded.isNegative ? minusSign : hasPlus ? "+" : ""
        if claim.direction != nil { sign = "" }
        return sign + number.before + digits + number.after
    }
}
