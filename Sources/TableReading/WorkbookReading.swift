package import ReportModel

/// Reads a sheet of an Excel workbook row by row, the header first; blank rows are passed over.
///
/// A record's line is the row of the sheet, its columns are the sheet's: `7:3` is the cell C7.
/// Results of formulas are those stored in the workbook. Where the table has a header, cells beyond
/// it belong to no column and are not read.
///
/// - Parameters:
///   - bytes: The whole file.
///   - sheet: Its name; nil: the first sheet that is shown.
///   - range: The cells of the table, the names of its columns first; nil: all of the sheet.
///   - format: Of it count `skip`, `header` and, for cells that show an error, `missing`.
///   - fault: Takes what is wrong with single cells.
/// - Returns: Sentences on what was found out from the file.
/// - Throws: What `record` throws; what makes the file unreadable is a `WorkbookRefusal`.
package func readWorkbook(
    _ bytes: [UInt8], sheet name: String? = nil, range: CellRange? = nil,
    format: TableFormat = TableFormat(), fault: (CSVFault) -> Void,
    record: (CSVRecord) throws -> Void
) throws -> [String] {
    try refuseOtherKinds(bytes)
    return try bytes.withUnsafeBytes { buffer in
        let archive = try WorkbookArchive(buffer)
        let directory = try WorkbookDirectory(archive)
        let sheet = try directory.sheet(name)
        let texts = WorkbookTexts()
        try parse(directory.texts, texts, archive)
        let styles = WorkbookStyles()
        try parse(directory.styles, styles, archive)
        guard let part = try archive.part(sheet.part) else {
            throw WorkbookRefusal.damaged("it lacks the part '\(excerpt(sheet.part))'")
        }
        var table = WorkbookTable(range: range, format: format)
        try withoutActuallyEscaping(fault) { fault in
            try withoutActuallyEscaping(record) { record in
                let rows = WorkbookSheet(
                    texts: texts, formats: styles.formats,
                    countsFrom1904: directory.countsFrom1904
                ) { row in
                    if table.ends(before: row.number) { throw EndOfRange() }
                    try table.take(row, fault: fault, record: record)
                }
                do {
                    try part.parse(rows)
                } catch is EndOfRange {}
            }
        }
        try table.finish()
        return findings(directory, sheet, isChosen: name != nil, hiddenRows: table.hiddenRows)
    }
}

/// What follows the range is of no interest.
private struct EndOfRange: Error {}

private func parse(
    _ name: String?, _ handler: any WorkbookXMLHandler, _ archive: WorkbookArchive
) throws {
    guard let name else { return }
    guard let part = try archive.part(name) else {
        throw WorkbookRefusal.damaged("it lacks the part '\(excerpt(name))'")
    }
    try part.parse(handler)
}

/// Says which of the things that are taken for a workbook a file is.
private func refuseOtherKinds(_ bytes: [UInt8]) throws {
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        // The old container holds old workbooks, and new ones under a password.
        let mark = "EncryptedPackage".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        if contains(mark, bytes) { throw WorkbookRefusal.encrypted }
        throw WorkbookRefusal(
            "workbook-kind", "the file is a workbook of the old kind (.xls)",
            remedy: "save it as .xlsx")
    }
    if !bytes.starts(with: Array("PK".utf8)) {
        throw WorkbookRefusal(
            "workbook-kind", "the file is no workbook: it doesn't begin as one",
            remedy: "save it as .xlsx, or name it .csv if it is text")
    }
}

private func contains(_ mark: [UInt8], _ bytes: [UInt8]) -> Bool {
    guard let first = mark.first else { return true }
    var rest = bytes[...]
    while let start = rest.firstIndex(of: first) {
        rest = rest[start...]
        if rest.starts(with: mark) { return true }
        rest = rest.dropFirst()
    }
    return false
}

private func findings(
    _ directory: WorkbookDirectory, _ sheet: WorkbookDirectory.Sheet, isChosen: Bool,
    hiddenRows: Int
) -> [String] {
    var findings: [String] = []
    if !isChosen, directory.sheets.count > 1 {
        findings.append(
            "The sheet is '\(excerpt(sheet.name))', the first that is shown"
                + " of \(directory.sheets.count).")
    }
    if isChosen, sheet.isHidden { findings.append("The sheet '\(excerpt(sheet.name))' is hidden.") }
    if hiddenRows > 0 {
        findings.append("Rows that are hidden in the sheet are read as well: \(hiddenRows).")
    }
    if directory.countsFrom1904 { findings.append("Dates of the workbook count from 1904.") }
    return findings
}
