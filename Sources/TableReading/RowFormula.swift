import Diagnostics
import ReportModel

/// An expression over the columns of a file, names resolved and operands checked.
indirect enum RowFormula: Sendable {
    case number(ExactDecimal)
    case text([UInt8])
    case cell(Int)
    case rowNumber
    case fileName
    case negative(RowFormula)
    case arithmetic(Expression.Operator, RowFormula, RowFormula)
    /// As numbers, as texts, or, for the order of two columns, as whichever both cells are.
    case comparison(Expression.Operator, RowFormula, RowFormula, Comparison)
    /// A cell that is a date with a day.
    case dayComparison(Expression.Operator, Int, Day)
    case not(RowFormula)
    case both(RowFormula, RowFormula)
    case either(RowFormula, RowFormula)
    case ifUndefined(RowFormula, RowFormula)

    enum Comparison: Sendable {
        case numbers
        case texts
        case either
    }

    /// The columns that it looks at.
    var cells: Set<Int> {
        switch self {
        case .cell(let cell), .dayComparison(_, let cell, _): [cell]
        case .negative(let inner), .not(let inner): inner.cells
        case .arithmetic(_, let a, let b), .comparison(_, let a, let b, _), .both(let a, let b),
            .either(let a, let b), .ifUndefined(let a, let b):
            a.cells.union(b.cells)
        case .number, .text, .rowNumber, .fileName: []
        }
    }

    /// The columns that a condition compares as numbers.
    var comparedNumbers: Set<Int> {
        switch self {
        case .comparison(_, let a, let b, .numbers): a.cells.union(b.cells)
        case .not(let inner): inner.comparedNumbers
        case .both(let a, let b), .either(let a, let b):
            a.comparedNumbers.union(b.comparedNumbers)
        default: []
        }
    }

    /// Whether it depends on how many rows stand before.
    var countsRows: Bool {
        switch self {
        case .rowNumber: true
        case .negative(let inner), .not(let inner): inner.countsRows
        case .arithmetic(_, let a, let b), .comparison(_, let a, let b, _), .both(let a, let b),
            .either(let a, let b), .ifUndefined(let a, let b):
            a.countsRows || b.countsRows
        case .number, .text, .cell, .fileName, .dayComparison: false
        }
    }

    /// What a formula gives, as far as its text tells.
    enum Kind {
        case cell
        case number
        case text
        case truth
    }
}

/// Turns expressions into row formulas against the header of one file.
struct RowFormulaCompiler {
    /// Columns by name, those that occur twice left out.
    let columns: [String: Int]
    let ambiguous: Set<String>
    /// Those that are mapped to a field of dates.
    let dateColumns: Set<Int>
    /// The file that the header is of.
    let path: String
    private(set) var diagnostics: [Diagnostic] = []

    init(
        columns: [String: Int], ambiguous: Set<String>, dateColumns: Set<Int>, path: String
    ) {
        self.columns = columns
        self.dateColumns = dateColumns
        self.ambiguous = ambiguous
        self.path = path
    }

    /// A formula that gives a value for a field.
    mutating func value(_ expression: Expression) -> RowFormula? {
        guard let (formula, kind) = compile(expression) else { return nil }
        if kind == .truth {
            return refuse("a computed field is a number or a text, not a condition", expression)
        }
        return formula
    }

    /// A formula that says whether a row is kept.
    mutating func condition(_ expression: Expression) -> RowFormula? {
        guard let (formula, kind) = compile(expression) else { return nil }
        if kind != .truth {
            return refuse("'where' needs a condition, as in Type != \"x\"", expression)
        }
        return formula
    }

    private mutating func compile(_ expression: Expression) -> (RowFormula, Kind)? {
        switch expression.kind {
        case .number(let number):
            // So that arithmetic has room; cells have no more digits either.
            if number.significand.magnitude >= ExactDecimal.powerOfTen(38).magnitude {
                return refuse("a number has at most 38 digits", expression)
            }
            return (.number(number), .number)
        case .text(let text): return (.text(Array(text.utf8)), .text)
        case .name(let name): return resolve(name, expression)
        case .call(let name, let arguments): return call(name, arguments, expression)
        case .negative(let inner):
            return operand(inner, .number, "a minus").map { (.negative($0), .number) }
        case .not(let inner):
            return operand(inner, .truth, "'not'").map { (.not($0), .truth) }
        case .binary(let sign, let left, let right):
            return binary(sign, left, right)
        }
    }

    private mutating func resolve(
        _ name: String, _ expression: Expression
    ) -> (RowFormula, Kind)? {
        if let index = columns[name] { return (.cell(index), .cell) }
        if ambiguous.contains(name) {
            diagnostics.append(
                Diagnostic(
                    id: "column-ambiguous", "\(path) has the column '\(name)' more than once",
                    remedy: "give the columns different names", at: expression.location))
            return nil
        }
        if name == "row_number" { return (.rowNumber, .number) }
        if name == "file_name" { return (.fileName, .text) }
        diagnostics.append(
            Diagnostic(
                id: "column-missing", "\(path) has no column '\(name)'",
                remedy: didYouMean(name, among: columns.keys), at: expression.location))
        return nil
    }

