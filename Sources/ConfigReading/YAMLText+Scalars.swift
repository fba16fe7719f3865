import Yams

extension YAMLText {
    /// Where the bytes of a scalar stand in the file, for a text that is not simply what stands at its
    /// place: quoted, folded over lines, or a block after `|` or `>`.
    ///
    /// The text and the source are walked side by side; what one has and the other has not (quotes,
    /// escapes, indentation, line breaks) is stepped over.
    func pieces(of scalar: Node.Scalar) -> [YAMLNode.Piece] {
        let text = Array(scalar.string.utf8)
        var source = offset(scalar.mark)
        if bytes[min(source, bytes.count)...].starts(with: text) { return [] }
        switch scalar.style {
        case .literal, .folded:
            while source < bytes.count, breakLength(at: source) == 0 { source += 1 }
        case .singleQuoted, .doubleQuoted:
            source += 1
        default:
            break
        }
        var pieces: [YAMLNode.Piece] = []
        var index = 0
        var expected = -1
        while index < text.count {
            step(to: text[index], from: &source, scalar.style)
            guard source < bytes.count else { break }
            if source != expected {
                pieces.append(YAMLNode.Piece(offset: index, location: location(at: source)))
            }
            source += 1
            expected = source
            index += 1
        }
        return pieces
    }

    /// Moves on to the byte that wrote `wanted`.
    private func step(to wanted: UInt8, from source: inout Int, _ style: Node.Scalar.Style) {
        let isBlank = wanted == UInt8(ascii: " ") || wanted == UInt8(ascii: "\n")
        while source < bytes.count {
            if style == .singleQuoted, wanted == UInt8(ascii: "'") {
                source += bytes[source] == wanted ? 1 : 0
                return
            }
            if style == .doubleQuoted, bytes[source] == UInt8(ascii: "\\") {
                source += 1
                if source < bytes.count, bytes[source] == wanted { return }
                continue
            }
            if bytes[source] == wanted { return }
            let length = breakLength(at: source)
            if length > 0, isBlank { return }
            if length == 0, isBlank || !isSpace(bytes[source]) { return }
            source += max(length, 1)
        }
    }

    private func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}
