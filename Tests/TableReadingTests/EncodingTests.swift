import Diagnostics
import ReportModel
import TableReading
import TestSupport
import Testing

@Suite("encodings that nobody has named")
struct EncodingTests {
    @Test("a byte order mark says what the text is")
    func marks() {
        let utf8 = describeEncoding(of: [0xEF, 0xBB, 0xBF] + Array("ä".utf8))
        #expect(utf8.encoding == .utf8)
        #expect(utf8.mark == 3)
        let little = describeEncoding(of: [0xFF, 0xFE, 0x61, 0])
        #expect(little.encoding == .utf16LittleEndian)
        #expect(little.mark == 2)
        #expect(
            little.sentence
                == "is read as UTF-16 with the low byte first, as its byte order mark says")
        #expect(describeEncoding(of: [0xFE, 0xFF, 0, 0x61]).encoding == .utf16BigEndian)
    }

    @Test("UTF-16 without a mark shows by its zeros, which is said")
    func unmarked() {
        let units = Array("id,name\n1,Āž\n".utf16)
        let little = describeEncoding(of: units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
        #expect(little.encoding == .utf16LittleEndian)
        #expect(little.sentence?.hasSuffix("as every second byte is zero") == true)
        let big = describeEncoding(of: units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
        #expect(big.encoding == .utf16BigEndian)
        #expect(describeEncoding(of: Array("a,b\n1,\0\n".utf8)).encoding == .utf8)
        #expect(describeEncoding(of: [0, 0, 0, 0, 0, 0, 0, 0, 0]).encoding == .utf8)
    }

    @Test("what is well-formed is UTF-8 and needs no words")
    func utf8() {
        for text in ["", "a,b\n", "Größe €\u{1F600}\n"] {
            let finding = describeEncoding(of: Array(text.utf8))
            #expect(finding == describeEncoding(of: Array("x".utf8)))
            #expect(finding.sentence == nil)
        }
        // The rest of a character is in the next megabyte.
        #expect(describeEncoding(of: [0x61, 0xE2, 0x82]).encoding == .utf8)
        #expect(describeEncoding(of: [0x61, 0xE2, 0x82], isWhole: true).encoding == nil)
    }

    @Test("a byte that is no UTF-8 is named with what it could be, and nothing is guessed")
    func fault() throws {
        let bytes = Array("id\r\nä,x\rb,".utf8) + Array("M".utf8) + [0xFC] + Array("ller\n".utf8)
        let finding = describeEncoding(of: bytes)
        #expect(finding.encoding == nil)
        let fault = try #require(finding.fault)
        #expect(fault.candidates.map(\.encoding) == [.windows1252, .latin1, .latin9, .latin2])
        let diagnostic = fault.diagnostic(path: "data.csv")
        #expect(diagnostic.id == "encoding-invalid")
        #expect(diagnostic.location?.line == 3)
        #expect(diagnostic.location?.column == 4)
        #expect(
            diagnostic.remedy
                == "choose the encoding in which the words are right, as format: {encoding:"
                + " windows-1252}: it says 'Müller' in windows-1252, iso-8859-1, iso-8859-15,"
                + " iso-8859-2")
    }

    @Test("words that read differently tell the encodings apart")
    func telling() {
        func remedy(_ bytes: [UInt8]) -> String {
            describeEncoding(of: bytes).fault?.remedy ?? "none"
        }
        // Müller, then a Polish ł.
        #expect(
            remedy([0x4D, 0xFC, 0x6C, 0x2C, 0x67, 0xB3, 0x6F, 0x77, 0x61])
                .contains(
                    "it says 'Mül' and 'g³owa' in windows-1252, iso-8859-1, iso-8859-15;"
                        + " 'Mül' and 'głowa' in iso-8859-2"))
        // A euro sign, of windows or of latin9.
        #expect(remedy([0x80, 0x35]).hasSuffix("it says '€5' in windows-1252"))
        #expect(remedy([0x35, 0xA4]).contains("'5€' in iso-8859-15"))
        #expect(remedy([0x81, 0x35]).contains("export it as UTF-8"))
    }

    @Test("every byte of the single-byte encodings is the character of its standard")
    func tables() {
        let latin2 =
            "\u{A0}Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u{AD}ŽŻ°ą˛ł´ľśˇ¸šşťź˝žżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙"
        let latin9 =
            "\u{A0}¡¢£€¥Š§š©ª«¬\u{AD}®¯°±²³Žµ¶·ž¹º»ŒœŸ¿"
        func text(_ byte: Int, _ encoding: TableFormat.Encoding) -> String? {
            describeEncoding(of: [UInt8(byte)], isWhole: true).fault?.candidates
                .first { $0.encoding == encoding }?.words.first
        }
        for (index, character) in latin2.enumerated() {
            #expect(text(0xA0 + index, .latin2) == String(character))
        }
        for (index, character) in latin9.enumerated() {
            #expect(text(0xA0 + index, .latin9) == String(character))
        }
        for byte in 0xC0...0xFF {
            let same = UnicodeScalar(UInt8(byte))
            for encoding in [TableFormat.Encoding.latin1, .latin9, .windows1252] {
                #expect(text(byte, encoding) == String(same))
            }
        }
        #expect(text(0x8A, .windows1252) == "Š")
    }

    @Test("random bytes are UTF-8 where a naive reader takes them, and no others")
    func naive() {
        let seed = SeededNumbers.seed()
        var random = SeededNumbers(seed: seed)
        let pieces: [[UInt8]] = [
            Array("a".utf8), Array("0123456789abcdef,;\n".utf8), Array("é".utf8),
            Array("€".utf8), Array("\u{1F600}".utf8), [0x80], [0xC3], [0xE2, 0x82],
            [0xED, 0xA0, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xC0, 0x80], [0xFF],
        ]
        for _ in 0..<50_000 {
            let bytes = (0..<random.below(9)).flatMap { _ in
                random.chance(80) ? pieces[random.below(5)] : random.one(of: pieces)
            }
            if bytes.starts(with: [0xFF, 0xFE]) { continue }
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            let finding = describeEncoding(of: bytes, isWhole: true)
            if (finding.encoding == .utf8) != isValid {
                Issue.record("\(bytes); seed \(seed)")
                return
            }
        }
    }
}
