import Diagnostics
import TableReading
import Testing

@Suite("how the dates of a column are written")
struct DateDetectionTests {
    private func forms(_ cells: [String], zone: String? = nil) -> DateForms {
        var forms = DateForms(timeZone: zone)
        for (index, cell) in cells.enumerated() {
            let bytes = Array(cell.utf8)
            forms.take(bytes.span, line: index + 2)
        }
        return forms
    }

    /// `iso`, a pattern, patterns with `|` between them, or `unknown`.
    private func found(_ cells: String...) -> String {
        switch forms(cells).finding {
        case .iso: "iso"
        case .pattern(let pattern, _): pattern.text
        case .ambiguous(let patterns): patterns.map(\.text).joined(separator: "|")
        case .unknown: "unknown"
        }
    }

    @Test("ISO dates, timestamps, months and quarters need no pattern")
    func iso() {
        #expect(found("2026-01-31", "2026-01-31T10:00:00Z", "", "2026-09", "2026-Q3") == "iso")
        #expect(found("2026-01-31", "31/01/2026") == "unknown")
    }

    @Test("a day above twelve says whether days or months come first")
    func decided() {
        #expect(found("03/04/2025", "25/12/2025", "03/04/2025") == "dd/MM/yyyy")
        #expect(found("03/04/2025", "12/25/2025") == "MM/dd/yyyy")
        #expect(found("3/4/2025", "13/4/2025") == "d/M/yyyy")
        #expect(found("3/4/2025", "4/13/2025") == "M/d/yyyy")
        #expect(found("03-04-2025", "25-12-2025") == "dd-MM-yyyy")
        #expect(found("3/14/2025 9:05 PM", "3/4/2025 10:05 am") == "M/d/yyyy h:mm a")
        #expect(found("14/03/2025 09:05:01") == "dd/MM/yyyy HH:mm:ss")
    }

    @Test("forms that nobody writes the other way round need no such day")
    func fixed() {
        #expect(found("03.04.2025", "01.02.2025") == "dd.MM.yyyy")
        #expect(found("3.4.2025") == "d.M.yyyy")
        #expect(found("2025/03/04") == "yyyy/MM/dd")
        #expect(found("20250304") == "yyyyMMdd")
        #expect(found("5 Jan 2025", "17 May 2025") == "d MMM yyyy")
        #expect(found("05-JAN-2025") == "dd-MMM-yyyy")
        #expect(found("Jan 5, 2025") == "MMM d, yyyy")
        #expect(found("May 5, 2025", "January 5, 2025") == "MMMM d, yyyy")
        #expect(found("Sep 2026") == "MMM yyyy")
        #expect(found("Q3 2026") == "'Q'Q yyyy")
    }

    @Test("days and months that can be either are not guessed")
    func ambiguous() {
        #expect(found("03/04/2025", "11/12/2025") == "dd/MM/yyyy|MM/dd/yyyy")
        #expect(found("3/4/2025") == "d/M/yyyy|M/d/yyyy")
        #expect(found("03-04-2025 10:00") == "dd-MM-yyyy HH:mm|MM-dd-yyyy HH:mm")
        let found = forms(["01/01/2025", "03/04/2025"])
            .ambiguity(column: "Close Date", at: SourceLocation(path: "a.csv", line: 1, column: 4))
        #expect(found?.id == "date-ambiguous")
        #expect(
            found?.message
                == "the dates of 'Close Date' fit dd/MM/yyyy and MM/dd/yyyy:"
                + " '03/04/2025' is 3 April 2025 or 4 March 2025")
        #expect(
            found?.remedy
                == "say which: format: {date: dd/MM/yyyy} or format: {date: MM/dd/yyyy}")
        #expect(found?.location?.column == 4)
        #expect(
            forms(["01/01/2025"]).ambiguity(column: "a", at: nil)?.message
                == "the dates of 'a' fit dd/MM/yyyy and MM/dd/yyyy")
        #expect(forms(["25/01/2025"]).ambiguity(column: "a", at: nil) == nil)
    }

    @Test("the cell that decided is the reason")
    func reasons() {
        func because(_ cells: String...) -> String? {
            if case .pattern(_, let because) = forms(cells).finding { because } else { nil }
        }
        #expect(
            because("03/04/2025", "25/12/2025", "26/12/2025")
                == "'25/12/2025' on line 3 can only have the day first")
        #expect(because("12/25/2025") == "'12/25/2025' on line 2 can only have the month first")
        #expect(because("03.04.2025") == "all are written as '03.04.2025'")
    }

    @Test("two forms, short years, numbers and words are not recognised")
    func unknown() {
        #expect(found() == "unknown")
        #expect(found("", "") == "unknown")
        #expect(found("25/12/2025", "12/25/2025") == "unknown")
        #expect(found("25/12/25") == "unknown")
        #expect(found("soon") == "unknown")
        #expect(found("25/12/2025", "soon") == "unknown")
        #expect(found("2026") == "unknown")
        #expect(found(String(repeating: "1", count: 100_000)) == "unknown")
        #expect(forms(["45000", "45001.5"]).remedy.contains("{date: excel}"))
        #expect(forms(["45000", "x"]).remedy.contains("{date: dd/MM/yyyy}"))
    }
}
