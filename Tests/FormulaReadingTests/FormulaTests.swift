import Diagnostics
import FormulaReading
import ReportModel
import TestSupport
import Testing

@Suite("formulas")
struct FormulaTests {
    private let start = SourceLocation(path: "metrics.yml", line: 3, column: 10)

    private func tree(_ text: String) throws -> Expression {
        var found: [Diagnostic] = []
        let expression = parseExpression(text, at: start, diagnostics: &found)
        #expect(found.isEmpty, "\(found)")
        return try #require(expression)
    }

    /// Every operation in parentheses.
    private func shape(_ expression: Expression) -> String {
        switch expression.kind {
        case .number(let number): number.canonical
        case .text(let text): "'\(text)'"
        case .name(let name): name
        case .call(let name, let arguments):
            "\(name)(\(arguments.map(shape).joined(separator: ", ")))"
        case .negative(let inner): "(-\(shape(inner)))"
        case .not(let inner): "(not \(shape(inner)))"
        case .binary(let symbol, let left, let right):
            "(\(shape(left)) \(symbol.rawValue) \(shape(right)))"
        }
    }

    @Test(
        "operators bind as in school, and from left to right",
        arguments: [
            ("a + b * c", "(a + (b * c))"), ("a - b - c", "((a - b) - c)"),
            ("a / b / c", "((a / b) / c)"), ("(a + b) * c", "((a + b) * c)"),
            ("-a * b", "((-a) * b)"), ("a * -b", "(a * (-b))"), ("-(a + b)", "(-(a + b))"),
            ("--a", "a"), ("---a", "(-a)"), ("a - -b", "(a - (-b))"),
            ("a = 1 or b = 2 and c = 3", "((a = 1) or ((b = 2) and (c = 3)))"),
            ("not a = 1 and b = 2", "((not (a = 1)) and (b = 2))"),
            ("not (a = 1 and b = 2)", "(not ((a = 1) and (b = 2)))"),
            ("not not a = 1", "(a = 1)"), ("a + 1 >= b * 2", "((a + 1) >= (b * 2))"),
            ("a == 1", "(a = 1)"), ("a <> 1", "(a != 1)"),
            (
                "where(revenue, type = \"x\" and y != 'z') / revenue",
                "(where(revenue, ((type = 'x') and (y != 'z'))) / revenue)"
            ),
            ("trailing(lag(mrr, 3), 12)", "trailing(lag(mrr, 3), 12)"), ("now()", "now()"),
            ("5% * a", "(0.05 * a)"), (".5 + 5.", "(0.5 + 5)"),
            ("[Posting Date] != \"\"", "(Posting Date != '')"),
            ("[and] + [or]", "(and + or)"), ("owner.region = \"EMEA\"", "(owner.region = 'EMEA')"),
            ("größe > 1", "(größe > 1)"), ("'it said \"no\"' = a", "('it said \"no\"' = a)"),
            (" a\n\t+\r\n b ", "(a + b)"),
        ])
    func precedence(text: String, shape: String) throws {
        #expect(self.shape(try tree(text)) == shape)
    }

    @Test(
        "a mistake is told at its place",
        arguments: [
            ("a + 1️⃣", "found the end"), ("a 1️⃣b", "found 'b'"), ("(a + b1️⃣", "expected ')'"),
            ("1️⃣) + a", "found ')'"), ("a = b 1️⃣= c", "expected nothing more"),
            ("a + 1️⃣\"open", "not closed"), ("a + 1️⃣'open", "not closed"),
            ("a + 1️⃣[open", "not closed"), ("a 1️⃣& b", "'&' has no meaning"),
            ("a + 1️⃣1.2.3", "is not a number"), ("f(a 1️⃣b)", "expected ')'"), ("f(a,1️⃣)", "found ')'"),
            ("a + 1️⃣and", "found 'and'"), ("1️⃣", "found the end"), ("[x]1️⃣(a)", "nothing more"),
            ("größe + 1️⃣*", "found '*'"), ("a 1️⃣! b", "no meaning"), ("1️⃣\u{0}", "no meaning"),
        ])
    func mistakes(marked: String, message: String) throws {
        let marker = try #require(marked.firstRange(of: "1️⃣"))
        let offset = marked[..<marker.lowerBound].utf8.count
        let text = marked.replacing("1️⃣", with: "")
        var found: [Diagnostic] = []
        #expect(parseExpression(text, at: start, diagnostics: &found) == nil)
        let diagnostic = try #require(found.first)
        #expect(found.count == 1)
        #expect(diagnostic.id == "formula-syntax")
        #expect(diagnostic.message.contains(message), "\(diagnostic.message)")
        #expect(diagnostic.location?.column == start.column + offset)
        #expect(diagnostic.location?.line == start.line)
    }

