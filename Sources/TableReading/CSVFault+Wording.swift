extension CSVFault.Kind {
    var message: String {
        switch self {
        case .quoteMisplaced: "there is text after the quote that closes the cell"
        case .quoteUnclosed: "the quote that opens here is not closed before the end of the file"
        case .nulByte: "there is a NUL byte"
        case .cellTooLong: "the cell is longer than 1 MB, or its row than 16 MB"
        case .tooManyColumns: "the header has more than 16,384 columns"
        case .encodingInvalid: "these bytes are no text in the file's encoding"
        case .gzipTruncated: "the gzip file ends before its data does"
        case .gzipCorrupt: "the gzip file is damaged"
        case .cellError: "the cell shows an error"
        case .cellUnreadable: "the cell stores what its kind cannot be"
        case .formulaWithoutValue: "the formula has no stored result"
        case .jsonInvalid: "this is no JSON"
        case .jsonKeyTwice: "the key stands twice in one object"
        case .jsonNoObject: "the line is no JSON object"
        case .jsonTooDeep: "the objects are nested more than 64 deep"
        }
    }

    var remedy: String {
        switch self {
        case .quoteMisplaced: "write a quote inside a quoted cell twice"
        case .quoteUnclosed: "close it, or write a quote inside a quoted cell twice"
        case .nulByte: "if the file is UTF-16, set format: {encoding: utf-16}"
        case .cellTooLong: "look for a quote that is not closed"
        case .tooManyColumns: "look for a line break that is missing after the header"
        case .encodingInvalid:
            "if the file comes from Excel on Windows, set format: {encoding: windows-1252}"
        case .gzipTruncated, .gzipCorrupt: "copy or export the file again"
        case .cellError: "correct the formula, or name the error in format: {missing: …}"
        case .cellUnreadable: "enter the cell's value again in a spreadsheet program"
        case .formulaWithoutValue:
            "open the workbook in a spreadsheet program, which computes it, and save it"
        case .jsonInvalid: "write one whole JSON object a line"
        case .jsonKeyTwice: "keep one of the two"
        case .jsonNoObject: "write one JSON object a line, without brackets around all of them"
        case .jsonTooDeep: "export the fields that the table needs"
        }
    }
}
