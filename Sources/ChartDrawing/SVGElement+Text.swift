extension SVGElement {
    /// The markup of the element: well-formed XML whatever its texts hold.
    package var text: String {
        var markup = ""
        write(to: &markup)
        return markup
    }

    private func write(to markup: inout String) {
        markup += "<" + name
        for attribute in attributes {
            markup += " " + attribute.name + "=\""
            appendEscaped(attribute.value, to: &markup)
            markup += "\""
        }
        guard !children.isEmpty else {
            markup += "/>"
            return
        }
        markup += ">"
        for child in children {
            switch child {
            case .element(let element): element.write(to: &markup)
            case .text(let text): appendEscaped(text, to: &markup)
            }
        }
        markup += "</" + name + ">"
    }
}

/// Appends a text with what XML reserves escaped and what it forbids left out.
private func appendEscaped(_ text: String, to markup: inout String) {
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x26: markup += "&amp;"
        case 0x3C: markup += "&lt;"
        case 0x3E: markup += "&gt;"
        case 0x22: markup += "&quot;"
        case 0x09: markup += "&#9;"
        case 0x0A: markup += "&#10;"
        case 0x0D: markup += "&#13;"
        case 0..<0x20, 0x7F..<0xA0, 0xFFFE...0xFFFF: continue
        default: markup.unicodeScalars.append(scalar)
        }
    }
}