    @Test("nodes know where they begin")
    func places() throws {
        let expression = try tree("aa + where(bb, cc = \"x\")")
        #expect(expression.names.map(\.name) == ["aa", "bb", "cc"])
        #expect(expression.names.map(\.location?.column) == [10, 21, 25])
    }

    @Test("equal formulas are equal wherever they stand")
    func equality() throws {
        #expect(try tree("a+b") == tree(" a  + b"))
        #expect(try tree("1.0") == tree("1"))
        #expect(try tree("a + b") != tree("b + a"))
        #expect(try Set([tree("a = 'x'"), tree("a=\"x\"")]).count == 1)
    }

    @Test("what is printed parses to the same formula")
    func printing() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of the formulas: \(seed)")
        var random = SeededNumbers(seed: seed)
        for _ in 0..<3000 {
            let expression = formula(&random, depth: 5)
            let text = expression.text
            #expect(try tree(text) == expression, "\(text)")
        }
    }

    private func formula(_ random: inout SeededNumbers, depth: Int) -> Expression {
        if depth == 0 || random.chance(15) {
            switch random.below(4) {
            case 0:
                return Expression(
                    .number(ExactDecimal(Int128(random.below(10_000)), scale: random.below(4))))
            case 1:
                return Expression(.text(random.one(of: ["", "a b", "it's", "\"", "größe", "<&>"])))
            default:
                return Expression(
                    .name(
                        random.one(of: [
                            "mrr", "owner.region", "Posting Date", "and", "not", "", "1st", "a.",
                            "a..b",
                            "größe", "a-b", "x(y)",
                        ])))
            }
        }
        switch random.below(8) {
        case 0: return Expression(.negative(formula(&random, depth: depth - 1)))
        case 1: return Expression(.not(formula(&random, depth: depth - 1)))
        case 2:
            let arguments = (0..<random.below(3)).map { _ in formula(&random, depth: depth - 1) }
            return Expression(.call(random.one(of: ["where", "lag", "f_1"]), arguments))
        default:
            let symbols: [Expression.Operator] = [
                .add, .subtract, .multiply, .divide, .equal, .notEqual, .less, .lessOrEqual,
                .greater, .greaterOrEqual, .and, .or,
            ]
            let symbol = random.one(of: symbols)
            return Expression(
                .binary(
                    symbol, formula(&random, depth: depth - 1), formula(&random, depth: depth - 1)))
        }
    }

    @Test(
        "hostile formulas are refused and break nothing",
        arguments: [
            String(repeating: "(", count: 10_000),
            String(repeating: "(", count: 10_000) + "a" + String(repeating: ")", count: 10_000),
            String(repeating: "f(", count: 10_000), String(repeating: "a+", count: 100_000) + "a",
            String(repeating: "a or ", count: 100_000), String(repeating: "1", count: 100_000),
            String(repeating: "a = (not ", count: 5_000), "\u{FEFF}", "a\u{202E}+", "1e99 +", "…",
        ])
    func hostile(text: String) {
        var found: [Diagnostic] = []
        let expression = parseExpression(text, at: nil, diagnostics: &found)
        #expect(expression == nil || found.isEmpty)
        #expect(found.count <= 1)
        #expect((found.first?.message.utf8.count ?? 0) < 1000)
    }

    @Test("a long chain within reason is read: two hundred customers")
    func longFilter() throws {
        let text = (0..<200).map { "customer = \"\($0)\"" }.joined(separator: " or ")
        #expect(try tree(text).names.count == 200)
        let signs = String(repeating: "-", count: 1500) + "a"
        #expect(shape(try tree(signs)) == "a")
    }
}
