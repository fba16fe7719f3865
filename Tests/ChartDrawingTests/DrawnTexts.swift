import ChartDrawing

/// A text of a drawing with the room it takes.
struct DrawnText {
    var text: String
    var size: Double
    var isBold: Bool
    var role: String?
    /// The line with its ascenders and descenders.
    var box: Box
    /// What its letters cover.
    var ink: Box

    init?(_ element: DrawnElement) {
        guard element.name == "text", let x = element["x"].flatMap(Double.init),
            let y = element["y"].flatMap(Double.init),
            let size = element["font-size"].flatMap(Double.init)
        else { return nil }
        text = element.content
        self.size = size
        isBold = element["font-weight"] == "600"
        role = element["class"]
        let width = textWidth(text, size: size, bold: isBold)
        let left: Double =
            switch element["text-anchor"] {
            case "middle": x - width / 2
            case "end": x - width
            default: x
            }
        box = Box(left: left, top: y - size * 0.97, right: left + width, bottom: y + size * 0.25)
        ink = Box(left: left, top: y - size * 0.73, right: left + width, bottom: y + size * 0.05)
    }
}

extension DrawnElement {
    var drawnTexts: [DrawnText] { all.compactMap(DrawnText.init) }

    /// The boxes of the rectangles of a class, or of all.
    func boxes(_ role: String? = nil) -> [Box] {
        let patterns = all.filter { $0.name == "pattern" }.flatMap(\.all)
        return all.filter { $0.name == "rect" && !patterns.contains($0) }
            .filter { role == nil || $0["class"] == role }
            .compactMap { element in
                guard let x = element["x"].flatMap(Double.init),
                    let y = element["y"].flatMap(Double.init),
                    let width = element["width"].flatMap(Double.init),
                    let height = element["height"].flatMap(Double.init)
                else { return nil }
                return Box(left: x, top: y, right: x + width, bottom: y + height)
            }
    }

    /// The whole drawing.
    var frame: Box {
        let numbers = (self["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
        return Box(
            left: 0, top: 0, right: numbers.count == 4 ? numbers[2] : 0,
            bottom: numbers.count == 4 ? numbers[3] : 0)
    }

    /// What is wrong with its texts, in words.
    var textFaults: [String] {
        let texts = drawnTexts
        let frame = Box(
            left: -0.02, top: -0.02, right: self.frame.right + 0.02,
            bottom: self.frame.bottom + 0.02)
        var faults: [String] = []
        for (index, one) in texts.enumerated() {
            if !frame.contains(one.box) { faults.append("leaves the frame: \(one.text)") }
            if one.size < 10.5 { faults.append("too small: \(one.text)") }
            for other in texts[..<index] {
                var box = other.box
                box.top += 0.6
                box.bottom -= 0.6
                if one.box.intersects(box) { faults.append("overlap: \(one.text), \(other.text)") }
            }
        }
        return faults
    }
}
