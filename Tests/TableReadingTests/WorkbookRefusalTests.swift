import TableReading
import TestSupport
import Testing

private let row = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c></row>"

private func refusal(
    _ bytes: [UInt8], sheet: String? = nil, at location: Testing.SourceLocation = #_sourceLocation
) throws -> WorkbookRefusal {
    try #require(throws: WorkbookRefusal.self, sourceLocation: location) {
        try workbook(bytes, sheet: sheet)
    }
}

@Suite("Excel workbooks that cannot be read, or look as if")
struct WorkbookRefusalTests {
    private let three = WorkbookSample(sheets: [
        .init(name: "Old", state: "hidden", rows: row.replacing(">a<", with: ">old<")),
        .init(name: "Plan", rows: row.replacing(">a<", with: ">plan<")),
        .init(name: "Actual &amp; rest", rows: row.replacing(">a<", with: ">actual<")),
    ])

    @Test("the first sheet that is shown is read where none is named")
    func sheets() throws {
        let first = try workbook(three.bytes)
        #expect(first.rows == [["plan"]])
        #expect(first.findings == ["The sheet is 'Plan', the first that is shown of 3."])
        #expect(try workbook(three.bytes, sheet: "Actual & rest").rows == [["actual"]])
        #expect(try workbook(three.bytes, sheet: "Old").findings == ["The sheet 'Old' is hidden."])
    }