    private mutating func call(
        _ name: String, _ arguments: [Expression], _ expression: Expression
    ) -> (RowFormula, Kind)? {
        if name != "if_undefined" {
            diagnostics.append(
                Diagnostic(
                    id: "unknown-function", "there is no function '\(name)' for rows",
                    remedy: didYouMean(name, among: ["if_undefined"]), at: expression.location))
            return nil
        }
        if arguments.count != 2 {
            return refuse("if_undefined(a, b) takes two values", expression)
        }
        let first = compile(arguments[0])
        let second = compile(arguments[1])
        guard let first, let second else { return nil }
        let kinds = [first.1, second.1]
        if kinds.contains(.truth) || kinds.contains(.text) && kinds.contains(.number) {
            return refuse("both values of if_undefined are numbers or both are texts", expression)
        }
        let kind = kinds[0] == .cell ? kinds[1] : kinds[0]
        return (.ifUndefined(first.0, second.0), kind)
    }

    private mutating func binary(
        _ sign: Expression.Operator, _ left: Expression, _ right: Expression
    ) -> (RowFormula, Kind)? {
        switch sign {
        case .add, .subtract, .multiply, .divide:
            let a = operand(left, .number, "'\(sign.rawValue)'")
            let b = operand(right, .number, "'\(sign.rawValue)'")
            guard let a, let b else { return nil }
            return (.arithmetic(sign, a, b), .number)
        case .and, .or:
            let a = operand(left, .truth, "'\(sign.rawValue)'")
            let b = operand(right, .truth, "'\(sign.rawValue)'")
            guard let a, let b else { return nil }
            return (sign == .and ? .both(a, b) : .either(a, b), .truth)
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            let a = compile(left)
            let b = compile(right)
            guard let a, let b else { return nil }
            if case .cell(let cell) = a.0, isOfDates(sign, cell, b) {
                return dayComparison(sign, cell, b.0, right)
            }
            if case .cell(let cell) = b.0, isOfDates(sign, cell, a) {
                return dayComparison(sign.mirrored, cell, a.0, left)
            }
            guard let comparison = comparison(sign, a.1, b.1) else {
                return refuse("a text and a number cannot be compared", right)
            }
            return (.comparison(sign, a.0, b.0, comparison), .truth)
        }
    }

    /// Whether a column is compared as a date: with a day, and in order where it is one.
    private func isOfDates(
        _ sign: Expression.Operator, _ cell: Int, _ other: (RowFormula, Kind)
    ) -> Bool {
        var isDay = false
        if case .text(let bytes) = other.0 { isDay = Self.day(bytes) != nil }
        let isDate = dateColumns.contains(cell)
        let isOrder = sign != .equal && sign != .notEqual
        return isDay || isOrder && isDate && other.1 != .cell
    }

    private mutating func dayComparison(
        _ sign: Expression.Operator, _ cell: Int, _ other: RowFormula, _ expression: Expression
    ) -> (RowFormula, Kind)? {
        if case .text(let bytes) = other, let day = Self.day(bytes) {
            return (.dayComparison(sign, cell, day), .truth)
        }
        let name = columns.first { $0.value == cell }?.key ?? ""
        diagnostics.append(
            Diagnostic(
                id: "type-mismatch", "'\(name)' is a date and is compared with something else",
                remedy: "write the date as year, month and day in quotes: \"2026-01-31\"",
                at: expression.location))
        return nil
    }

    private static func day(_ bytes: [UInt8]) -> Day? {
        Day(iso: String(decoding: bytes, as: UTF8.self))
    }

    private func comparison(
        _ sign: Expression.Operator, _ left: Kind, _ right: Kind
    ) -> RowFormula.Comparison? {
        switch (left, right) {
        case (.truth, _), (_, .truth), (.number, .text), (.text, .number): nil
        case (.number, _), (_, .number): .numbers
        case (.text, _), (_, .text): .texts
        case (.cell, .cell): sign == .equal || sign == .notEqual ? .texts : .either
        }
    }

    private mutating func operand(
        _ expression: Expression, _ wanted: RowFormula.Kind, _ what: String
    ) -> RowFormula? {
        guard let (formula, kind) = compile(expression) else { return nil }
        if kind == wanted || wanted == .number && kind == .cell { return formula }
        return refuse(
            "\(what) needs \(wanted == .number ? "numbers" : "conditions") on its sides", expression
        )
    }

    private typealias Kind = RowFormula.Kind

    private mutating func refuse<Result>(_ message: String, _ expression: Expression) -> Result? {
        diagnostics.append(Diagnostic(id: "type-mismatch", message, at: expression.location))
        return nil
    }
}
