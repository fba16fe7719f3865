import ConfigReading
import Diagnostics
import ReportModel
import Testing

@Suite("tables of the settings")
struct TableSourceTests {
    private func read(_ tables: String) -> (MarkedText, ReadSettings) {
        let marked = MarkedText(head + tables)
        return (marked, ReadSettings(marked.text))
    }

    @Test("unknown tables, keys and fields are said with the one that was meant")
    func unknown() {
        let (marked, read) = read(
            """
            tables:
              1️⃣revenu: {file: a.csv}
              customers:
                file: c.csv
                2️⃣colums: {}
                columns: {id: Größe, 3️⃣nmae: Name, 4️⃣height: Höhe}
                compute: {5️⃣segmnt: '"a"'}
                values: {6️⃣regoin: {EMEA: [E]}}
                format: {7️⃣delimeter: ";"}
            """)
        #expect(read.places == (1...7).map { marked[$0] })
        #expect(
            read.ids == [
                "unknown-table", "unknown-key", "unknown-field", "unknown-field", "unknown-field",
                "unknown-field", "unknown-key",
            ])
        #expect(
            read.found.map(\.remedy) == [
                "did you mean 'revenue'?", "did you mean 'columns'?", "did you mean 'name'?",
                "to cut by it, add it to 'dimensions:'", "did you mean 'segment'?",
                "did you mean 'region'?", "did you mean 'delimiter'?",
            ])
    }

    @Test("a dimension of the company is a field of every table")
    func dimensions() {
        let (_, read) = read(
            """
            tables:
              revenue: {file: a.csv, columns: {store: Shop, colour: Color}}
            dimensions: [store, product.colour]
            """)
        #expect(read.found == [])
        #expect(read.settings?.tables[.revenue]?.dimensions == ["store", "colour"])
    }

    @Test("a field is mapped or computed, not both, and that is said once")
    func mappedAndComputed() {
        let (marked, read) = read(
            """
            tables:
              revenue:
                file: a.csv
                columns: {amount: Net}
                compute: {1️⃣amount: Quantity * Price}
                values: {amount: {zero: [x]}}
            """)
        #expect(read.ids == ["field-given-twice"])
        #expect(read.places == [marked[1]])
    }

    @Test("their word has one of ours")
    func values() {
        let (marked, read) = read(
            """
            tables:
              revenue:
                file: a.csv
                values: {type: {recurring: [Sub, Sub], usage: [1️⃣Sub], service: [2️⃣null, 3️⃣]}}
            """.replacing("3️⃣", with: "''"))
        #expect(read.ids == ["value-given-twice", "value-missing"])
        #expect(read.places == [marked[1], marked[2]])
    }

    @Test("where the rows come from is said once and fully, and the rest is read all the same")
    func origins() {
        let (marked, read) = read(
            """
            tables:
              revenue: 1️⃣{columns: {2️⃣amuont: X}}
              customers: {file: a.csv, sqlite: 3️⃣b.db, query: select 1}
              owners: {sqlite: 4️⃣b.db}
              products: {file: a.csv, query: 5️⃣select 1}
              leads:
                file: 6️⃣
                columns: {7️⃣idd: ID}
              spend: {file: 8️⃣[a.csv, b.csv]}
            """)
        #expect(
            read.ids.sorted() == [
                "key-misplaced", "key-missing", "key-missing", "key-missing",
                "origin-given-twice", "type-mismatch", "unknown-field", "unknown-field",
            ])
        let expected = [1, 2, 3, 4, 5, 7, 8].compactMap { marked[$0] }
        let found = read.places.compactMap { $0 }
        #expect(Set(expected).isSubset(of: found))
        #expect(!read.ids.contains("unknown-key"))
    }

    @Test("a field that is left blank is not a field that is not named")
    func blanks() {
        let (marked, read) = read(
            """
            tables:
              revenue:
                file: a.csv
                columns: {1️⃣customer: , 2️⃣date: ~}
                compute: {3️⃣amount: }
            """)
        #expect(read.ids == ["value-missing", "value-missing", "value-missing"])
        #expect(read.places == [marked[1], marked[2], marked[3]])
    }

    @Test("formats that can't be meant are said")
    func formats() {
        let (marked, read) = read(
            """
            tables:
              revenue:
                file: a.csv
                format:
                  delimiter: 1️⃣";;"
                  decimal: 2️⃣€
                  encoding: 3️⃣cp1250
                  date: 4️⃣dd/mm/yyyy
                  missing: ["-", 5️⃣null]
              spend: {file: b.csv, format: 6️⃣{decimal: ".", grouping: "."}}
              leads: {file: c.csv, format: {delimiter: 7️⃣[a]}}
            """)
        #expect(read.places == (1...7).map { marked[$0] })
        #expect(
            read.ids == [
                "type-mismatch", "type-mismatch", "unknown-value", "date-pattern-invalid",
                "value-missing", "format-ambiguous", "type-mismatch",
            ])
    }

    @Test(
        "what stands in numbers anyway can't part their digits",
        arguments: ["decimal: x", "decimal: 5", "grouping: \"-\"", "grouping: e"])
    func separatorsOfNumbers(text: String) {
        let (_, read) = read("tables: {revenue: {file: a.csv, format: {\(text)}}}\n")
        #expect(read.ids == ["format-ambiguous"])
    }

    @Test("a tab is written as a tab, as \\t or as the word")
    func tab() {
        for text in ["\"\\t\"", "'\t'", "\\t", "tab"] {
            let (_, read) = read("tables: {revenue: {file: a.csv, format: {delimiter: \(text)}}}\n")
            #expect(read.found == [], "\(text)")
            #expect(read.settings?.tables[.revenue]?.format.delimiter == 9, "\(text)")
        }
    }

    @Test("the places of what is mapped are kept for whoever misses the column")
    func places() {
        let (marked, read) = read(
            """
            tables:
              revenue:
                file: 1️⃣daten/*.csv
                columns: {customer: 2️⃣"Konto-Nr.", region: 3️⃣Gebiet}
            dimensions: [4️⃣region]
            """)
        let source = read.settings?.tables[.revenue]
        #expect(source?.origin.location == marked[1])
        #expect(source?.columns["customer"]?.location == marked[2])
        #expect(source?.columns["region"]?.location == marked[3])
        #expect(read.settings?.dimensions.first?.location == marked[4])
    }
}