    @Test("an unknown sheet is told with the one that was meant")
    func unknownSheet() throws {
        let problem = try refusal(three.bytes, sheet: "plam")
        #expect(problem.id == "sheet-unknown")
        #expect(problem.subject == .sheet)
        #expect(problem.remedy == "did you mean 'Plan'?")
        #expect(
            try refusal(three.bytes, sheet: "x").remedy == "known are: Actual & rest, Old, Plan")
    }

    @Test("the strict edition of the format, prefixes and CDATA are read alike")
    func editions() throws {
        var sample = WorkbookSample(row)
        sample.isStrict = true
        #expect(try workbook(sample.bytes).rows == [["a"]])
        sample.changes["xl/worksheets/sheet0.xml"] =
            "<x:worksheet xmlns:x=\"urn:x\"><x:sheetData><x:row><x:c t=\"str\">"
            + "<x:v><![CDATA[a<b]]></x:v></x:c></x:row></x:sheetData></x:worksheet>"
        #expect(try workbook(sample.bytes).rows == [["a<b"]])
    }

    @Test("what is no workbook is said to be what it is")
    func kinds() throws {
        #expect(try refusal(Array("a,b\n1,2".utf8)).id == "workbook-kind")
        let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]
        #expect(try refusal(old).message == "the file is a workbook of the old kind (.xls)")
        let locked = old + "EncryptedPackage".utf16.flatMap { [UInt8($0), 0] }
        #expect(try refusal(locked).id == "workbook-encrypted")
        let open = storedArchive([("content.xml", [])])
        #expect(try refusal(open).message.contains("OpenDocument"))
        #expect(try refusal(storedArchive([("a.txt", [])])).id == "workbook-damaged")
        #expect(try refusal([]).id == "workbook-kind")
    }

    @Test("an encrypted archive is told from a damaged one")
    func encrypted() throws {
        let parts = WorkbookSample(row).parts.map { ($0.name, Array($0.text.utf8)) }
        #expect(try refusal(storedArchive(parts, flags: 1)).id == "workbook-encrypted")
    }

    @Test("an archive that says it unpacks to gigabytes is refused before it does")
    func bomb() throws {
        let parts = WorkbookSample(row).parts.map { ($0.name, Array($0.text.utf8)) }
        let bytes = storedArchive(parts, method: 8, size: 0x7FFF_FFFF)
        #expect(try refusal(bytes).id == "workbook-too-large")
    }

    @Test("parts that are missing or no XML are damage")
    func damage() throws {
        for (name, text) in [
            ("xl/workbook.xml", nil), ("xl/worksheets/sheet0.xml", nil),
            ("xl/worksheets/sheet0.xml", ""), ("xl/worksheets/sheet0.xml", "<worksheet>"),
            ("xl/styles.xml", "no"), ("xl/sharedStrings.xml", nil),
            ("xl/_rels/workbook.xml.rels", nil),
        ] {
            var sample = WorkbookSample(row)
            sample.changes[name] = .some(text)
            #expect(try refusal(sample.bytes).id == "workbook-damaged", "\(name)")
        }
        var sample = WorkbookSample(row)
        sample.changes["xl/workbook.xml"] = "<document/>"
        #expect(try refusal(sample.bytes).id == "workbook-kind")
    }

    @Test(
        "rows and cells out of order or out of bounds are damage",
        arguments: [
            "<row r=\"2\"/><row r=\"1\"/>", "<row r=\"2\"/><row r=\"2\"/>", "<row r=\"0\"/>",
            "<row r=\"1048577\"/>", "<row r=\"x\"/>",
            "<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>",
            "<row r=\"1\"><c r=\"A2\"/></row>", "<row r=\"1\"><c r=\"XFE1\"/></row>",
            "<row r=\"99999999999999999999\"/>",
        ])
    func order(rows: String) throws {
        #expect(try refusal(WorkbookSample(rows).bytes).id == "workbook-damaged")
    }

    @Test("a document type is refused, with or without entities, and so is another encoding")
    func entities() throws {
        let bomb =
            "<?xml version=\"1.0\"?><!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>"
            + "<worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>"
        var sample = WorkbookSample(row)
        sample.changes["xl/worksheets/sheet0.xml"] = bomb
        #expect(try refusal(sample.bytes).message.contains("document type"))
        let parts = sample.parts.map { part -> (name: String, bytes: [UInt8]) in
            guard part.name.hasSuffix("sheet0.xml") else {
                return (part.name, Array(part.text.utf8))
            }
            let wide: [UInt8] = part.text.utf8.flatMap { [$0, 0] }
            return (part.name, [0xFF, 0xFE] + wide)
        }
        #expect(try refusal(storedArchive(parts)).message.contains("UTF-8"))
    }

    @Test("text that is no UTF-8 is refused before the parser sees it")
    func encodings() throws {
        for name in ["ISO-8859-1", "utf-16", "UTF-7"] {
            var sample = WorkbookSample(row)
            sample.changes["xl/styles.xml"] =
                "<?xml version='1.0' encoding='\(name)'?><styleSheet/>"
            #expect(try refusal(sample.bytes).message.contains("UTF-8"), "\(name)")
        }
        for wrong in [[0xC3], [0xED, 0xA0, 0x80], [0xF5], [0xC0, 0x80], [0]] {
            let parts = WorkbookSample(row).parts.map { part -> (name: String, bytes: [UInt8]) in
                let isSheet = part.name.hasSuffix("sheet0.xml")
                return (part.name, Array(part.text.utf8) + (isSheet ? wrong.map { UInt8($0) } : []))
            }
            #expect(try refusal(storedArchive(parts)).message.contains("UTF-8"), "\(wrong)")
        }
    }

    @Test(
        "processing instructions, at which the parser ends the program, are refused",
        arguments: [
            "<?x?><sst/>", "\u{FEFF}<?x?><sst/>", "<?xml?><sst/>", "<?xmlx?><sst/>",
            "\n<?x?><sst/>",
            "<?xml version='1.0'?><?x?><sst/>", "<sst><?x?></sst>", "<sst/><?x?>",
            "<?\(String(repeating: "x", count: 2000))?><sst/>",
        ])
    func instructions(text: String) throws {
        var sample = WorkbookSample(row)
        sample.changes["xl/sharedStrings.xml"] = text
        #expect(try refusal(sample.bytes).message.contains("'<?'"))
    }

    @Test("a byte order mark before the XML declaration is none of the text")
    func byteOrderMark() throws {
        var sample = WorkbookSample(row)
        sample.changes["xl/sharedStrings.xml"] =
            "\u{FEFF}<?xml version=\"1.0\"?><sst><si><t>x</t></si></sst>"
        #expect(try workbook(sample.bytes).rows == [["a"]])
    }

    @Test("an external file is never read")
    func externalEntity() throws {
        var sample = WorkbookSample(row)
        sample.changes["xl/sharedStrings.xml"] =
            "<!DOCTYPE sst SYSTEM \"file:///etc/hostname\"><sst><si><t>x</t></si></sst>"
        #expect(try refusal(sample.bytes).id == "workbook-damaged")
    }

    @Test("what the reader of records throws comes out as it is")
    func passesErrorsOn() throws {
        struct Stop: Error {}
        let bytes = WorkbookSample(row).bytes
        #expect(throws: Stop.self) {
            _ = try readWorkbook(bytes) { _ in
            } record: { _ in
                throw Stop()
            }
        }
    }

    @Test("no mutation of a workbook does more than fail")
    func mutations() throws {
        let seed = SeededNumbers.seed()
        var numbers = SeededNumbers(seed: seed)
        var sample = three
        sample.texts = ["<t>shared</t>"]
        sample.styles = [14, 9]
        let bytes = sample.bytes
        for _ in 0..<400 {
            var file = bytes
            for _ in 0...numbers.below(6) {
                file[numbers.below(file.count)] = UInt8(numbers.below(256))
            }
            if numbers.chance(20) { file.removeLast(numbers.below(file.count)) }
            do {
                _ = try workbook(file)
            } catch is WorkbookRefusal {
            } catch {
                Issue.record("\(error), seed \(seed)")
            }
        }
    }

    @Test("no mutation inside the XML of a sheet does more than fail")
    func sheetMutations() throws {
        let seed = SeededNumbers.seed()
        var numbers = SeededNumbers(seed: seed)
        let rows = Array(
            (row
                + "<row r=\"2\"><c r=\"A2\" s=\"0\"><v>45351.5</v></c><c t=\"s\"><v>0</v></c></row>")
                .utf8)
        let spices = Array("<>/\"=&;rcvst0129.-eE #".utf8) + [0, 0xC3]
        for _ in 0..<1000 {
            var text = rows
            for _ in 0...numbers.below(3) {
                text[numbers.below(text.count)] = numbers.one(of: spices)
            }
            var sample = WorkbookSample(String(decoding: text, as: UTF8.self))
            sample.styles = [14]
            do {
                _ = try workbook(sample.bytes)
            } catch is WorkbookRefusal {
            } catch {
                Issue.record("\(error), seed \(seed)")
            }
        }
    }
}
