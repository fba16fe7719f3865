/// A page with what the preview adds: its script, the errors, and leave for both.
func previewPage(_ page: [UInt8], of preview: PublishedPreview) -> [UInt8] {
    let added = Array(addition(of: preview).utf8)
    var page = page
    // From the end, so that the first place stays where it was found.
    let end = lastRange(of: "</body", in: page)?.lowerBound ?? page.endIndex
    page.insert(contentsOf: added, at: end)
    for range in policyRanges(in: page).reversed() {
        let policy = String(decoding: page[range], as: UTF8.self)
        page.replaceSubrange(range, with: Array(policyWithPreview(policy).utf8))
    }
    return page
}

/// A page of the preview's own, for what the site has no page for.
func blankPage(title: String, text: String, of preview: PublishedPreview) -> [UInt8] {
    let text = preview.overlay.isEmpty ? "<p>\(markupEscaped(text))</p>\n" : ""
    return Array(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; \
        style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(markupEscaped(title))</title>
        </head>
        <body class="revsite-blank">
        \(text)\(addition(of: preview))</body>
        </html>

        """.utf8)
}

private func addition(of preview: PublishedPreview) -> String {
    """
    <link rel="stylesheet" href="/_revsite/preview.css">\
    <div id="revsite-preview" data-mark="\(preview.mark.text)">\(preview.overlay)</div>\
    <script src="/_revsite/preview.js" defer></script>

    """
}

/// Where the values of the policies in the page's head are.
private func policyRanges(in page: [UInt8]) -> [Range<Int>] {
    let headEnd = firstRange(of: "<body", in: page[...])?.lowerBound ?? page.endIndex
    var found: [Range<Int>] = []
    var rest = page[..<headEnd]
    while let name = firstRange(of: "content-security-policy", in: rest) {
        rest = rest[name.upperBound...]
        guard let start = page[..<name.lowerBound].lastIndex(of: UInt8(ascii: "<")),
            let end = page[start..<headEnd].firstIndex(of: UInt8(ascii: ">")),
            let key = firstRange(of: " content=", in: page[start..<end])
        else { continue }
        let quote = page[key.upperBound]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { continue }
        let value = page[(key.upperBound + 1)..<end].prefix { $0 != quote }
        found.append(value.startIndex..<value.endIndex)
    }
    return found
}

/// Case doesn't count; `text` is in lower case.
private func firstRange(of text: String, in bytes: ArraySlice<UInt8>) -> Range<Int>? {
    let wanted = Array(text.utf8)
    guard bytes.count >= wanted.count else { return nil }
    return (bytes.startIndex...(bytes.endIndex - wanted.count)).first {
        isAt($0, wanted, bytes)
    }.map { $0..<($0 + wanted.count) }
}

private func lastRange(of text: String, in bytes: [UInt8]) -> Range<Int>? {
    let wanted = Array(text.utf8)
    guard bytes.count >= wanted.count else { return nil }
    return (0...(bytes.count - wanted.count)).last { isAt($0, wanted, bytes[...]) }
        .map { $0..<($0 + wanted.count) }
}

private func isAt(_ place: Int, _ wanted: [UInt8], _ bytes: ArraySlice<UInt8>) -> Bool {
    for offset in wanted.indices {
        let byte = bytes[place + offset]
        let isUpper = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
        if (isUpper ? byte | 0x20 : byte) != wanted[offset] { return false }
    }
    return true
}
