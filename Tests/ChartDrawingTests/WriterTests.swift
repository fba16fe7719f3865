import ChartDrawing
import TestSupport
import Testing

struct WriterTests {
    private func drawing(_ marks: [Mark], title: String = "") -> Drawing {
        Drawing(
            kind: "test", width: 10, height: 10, title: title, description: "", id: "i",
            marks: marks)
    }

    @Test(
        "numbers have two decimals at most, and neither exponents nor a negative zero",
        arguments: [
            (0.0, "0"), (-0.0, "0"), (-0.004, "0"), (1.005e1, "10.05"), (2.5, "2.5"), (3.999, "4"),
            (-1.236, "-1.24"), (0.05, "0.05"), (1e-9, "0"), (123_456.7, "123456.7"),
            (1e300, "1000000000000"), (.nan, "0"), (-.infinity, "0"),
        ])
    func numbers(value: Double, text: String) {
        let markup = drawing([.path([Point(value, 1)], role: "l")]).text
        #expect(markup.contains("d=\"M\(text) 1\""), "\(markup)")
    }

    @Test("texts and attributes are escaped, and what XML forbids is left out")
    func escaping() {
        let point = Mark.circle(
            Point(1, 2), radius: 3, role: "a\"b<c>&", remark: "1 < 2 & 3 > 2\u{0}\u{B}\u{FFFE} ]]>")
        #expect(
            drawing([point]).text.hasSuffix(
                "class=\"a&quot;b&lt;c&gt;&amp;\"><title>1 &lt; 2 &amp; 3 &gt; 2 ]]&gt;</title>"
                    + "</circle></svg>"))
        let box = Mark.rectangle(Box(left: 1, top: 2, right: 4, bottom: 6), role: "c")
        #expect(
            drawing([box]).text.hasSuffix(
                "<rect x=\"1\" y=\"2\" width=\"3\" height=\"4\" class=\"c\"/></svg>"))
        #expect(
            drawing([], title: "a\nb\u{85}<").text.contains("<title id=\"i-t\">a&#10;b&lt;</title>")
        )
    }

    @Test("texts of every length are written as they are character by character")
    func sameAsPlain() {
        let seed = SeededNumbers.seed()
        print("seed of the texts: \(seed)")
        var numbers = SeededNumbers(seed: seed)
        let letters = ["a", "é", "€", "\u{A0}", "\u{301}", "😀", "\u{2026}", "\u{FFFD}", "\u{3F}"]
        let marks = [
            "&", "<", ">", "\"", "\t", "\n", "\u{1}", "\u{7F}", "\u{85}", "\u{9F}", "\u{FFFE}",
        ]
        for place in 0..<600 {
            var title = "x"
            for _ in 0..<place % 41 {
                title += numbers.one(of: numbers.chance(place % 4 * 5) ? marks : letters)
            }
            var plain = ""
            for scalar in title.unicodeScalars {
                switch scalar.value {
                case 0x09, 0x0A, 0x0D: plain += "&#\(scalar.value);"
                case 0..<0x20, 0x7F..<0xA0, 0xFFFE...0xFFFF: continue
                case 0x26: plain += "&amp;"
                case 0x3C: plain += "&lt;"
                case 0x3E: plain += "&gt;"
                case 0x22: plain += "&quot;"
                default: plain.unicodeScalars.append(scalar)
                }
            }
            let markup = drawing([], title: title).text
            #expect(
                markup.utf8.elementsEqual(
                    drawing([], title: "T").text.replacing(">T<", with: ">\(plain)<").utf8),
                "\(seed)")
        }
    }

    @Test("a text that is too wide is cut with an ellipsis and fits")
    func shortening() {
        #expect(shortened("Asia-Pacific", to: 200, size: 11) == "Asia-Pacific")
        let cut = shortened("Asia-Pacific", to: 40, size: 11)
        #expect(cut.hasPrefix("Asi") && cut.hasSuffix("…"))
        #expect(textWidth(cut, size: 11) <= 40)
        #expect(shortened("Asia", to: 5, size: 11) == "")
        #expect(shortened("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", to: 80, size: 11) == "👩‍👩‍👧‍👦…")
    }

    @Test("wide characters count as wide")
    func widths() {
        #expect((20...21).contains(textWidth("東京", size: 10)))
        #expect(textWidth("1111", size: 10) == textWidth("8888", size: 10))
        #expect(textWidth("e\u{301}", size: 10) == textWidth("e", size: 10))
        #expect(textWidth("Sep", size: 11, bold: true) > textWidth("Sep", size: 11))
    }
}
