import FigureWording
import ReportModel
import TestSupport
import Testing

@Suite("Figures and claims together")
struct WordingPropertyTests {
    private let seed: UInt64 = 1_914

    @Test(
        "what is written holds as a claim, one more in its last digit does not",
        arguments: ["en", "es"])
    func roundTrip(code: String) throws {
        var generator = SeededNumbers(seed: seed)
        let writer = try writer(code)
        let other = try self.writer(code == "en" ? "es" : "en")
        for _ in 0..<2_000 {
            let digits = Int.random(in: 1...14, using: &generator)
            let limit = ExactDecimal.powerOfTen(digits)
            let significand =
                Int128(
                    Int64.random(
                        in: -1_000_000_000_000_000...1_000_000_000_000_000, using: &generator))
                % limit
            let value = ExactDecimal(significand, scale: Int.random(in: 0...6, using: &generator))
            let unit = try #require(Unit.allCases.randomElement(using: &generator))
            let isFull = Bool.random(using: &generator)
            let text = writer.text(value, unit: unit, isFull ? .full : .prose)
            let figure = ClaimedFigure(
                value: .known(value), unit: unit, betterIs: .higher, destination: "kpi:x")
            #expect(
                writer.defect(ofClaim: text, about: figure) == nil, "seed \(seed): \(text) \(value)"
            )
            let wrong = raised(text)
            #expect(
                writer.defect(ofClaim: wrong, about: figure)?.id == "claim-false",
                "seed \(seed): \(wrong) \(value)")
            if text.contains(writer.language.decimalSeparator) {
                let defect = other.defect(ofClaim: text, about: figure)
                #expect(defect != nil, "seed \(seed): \(text) read in \(other.language.name)")
            }
            let kind = DifferenceKind(of: unit)
            let difference = writer.difference(value, kind, unit: unit)
            let compared = ClaimedFigure(
                value: .known(value), unit: unit, difference: kind, betterIs: .lower,
                destination: "kpi:x?vs=py")
            #expect(
                writer.defect(ofClaim: difference, about: compared) == nil,
                "seed \(seed): \(difference) \(value)")
        }
    }

    private func writer(_ code: String) throws -> FigureWriter {
        try FigureWordingTests.writer(code)
    }

    /// The text with its last digit one higher, nine becoming eight.
    private func raised(_ text: String) -> String {
        var characters = Array(text)
        guard let index = characters.lastIndex(where: { "0"..."9" ~= $0 }) else { return text }
        let digit = characters[index].wholeNumberValue ?? 0
        characters[index] = Character(String(digit == 9 ? 8 : digit + 1))
        return String(characters)
    }
}
