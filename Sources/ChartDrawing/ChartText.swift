/// How a text looks.
package struct TextStyle: Hashable, Sendable {
    package var size: Double
    package var isBold = false
    /// The class that decides its colour; none for the ink.
    package var role: String?

    /// A value at a mark that matters.
    static let strong = TextStyle(size: 11, isBold: true)
    static let plain = TextStyle(size: 11)
    static let muted = TextStyle(size: 11, role: "c-muted")
    /// The smallest type there is.
    static let small = TextStyle(size: 10.5)
    static let smallMuted = TextStyle(size: 10.5, role: "c-muted")

    func width(_ text: String) -> Double { textWidth(text, size: size, bold: isBold) }
}

/// Which point of a text lies at its place.
package enum TextAnchor: String, Hashable, Sendable {
    case start
    case middle
    case end
}

/// A line of text at its place.
package struct ChartText: Hashable, Sendable {
    package let text: String
    package var x: Double
    package var baseline: Double
    package var anchor: TextAnchor
    package let style: TextStyle
    /// What is shown when it is pointed at, such as the name before it was shortened.
    package var remark: String?
    /// How wide it is at most.
    package let width: Double

    init(
        _ text: String, x: Double, baseline: Double, anchor: TextAnchor = .start,
        style: TextStyle, remark: String? = nil
    ) {
        let line = singleLine(text)
        self.init(
            line: line, width: style.width(line), x: x, baseline: baseline, anchor: anchor,
            style: style, remark: remark)
    }

    /// - Parameter line: a text in one line, as wide as it says.
    private init(
        line: String, width: Double, x: Double, baseline: Double, anchor: TextAnchor,
        style: TextStyle, remark: String?
    ) {
        text = line
        self.x = x
        self.baseline = baseline
        self.anchor = anchor
        self.style = style
        self.remark = remark
        self.width = width
    }

    /// A text cut to a width; pointing at it shows all of it.
    init(
        _ text: String, within width: Double, x: Double, baseline: Double,
        anchor: TextAnchor = .start, style: TextStyle
    ) {
        let whole = singleLine(text)
        let own = style.width(whole)
        if own <= width {
            self.init(
                line: whole, width: own, x: x, baseline: baseline, anchor: anchor, style: style,
                remark: nil)
            return
        }
        let cut = shortened(whole, to: width, size: style.size, bold: style.isBold)
        self.init(
            cut, x: x, baseline: baseline, anchor: anchor, style: style,
            remark: cut == whole ? nil : whole)
    }

    /// The room of the line with all its ascenders and descenders.
    package var box: Box { box(above: 0.97, below: 0.25) }

    /// The room its letters take as a rule; enough to keep marks away.
    var inkBox: Box { box(above: 0.76, below: 0.2) }

    private func box(above: Double, below: Double) -> Box {
        let left =
            switch anchor {
            case .start: x
            case .middle: x - width / 2
            case .end: x - width
            }
        return Box(
            left: left, top: baseline - above * style.size, right: left + width,
            bottom: baseline + below * style.size)
    }

    /// The same text moved by a distance.
    func moved(by distance: Point) -> ChartText {
        var moved = self
        moved.x += distance.x
        moved.baseline += distance.y
        return moved
    }

    /// The same text moved sideways into a frame as far as it goes.
    func moved(into frame: Box) -> ChartText {
        var moved = self
        let box = box
        if box.left < frame.left {
            moved.x += frame.left - box.left
        } else if box.right > frame.right {
            moved.x -= min(box.right - frame.right, box.left - frame.left)
        }
        return moved
    }
}

/// A name that is read from right to left, kept from turning round what follows it.
func isolated(_ name: String) -> String {
    let isRightToLeft = name.unicodeScalars.contains {
        0x0590...0x08FF ~= $0.value || 0xFB1D...0xFEFC ~= $0.value
    }
    return isRightToLeft ? "\u{2068}\(name)\u{2069}" : name
}

/// A text with its line breaks and tabs turned to spaces, and without what can't be drawn.
func singleLine(_ text: String) -> String {
    // Most are plain; each sign of a line or of control is told by its first bytes, which a few harmless
    // ones have too.
    let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
        var isPlain = true
        var before: UInt8 = 0
        for byte in bytes {
            if byte < 0x20 || byte == 0x7F { isPlain = false }
            if before >= 0x80 {
                if before == 0xC2 && byte < 0xA0 { isPlain = false }
                if before == 0x80 && 0xA8...0xA9 ~= byte { isPlain = false }
                if before == 0xBF && byte >= 0xBE { isPlain = false }
            }
            before = byte
        }
        return isPlain
    }
    if isPlain == true { return text }
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x09...0x0D, 0x85, 0x2028, 0x2029: line.append(" ")
        case 0..<0x20, 0x7F..<0xA0, 0xFFFE...0xFFFF: continue
        default: line.append(scalar)
        }
    }
    return String(line)
}
