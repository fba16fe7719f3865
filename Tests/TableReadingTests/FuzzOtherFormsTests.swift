import Foundation
import ReportModel
import TableReading
import TestSupport
import Testing

/// Files and cells that have no plain reader beside the fast one: nothing may crash or take long,
/// and a file must come to the same however it is cut.
@Suite("other readers and hostile files", .serialized)
struct FuzzOtherFormsTests {
    @Test("a damaged file, packed and undeclared too, comes to the same, however it is cut")
    func undeclared() throws {
        let seed = SeededNumbers.seed()
        print("seed of undeclared: \(seed)")
        var mutation = FuzzMutation(seed: seed)
        let tables = FuzzTable.undeclared + FuzzTable.all
        let samples = tables.flatMap(\.samples)
        let turns = try fuzzed(share: 0.1) { turn in
            let table = mutation.random.one(of: tables)
            var bytes = mutation.mutated(mutation.random.one(of: table.samples), among: samples)
            if mutation.random.chance(20) {
                bytes = gzipMember(bytes)
                if mutation.random.chance(50) { bytes = mutation.mutated(bytes, among: samples) }
            }
            let sizes = [1, 3, 40, 400, 5000]
            let cuts = (0..<3).map { _ in
                FuzzCut(
                    sizes: [1 + mutation.random.below(500)],
                    chunkSize: mutation.random.one(of: sizes),
                    workers: 1 + mutation.random.below(3))
            }
            return try isSame(
                table, .init(path: "data.csv", bytes: bytes), cuts, "seed \(seed), turn \(turn)")
        }
        print("undeclared: \(turns) files")
    }

