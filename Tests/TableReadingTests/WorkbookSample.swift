import TableReading
import Testing

/// A workbook written by hand: a zip archive that stores its parts unpacked.
struct WorkbookSample {
    struct Sheet {
        var name: String
        var state = "visible"
        /// What stands between `<sheetData>` and its end.
        var rows: String
    }

    var sheets: [Sheet]
    /// What stands inside `<sst>`.
    var texts: [String] = []
    /// Format codes by their number.
    var codes: [(id: Int, code: String)] = []
    /// The number format of each style.
    var styles: [Int] = []
    var countsFrom1904 = false
    var isStrict = false
    /// Parts that replace or join the others; nil removes one.
    var changes: [String: String?] = [:]
    var prefix = ""

    init(_ rows: String) { sheets = [Sheet(name: "Sheet1", rows: rows)] }

    init(sheets: [Sheet]) { self.sheets = sheets }

    private var main: String {
        isStrict
            ? "http://purl.oclc.org/ooxml/spreadsheetml/main"
            : "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    }

    private var relations: String {
        isStrict
            ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
            : "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    }

    private func document(_ root: String, _ inside: String) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<\(root) xmlns=\"\(main)\" "
            + "xmlns:r=\"\(relations)\">\(inside)</\(root)>"
    }

    private func relationships(_ list: [(id: String, type: String, target: String)]) -> String {
        let inside = list.map {
            "<Relationship Id=\"\($0.id)\" Type=\"\(relations)/\($0.type)\" Target=\"\($0.target)\"/>"
        }
        return "<Relationships>" + inside.joined() + "</Relationships>"
    }

    var parts: [(name: String, text: String)] {
        let list = sheets.indices.map {
            "<sheet name=\"\(sheets[$0].name)\" sheetId=\"\($0 + 1)\" state=\"\(sheets[$0].state)\""
                + " r:id=\"rId\($0)\"/>"
        }
        var targets = sheets.indices.map {
            (id: "rId\($0)", type: "worksheet", target: "worksheets/sheet\($0).xml")
        }
        targets.append((id: "t", type: "sharedStrings", target: "/xl/sharedStrings.xml"))
        targets.append((id: "s", type: "styles", target: "../xl/styles.xml"))
        let codes = self.codes.map { "<numFmt numFmtId=\"\($0.id)\" formatCode=\"\($0.code)\"/>" }
        let formats = styles.map { "<xf numFmtId=\"\($0)\"/>" }
        var parts = [
            (
                "_rels/.rels",
                relationships([("r", "officeDocument", "xl/workbook.xml")])
            ),
            (
                "xl/workbook.xml",
                document(
                    "workbook",
                    "<workbookPr\(countsFrom1904 ? " date1904=\"1\"" : "")/><sheets>"
                        + list.joined() + "</sheets>")
            ),
            ("xl/_rels/workbook.xml.rels", relationships(targets)),
            ("xl/sharedStrings.xml", document("sst", texts.map { "<si>\($0)</si>" }.joined())),
            (
                "xl/styles.xml",
                document(
                    "styleSheet",
                    "<numFmts>\(codes.joined())</numFmts><cellStyleXfs><xf numFmtId=\"9\"/>"
                        + "</cellStyleXfs><cellXfs>\(formats.joined())</cellXfs>")
            ),
        ]
        for (index, sheet) in sheets.enumerated() {
            parts.append(
                (
                    "xl/worksheets/sheet\(index).xml",
                    document("worksheet", "<sheetData>\(sheet.rows)</sheetData>")
                ))
        }
        for name in changes.keys.sorted() {
            parts.removeAll { $0.0 == name }
            if let text = changes[name] ?? nil { parts.append((name, text)) }
        }
        return parts
    }

    var bytes: [UInt8] { storedArchive(parts.map { ($0.name, Array($0.text.utf8)) }) }
}

/// A zip archive of parts as they are (PKWARE's APPNOTE, 4.3).
///
/// - Parameters:
///   - flags: Of every part: 1 says that it is encrypted.
///   - size: What the archive says its parts unpack to, where it lies.
func storedArchive(
    _ parts: [(name: String, bytes: [UInt8])], flags: UInt32 = 0, method: UInt32 = 0,
    size: UInt32? = nil
) -> [UInt8] {
    func little(_ number: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
    }
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for (name, bytes) in parts {
        let common =
            little(flags, 2) + little(method, 2) + little(0, 4) + little(checksum(bytes), 4)
            + little(UInt32(bytes.count), 4) + little(size ?? UInt32(bytes.count), 4)
            + little(UInt32(name.utf8.count), 2) + little(0, 2)
        directory += little(0x0201_4B50, 4) + little(20, 2) + little(20, 2) + common
        directory += little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4)
        directory += little(UInt32(file.count), 4) + Array(name.utf8)
        file += little(0x0403_4B50, 4) + little(20, 2) + common + Array(name.utf8) + bytes
    }
    let end =
        little(0x0605_4B50, 4) + little(0, 4) + little(UInt32(parts.count), 2)
        + little(UInt32(parts.count), 2) + little(UInt32(directory.count), 4)
        + little(UInt32(file.count), 4) + little(0, 2)
    return file + directory + end
}

private func checksum(_ bytes: [UInt8]) -> UInt32 {
    var checksum = UInt32.max
    for byte in bytes {
        checksum ^= UInt32(byte)
        for _ in 0..<8 { checksum = (checksum >> 1) ^ (checksum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return ~checksum
}

/// What reading a workbook gave; a fault is `id line:column`.
struct ReadWorkbook {
    var rows: [[String]] = []
    var lines: [Int] = []
    var faults: [String] = []
    var details: [String] = []
    var findings: [String] = []
}
