/// The one writer of SVG: it escapes what is text and gives numbers a fixed precision.
struct MarkupWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    /// Appends markup as it is.
    mutating func raw(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends markup that was written before.
    mutating func bytes(_ markup: [UInt8]) {
        bytes.append(contentsOf: markup)
    }

    /// Appends markup that stands in the source.
    mutating func literal(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Appends a text with what XML reserves escaped and what it forbids left out.
    mutating func escaped(_ text: String) {
        // Of plain characters most texts are made.
        let isDone = text.utf8.withContiguousStorageIfAvailable { text in
            if holdsSpecial(text) { return false }
            bytes.append(contentsOf: text)
            return true
        }
        if isDone == true { return }
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: literal("&amp;")
            case 0x3C: literal("&lt;")
            case 0x3E: literal("&gt;")
            case 0x22: literal("&quot;")
            case 0x09: literal("&#9;")
            case 0x0A: literal("&#10;")
            case 0x0D: literal("&#13;")
            case 0..<0x20, 0x7F..<0xA0, 0xFFFE...0xFFFF: continue
            default:
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }

    mutating func attribute(_ name: StaticString, _ value: String) {
        begin(name)
        escaped(value)
        bytes.append(34)
    }

    mutating func attribute(_ name: StaticString, _ value: Double) {
        begin(name)
        number(value)
        bytes.append(34)
    }

    private mutating func begin(_ name: StaticString) {
        bytes.append(32)
        literal(name)
        literal("=\"")
    }

    /// A number as SVG has it: at most two decimals, no exponent, no `-0`; 0 for what is no number.
    mutating func number(_ value: Double) {
        let limit = 1e12
        guard value.isFinite else { return bytes.append(48) }
        let hundredths = Int((min(max(value, -limit), limit) * 100).rounded())
        if hundredths < 0 { bytes.append(45) }
        let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        digits(whole)
        if rest == 0 { return }
        bytes.append(46)
        bytes.append(48 + UInt8(rest / 10))
        if rest % 10 != 0 { bytes.append(48 + UInt8(rest % 10)) }
    }

    private mutating func digits(_ number: UInt) {
        if number >= 100 { digits(number / 100) }
        if number >= 10 { bytes.append(48 + UInt8(number / 10 % 10)) }
        bytes.append(48 + UInt8(number % 10))
    }

    /// Appends the element of a mark; ids of patterns begin with that of the drawing.
    mutating func write(_ mark: Mark, id: String) {
        switch mark {
        case .rectangle(let box, let role, let pattern, let remark):
            literal("<rect")
            attribute("x", box.left)
            attribute("y", box.top)
            attribute("width", box.width)
            attribute("height", box.height)
            attribute("class", role)
            if let pattern { raw(" fill=\"url(#\(id)-\(pattern.rawValue))\"") }
            close("rect", remark)
        case .line(let line, let role):
            literal("<line")
            attribute("x1", line.from.x)
            attribute("y1", line.from.y)
            attribute("x2", line.to.x)
            attribute("y2", line.to.y)
            attribute("class", role)
            literal("/>")
        case .path(let points, let role, let isClosed):
            literal("<path d=\"")
            for (index, point) in points.enumerated() {
                bytes.append(index == 0 ? 77 : 76)
                number(point.x)
                bytes.append(32)
                number(point.y)
            }
            if isClosed { bytes.append(90) }
            bytes.append(34)
            attribute("class", role)
            literal("/>")
        case .circle(let center, let radius, let role, let remark):
            literal("<circle")
            attribute("cx", center.x)
            attribute("cy", center.y)
            attribute("r", radius)
            attribute("class", role)
            close("circle", remark)
        case .text(let text):
            write(text)
        }
    }

    /// Opens a group of texts that look alike.
    mutating func open(_ look: TextLook) {
        literal("<g font-size=\"")
        number(look.size)
        literal("\"")
        if look.anchor != .start { attribute("text-anchor", look.anchor.rawValue) }
        if look.isBold { literal(" font-weight=\"600\"") }
        literal(">")
    }

    private mutating func write(_ text: ChartText) {
        literal("<text")
        attribute("x", text.x)
        attribute("y", text.baseline)
        if let role = text.style.role { attribute("class", role) }
        literal(">")
        escaped(text.text)
        if let remark = text.remark, !remark.isEmpty { title(remark) }
        literal("</text>")
    }

    private mutating func close(_ name: String, _ remark: String?) {
        guard let remark, !remark.isEmpty else { return literal("/>") }
        literal(">")
        title(remark)
        raw("</\(name)>")
    }

    private mutating func title(_ remark: String) {
        literal("<title>")
        escaped(remark)
        literal("</title>")
    }
}

/// What texts that follow each other may have in common.
struct TextLook: Equatable {
    let size: Double
    let anchor: TextAnchor
    let isBold: Bool

    init(_ text: ChartText) {
        size = text.style.size
        anchor = text.anchor
        isBold = text.style.isBold
    }
}

/// Whether a text holds what XML has to have escaped, forbids or discourages; it looks at sixteen bytes at
/// a time.
private func holdsSpecial(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let bytes = UnsafeRawBufferPointer(text)
    if bytes.count < 16 { return holdsSpecialPlainly(text) }
    var index = 0
    var found = SIMD16<UInt8>.zero
    repeat {
        // The last ones are looked at together with some before them.
        index = min(index, bytes.count - 16)
        found |= special(bytes.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self))
        index += 16
    } while index < bytes.count
    let isFound = unsafeBitCast(found, to: SIMD2<UInt64>.self) != .zero
    // Most of those that begin like a forbidden one are another character.
    return isFound && holdsSpecialPlainly(text)
}

/// The same byte by byte.
private func holdsSpecialPlainly(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    for index in text.indices {
        let byte = text[index]
        if byte < 0x20 || byte == 34 || byte == 38 || byte == 60 || byte == 62 || byte == 0x7F {
            return true
        }
        // Each of these has another byte behind it, or two.
        if byte == 0xC2, text[index + 1] < 0xA0 { return true }
        if byte == 0xEF, text[index + 1] == 0xBF, text[index + 2] >= 0xBE { return true }
    }
    return false
}

/// All bits of the bytes that may be special; 60 and 62 differ in one bit.
@inline(__always)
private func special(_ lane: SIMD16<UInt8>) -> SIMD16<UInt8> {
    func all(_ byte: UInt8) -> SIMD16<UInt8> { SIMD16(repeating: byte) }
    func ones(_ mask: SIMDMask<SIMD16<Int8>>) -> SIMD16<UInt8> {
        unsafeBitCast(mask, to: SIMD16<UInt8>.self)
    }
    // Those below 32 have none of the three highest bits.
    return ones(lane & all(0xE0) .== all(0)) | ones(lane .== all(34)) | ones(lane .== all(38))
        | ones(lane & all(0xFD) .== all(60)) | ones(lane .== all(0x7F))
        | ones(lane .== all(0xC2)) | ones(lane .== all(0xEF))
}