    @Test("damaged JSON Lines come to the same, however they are cut")
    func jsonLines() throws {
        let seed = SeededNumbers.seed()
        print("seed of jsonLines: \(seed)")
        var mutation = FuzzMutation(seed: seed)
        let table = FuzzTable("lines", Table(columns: ["customer": "c.id"]))
        let samples = [
            #"{"date":"2026-01-01","amount":1.5,"c":{"id":"a","x":[1,{"y":null}]},"ok":true}"#
                + "\n" + #"{"amount":-2e3,"date":"2026-01-02","c":{"id":"\u00e9\ud83d\ude00\n"}}"#,
            #"{"date":"2026-01-31T10:00:00Z","amount":"12.50","type":"\"\\\/\b"}"# + "\r\n\r\n"
                + #"  { "amount" : 12345678901234567890123456789012345678 , "date" : "2026-02" }  "#,
            "\u{FEFF}" + String(repeating: #"{"a":"#, count: 70) + "1"
                + String(repeating: "}", count: 70),
        ].map { Array($0.utf8) }
        let turns = try fuzzed(share: 0.08) { turn in
            let bytes = mutation.mutated(mutation.random.one(of: samples), among: samples)
            let cuts = [FuzzCut(), FuzzCut(sizes: [1 + mutation.random.below(300)])]
            return try isSame(
                table, .init(path: "data.jsonl", bytes: bytes), cuts, "seed \(seed), turn \(turn)")
        }
        print("jsonLines: \(turns) files")
    }

    @Test("a damaged workbook is read or refused")
    func workbooks() throws {
        let seed = SeededNumbers.seed()
        print("seed of workbooks: \(seed)")
        var mutation = FuzzMutation(seed: seed)
        let table = FuzzTable("workbook", Table())
        var sample = WorkbookSample(
            #"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>amount</t></is></c></row>"#
                + #"<row r="2"><c r="A2" s="1"><v>46023</v></c><c r="B2" s="2"><v>0.125</v></c></row>"#
                + #"<row r="3"><c r="A3" t="d"><v>2026-01-02</v></c><c r="B3"><f>1+1</f><v>2E3</v></c></row>"#
                + #"<row r="4"><c r="A4" t="str"><v>2026-01-03</v></c><c r="B4" t="e"><v>#N/A</v></c></row>"#
        )
        sample.texts = ["<t>date</t>", "<r><t>x</t></r>"]
        sample.styles = [0, 14, 10]
        let parts = sample.parts.map { (name: $0.name, bytes: Array($0.text.utf8)) }
        let markup = parts.map(\.bytes)
        let turns = try fuzzed(share: 0.08) { turn in
            var damaged = parts
            let isInside = mutation.random.chance(80)
            if isInside {
                let part = mutation.random.below(parts.count)
                damaged[part].bytes = mutation.mutated(damaged[part].bytes, among: markup)
            }
            var bytes = storedArchive(damaged)
            if !isInside { bytes = mutation.mutated(bytes, among: [bytes]) }
            return try isSame(
                table, .init(path: "data.xlsx", bytes: bytes), [FuzzCut()],
                "seed \(seed), turn \(turn)")
        }
        print("workbooks: \(turns) files")
    }

    @Test("any cell is a date and a number or none, in any form")
    func cells() throws {
        let seed = SeededNumbers.seed()
        print("seed of cells: \(seed)")
        var mutation = FuzzMutation(seed: seed)
        let forms = [
            "iso", "excel", "dd/MM/yyyy", "M/d/yy h:mm a", "yyyyMMdd", "d MMMM yyyy",
            "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "'Q'Q yyyy", "MMM yyyy",
        ].map { Array($0.utf8) }
        let texts = [
            "2026-01-31", "31/01/2026", "1/31/26 9:05 PM", "20260131", "31 January 2026", "46023.5",
            "2026-01-31T23:59:59.999+02:00", "Q3 2026", "sept 2026", "-1,234.50", "(1.234,50 €)",
            "12.5 %", "1 234 567,89-", "USD 1e-5", "1'000'000", "\u{2212}5",
        ].map { Array($0.utf8) }
        let marks: [UInt8?] = [nil] + Array(",. '".utf8).map { $0 }
        let clock = ContinuousClock()
        let turns = fuzzed(share: 0.04) { turn in
            let form =
                mutation.random.chance(50)
                ? mutation.random.one(of: forms)
                : mutation.mutated(mutation.random.one(of: forms), among: forms)
            let cell = mutation.mutated(mutation.random.one(of: texts), among: texts)
            let numbers = NumberPattern(
                decimal: mutation.random.one(of: Array(".,".utf8)),
                grouping: mutation.random.one(of: marks))
            let time = clock.measure {
                _ = DatePattern(String(decoding: form, as: UTF8.self))?.day(of: cell.span)
                let number = numbers.value(of: cell.span)
                if let small = numbers.small(of: cell.span) {
                    #expect(
                        number == ExactDecimal(Int128(small.significand), scale: small.scale),
                        "seed \(seed), turn \(turn), \(cell)")
                }
                if number == nil { _ = numbers.remedy(for: String(decoding: cell, as: UTF8.self)) }
                var forms = DateForms()
                forms.take(cell.span)
                _ = forms.finding
            }
            if time < .seconds(1) { return true }
            Issue.record("\(time): seed \(seed), turn \(turn), \(cell)")
            return false
        }
        print("cells: \(turns) cells")
    }

    private func isSame(
        _ table: FuzzTable, _ file: NaiveTable.File, _ cuts: [FuzzCut], _ origin: String
    ) throws -> Bool {
        var first: FuzzOutcome?
        let clock = ContinuousClock()
        for cut in cuts {
            let start = clock.now
            let outcome = try cut.read(table, [file])
            let time = clock.now - start
            let difference = first.flatMap { outcome.difference(from: $0) }
            if time < .seconds(1), difference == nil {
                first = first ?? outcome
                continue
            }
            Issue.record(
                """
                \(difference ?? "\(time)")
                \(origin), \(cut), not \(cuts[0])
                \(table.name) \(Data(file.bytes).base64EncodedString())
                \(String(decoding: file.bytes.prefix(1000), as: UTF8.self).debugDescription)
                """)
            return false
        }
        return true
    }
}
