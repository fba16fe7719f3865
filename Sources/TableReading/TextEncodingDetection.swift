package import Diagnostics
package import ReportModel

/// What the first bytes of a text say about its encoding.
package struct EncodingFinding: Hashable, Sendable {
    /// Nil where they are no UTF-8 and only the author can know what they are.
    package var encoding: TableFormat.Encoding?
    /// Bytes of the byte order mark at the beginning.
    package var mark: Int
    /// What was found out, to go after the file's name; nil for UTF-8, which needs no words.
    package var sentence: String?
    /// What is wrong, where `encoding` is nil.
    package var fault: Fault?

    /// The first byte that is no UTF-8, and the encodings in which it would be something.
    package struct Fault: Hashable, Sendable {
        /// 1-based; the column counts bytes.
        package var line: Int
        package var column: Int
        /// The encodings that have a character for every byte, likeliest first, each with the words
        /// that tell them apart as they would read in it.
        package var candidates: [Candidate]
    }

    package struct Candidate: Hashable, Sendable {
        package var encoding: TableFormat.Encoding
        package var words: [String]
    }
}

/// Looks at the first bytes of a file whose encoding nobody has said.
///
/// - Parameter isWhole: whether these are all bytes, so that a character cut off at the end is
/// wrong.
package func describeEncoding(of head: [UInt8], isWhole: Bool = false) -> EncodingFinding {
    let (form, mark) = TextDecoder.form(ofFileBeginning: head, encoding: nil)
    if case .utf16(let isBigEndian) = form {
        let evidence = mark > 0 ? "as its byte order mark says" : "as every second byte is zero"
        return EncodingFinding(
            encoding: isBigEndian ? .utf16BigEndian : .utf16LittleEndian, mark: mark,
            sentence: "is read as UTF-16 with the \(isBigEndian ? "high" : "low") byte first, "
                + evidence)
    }
    guard
        let offset = UTF8Validity.firstFault(in: head.span, from: mark, isWhole: isWhole)
    else { return EncodingFinding(encoding: .utf8, mark: mark) }
    let (line, column) = place(of: offset, in: head, mark: mark)
    return EncodingFinding(
        mark: mark,
        fault: EncodingFinding.Fault(
            line: line, column: column, candidates: candidates(head, from: offset)))
}

extension EncodingFinding.Fault {
    /// The error `encoding-invalid` of a file.
    package func diagnostic(path: String) -> Diagnostic {
        Diagnostic(
            id: "encoding-invalid", "these bytes are no UTF-8", remedy: remedy,
            at: SourceLocation(path: path, line: line, column: column))
    }

    /// Which settings the author can choose from, and what the file would say with each.
    package var remedy: String {
        guard let first = candidates.first else {
            return "it is no text in an encoding that is known: export it as UTF-8"
        }
        var groups: [(words: [String], names: [String])] = []
        for candidate in candidates {
            if let index = groups.firstIndex(where: { $0.words == candidate.words }) {
                groups[index].names.append(candidate.encoding.rawValue)
            } else {
                groups.append((candidate.words, [candidate.encoding.rawValue]))
            }
        }
        let readings = groups.map { group in
            let words = group.words.map { "'\($0)'" }.joined(separator: " and ")
            return "\(words) in " + group.names.joined(separator: ", ")
        }
        return "choose the encoding in which the words are right, as format: {encoding:"
            + " \(first.encoding.rawValue)}: it says " + readings.joined(separator: "; ")
    }
}

/// The likeliest first: windows-1252 has what latin1 has and more; what differs is seen in words.
private func candidates(
    _ head: [UInt8], from offset: Int
) -> [EncodingFinding.Candidate] {
    var used: Set<UInt8> = []
    for byte in head[offset...] where byte >= 0x80 { used.insert(byte) }
    let possible = SingleByteText.allCases.filter { text in used.allSatisfy(text.isText) }
    var telling = [word(at: offset, in: head)]
    // Where the first word reads the same in several, another one may tell them apart.
    let undecided = used.filter { byte in
        Set(possible.map { $0.text(of: [byte]) }).count > 1
    }
    if !telling[0].contains(where: undecided.contains),
        let other = head[offset...].firstIndex(where: undecided.contains)
    {
        telling.append(word(at: other, in: head))
    }
    return possible.map { text in
        EncodingFinding.Candidate(
            encoding: text.encoding, words: telling.map { text.text(of: $0) })
    }
}

/// The word that a byte stands in, some bytes to either side of it at most.
private func word(at offset: Int, in head: [UInt8]) -> ArraySlice<UInt8> {
    func isLetter(_ byte: UInt8) -> Bool {
        byte >= 0x80 || 65...90 ~= byte || 97...122 ~= byte || 48...57 ~= byte
    }
    let before = head[..<offset].suffix(24).reversed().prefix(while: isLetter).count
    let after = head[(offset + 1)...].prefix(24).prefix(while: isLetter).count
    return head[offset - before..<offset + 1 + after]
}

/// The line ends at a line feed, a carriage return, or both; the mark is in no column.
private func place(of offset: Int, in head: [UInt8], mark: Int) -> (line: Int, column: Int) {
    var line = 1
    var start = mark
    for i in mark..<offset {
        let isFeed = head[i] == UInt8(ascii: "\n")
        let isReturn = head[i] == UInt8(ascii: "\r") && head[i + 1] != UInt8(ascii: "\n")
        if isFeed || isReturn { (line, start) = (line + 1, i + 1) }
    }
    return (line, offset - start + 1)
}

extension SingleByteText {
    fileprivate var encoding: TableFormat.Encoding {
        switch self {
        case .windows1252: .windows1252
        case .latin1: .latin1
        case .latin2: .latin2
        case .latin9: .latin9
        }
    }
}
