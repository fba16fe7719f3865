import ReportModel
import TableReading

/// What stands before the rows of a file, read plainly: `sep=`, lines to skip, and the names.
struct NaiveHead {
    private(set) var delimiter: Unicode.Scalar = ","
    /// Nil where the file has no row of names.
    private(set) var names: [String]?
    private(set) var isDamaged = false
    private(set) var faults: [CSVFault] = []
    /// Reads the rows.
    var csv: NaiveCSV

    private static let candidates: [Unicode.Scalar] = [",", ";", "\t", "|"]

    init(_ text: NaiveText, format: TableFormat) {
        let scalars = text.scalars
        var start = 0
        var named: Unicode.Scalar?
        let first = Self.rawLine(scalars, 0)
        if first.text.count == 5, first.text.starts(with: "sep=".unicodeScalars),
            let last = first.text.last, last.isASCII, last != "\"", last != "\0"
        {
            named = last
            start = first.next
        }
        var toSkip = format.skip
        if case .line(let number)? = format.header { toSkip = number - 1 - (start > 0 ? 1 : 0) }
        for _ in 0..<max(0, toSkip) { start = Self.rawLine(scalars, start).next }
        delimiter =
            format.delimiter.map { Unicode.Scalar($0) } ?? named
            ?? Self.guess(scalars, start, format)
        csv = NaiveCSV(text, delimiter: delimiter, from: start)
        findNames(format)
        if format.header == TableFormat.Header.none {
            csv = NaiveCSV(text, delimiter: delimiter, from: start)
            csv.width = names?.count
        }
    }

    private mutating func findNames(_ format: TableFormat) {
        while true {
            let before = csv.faults.count
            csv.width = nil
            guard let row = csv.next() else {
                faults = csv.faults
                return
            }
            switch format.header {
            case TableFormat.Header.none?:
                names = (1...row.cellCount).map { String($0) }
                return
            case .row(let name)?
            where !csv.lastCells.contains(where: { Self.trimmed($0) == name }):
                continue
            default:
                names = csv.lastCells.map(Self.trimmed)
                isDamaged = row.isDamaged
                faults = Array(csv.faults[before...])
                return
            }
        }
    }

    static func trimmed(_ name: String) -> String {
        func isSpace(_ character: Character) -> Bool {
            character.isWhitespace || character == "\u{FEFF}"
        }
        let rest = name.drop(while: isSpace).reversed().drop(while: isSpace)
        return String(rest.reversed())
    }

    /// A line whatever quotes it has, and where the next one begins.
    private static func rawLine(
        _ scalars: [Unicode.Scalar], _ start: Int
    ) -> (text: ArraySlice<Unicode.Scalar>, next: Int) {
        let line = scalars[start...].prefix { $0 != "\n" && $0 != "\r" }
        var next = line.endIndex
        if next < scalars.count {
            next += scalars[next...].starts(with: "\r\n".unicodeScalars) ? 2 : 1
        }
        return (line, next)
    }

    /// The candidate that is oftenest in the line of the names, outside quotes.
    private static func guess(
        _ scalars: [Unicode.Scalar], _ start: Int, _ format: TableFormat
    ) -> Unicode.Scalar {
        var counts: [Unicode.Scalar: Int] = [:]
        var line = String.UnicodeScalarView()
        // Inside quotes; a quote opens at the beginning of a cell or right after one that closed.
        var isOpen = false
        var mayOpen = true
        var i = start
        while true {
            let scalar = i < scalars.count ? scalars[i] : nil
            if scalar == nil || !isOpen && (scalar == "\n" || scalar == "\r") {
                let text = String(line)
                var isBefore = false
                if case .row(let name)? = format.header { isBefore = !text.contains(name) }
                let isPassedOver = text.isBlankInTables || isBefore
                if isPassedOver { counts = [:] }
                if scalar == nil || !isPassedOver { break }
                line = .init()
                mayOpen = true
                i += 1
                continue
            }
            guard let scalar else { break }
            line.append(scalar)
            if scalar == "\"" {
                if isOpen { (isOpen, mayOpen) = (false, true) } else if mayOpen { isOpen = true }
            } else if !isOpen {
                let isDelimiter = candidates.contains(scalar)
                if isDelimiter { counts[scalar, default: 0] += 1 }
                mayOpen = isDelimiter
            }
            i += 1
        }
        let most = counts.values.max() ?? 0
        return candidates.first { counts[$0, default: 0] == most } ?? ","
    }
}
