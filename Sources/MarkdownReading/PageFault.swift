internal import Diagnostics

/// What can be wrong with a page, apart from where: the wording in one place.
enum PageFault {
    case encoding(UInt8)
    case frontMatterUnclosed
    case nestingTooDeep
    case rawHTML(String)
    case unsafeLink(String)
    case imageElsewhere(String)
    case surplusCells
    case blockInText(FigureBinding.Scheme)
    case figureInCaption
    case linkForImage(FigureBinding.Scheme)
    case imageForLink
    case fenceUnclosed(String)
    case fenceNearMiss(String, meant: String)
    case headMissing(FigureBinding.Scheme)
    case headNameEmpty
    case headTooLong(FigureBinding.Scheme)
    case parameterUnknown(String, known: [String])
    case parameterRepeated(String)
    case parameterWithoutValue(String)
    case percentEscape(String)
}

extension PageFault {
    func diagnostic(at location: SourceLocation) -> Diagnostic {
        let (severity, id, message, remedy) = wording
        return Diagnostic(severity, id: id, message, remedy: remedy, at: location)
    }

    private typealias Wording = (Diagnostic.Severity, id: String, String, remedy: String?)

    private var wording: Wording {
        switch self {
        case .encoding(0):
            (.error, "encoding-invalid", "a NUL byte in a page", "remove it")
        case .encoding(let byte):
            (
                .error, "encoding-invalid",
                "byte 0x\(String(byte, radix: 16, uppercase: true)) is not UTF-8",
                "save the file as UTF-8"
            )
        case .frontMatterUnclosed:
            (
                .error, "front-matter-unclosed", "the front matter is opened and never closed",
                "write '---' on a line of its own after its last line"
            )
        case .nestingTooDeep:
            (
                .error, "nesting-too-deep",
                "lists, quotes and marks stand more than \(maximumNesting) deep in each other",
                "write it flatter"
            )
        case .rawHTML(let text):
            (
                .warning, "raw-html-dropped", "raw HTML is left out: \(Self.excerpt(text))",
                "write it in Markdown, or allow it with 'unsafe_html: true' under 'site'"
            )
        case .unsafeLink(let destination):
            (
                .warning, "unsafe-link",
                "the link to '\(Self.excerpt(destination))' is left out: its scheme is not allowed",
                Self.schemeRemedy(destination)
            )
        case .imageElsewhere(let destination):
            (
                .warning, "image-elsewhere",
                "the image '\(Self.excerpt(destination))' is left out: a page asks no other host",
                "show a chart or a table, or link to the picture"
            )
        case .surplusCells:
            (
                .warning, "table-row-too-long",
                "this row has more cells than the table has columns; the rest is left out",
                "write '\\|' for a '|' within a cell, or give the header one more column"
            )
        default: bindingWording
        }
    }

    private var bindingWording: Wording {
        switch self {
        case .blockInText(let scheme):
            (
                .error, "block-binding-inline", "a \(scheme.rawValue) can't stand in running text",
                "put it on a line of its own with an empty line before and after it"
            )
        case .figureInCaption:
            (
                .error, "figure-in-caption", "a caption can't hold a figure",
                "write the figure in the text beside it"
            )
        case .linkForImage(let scheme):
            (
                .error, "binding-form",
                "a \(scheme.rawValue) is written as an image, not as a link",
                "write '!' before the bracket: ![caption](\(scheme.rawValue):…)"
            )
        case .imageForLink:
            (
                .error, "binding-form", "a figure is written as a link, not as an image",
                "remove the '!' before the bracket"
            )
        case .fenceUnclosed(let kind):
            (
                .error, "fence-unclosed", "this \(kind) block is never closed",
                "write its closing fence on a line of its own"
            )
        case .fenceNearMiss(let word, let meant):
            (
                .warning, "fence-unknown", "'\(word)' is printed as program text",
                "did you mean '\(meant)'?"
            )
        case .headMissing(let scheme):
            (
                .error, "binding-incomplete", "'\(scheme.rawValue):' names no \(scheme.headNoun)",
                "write \(scheme.example)"
            )
        case .headNameEmpty:
            (.error, "binding-incomplete", "there is no name between two commas", "remove a comma")
        case .headTooLong(let scheme):
            (
                .error, "binding-too-many", "'\(scheme.rawValue):' takes one \(scheme.headNoun)",
                "write one binding for each"
            )
        case .parameterUnknown(let name, let known):
            (
                .error, "unknown-parameter", "there is no parameter '\(Self.excerpt(name))'",
                didYouMean(name, among: known)
            )
        case .parameterRepeated(let name):
            (
                .error, "parameter-repeated", "'\(name)' is given twice",
                "write several values with commas: \(name)=a,b"
            )
        case .parameterWithoutValue(let name):
            (
                .error, "parameter-without-value", "'\(Self.excerpt(name))' has no value",
                "write name=value, and '&' between two parameters ('%26' for a '&' in a value)"
            )
        case .percentEscape(let text):
            (
                .error, "percent-escape-invalid",
                "'\(Self.excerpt(text))' holds a '%' that starts no valid escape",
                "write '%25' for a per-cent sign"
            )
        default: preconditionFailure("every fault of a page has its wording")
        }
    }

    /// A few words of hostile or long text, on one line.
    private static func excerpt(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return line.count <= 60 ? line : String(line.prefix(60)) + "…"
    }

    private static func schemeRemedy(_ destination: String) -> String {
        let scheme = destination.prefix { $0 != ":" }.prefix(40)
        let known = FigureBinding.Scheme.allCases.map(\.rawValue)
        if let meant = nearestName(to: String(scheme), among: known) {
            return "did you mean '\(meant):'?"
        }
        return "link to a page, or to an address with https:, mailto: or tel:"
    }
}

extension FigureBinding.Scheme {
    fileprivate var headNoun: String {
        switch self {
        case .kpi, .table: "metric"
        case .chart: "kind of chart"
        case .list: "table"
        }
    }

    fileprivate var example: String {
        switch self {
        case .kpi: "[](kpi:revenue)"
        case .chart: "![caption](chart:column?metric=revenue)"
        case .table: "![caption](table:revenue?by=region)"
        case .list: "![caption](list:opportunities?top=10)"
        }
    }
}
