import ConfigReading
import Diagnostics
import FigureWording
import ReportModel
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A language that comes with revsite, read from its file.
func language(_ code: String) throws -> Language {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let path = "/\(folder)/Sources/BundledFiles/languages/\(code).yml"
    var diagnostics: [Diagnostic] = []
    let node = try #require(
        readYAML(try text(ofFile: path), path: "\(code).yml", diagnostics: &diagnostics))
    let language = Language(node, diagnostics: &diagnostics)
    #expect(diagnostics == [])
    return try #require(language)
}

func writer(_ code: String = "en", currency: String = "EUR") throws -> FigureWriter {
    FigureWriter(language: try language(code), currency: currency)
}

private func text(ofFile path: String) throws -> String {
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        if count == 0 { break }
        bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
}

func decimal(_ text: String) throws -> ExactDecimal { try #require(ExactDecimal(text)) }

extension String {
    /// With `_` for a no-break space and `-` for a minus sign, to be read by people.
    var visible: String {
        String(map { $0 == "\u{A0}" ? "_" : $0 == "\u{2212}" ? "-" : $0 })
    }
}
