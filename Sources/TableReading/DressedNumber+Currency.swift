/// Which currency the sign or code beside a number's digits may mean.
struct CurrencyMark: Equatable {
    /// As it is written: `$` or `USD`.
    let text: String

    /// The mark of the cell's number; nil where there is none.
    init?(_ cell: Span<UInt8>) {
        var dressed = DressedNumber(cell)
        dressed.undress(cell)
        guard let range = dressed.currency else { return nil }
        text = cell.extracting(range).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether amounts in the currency of this code are written so.
    func means(_ code: String) -> Bool {
        switch text {
        case "$": Self.dollars.contains(code)
        case "€": code == "EUR"
        case "£": code == "GBP"
        case "¥": ["JPY", "CNY", "CNH"].contains(code)
        default: text == code
        }
    }

    /// Currencies whose sign is `$`: dollars, and the pesos that are written alike.
    private static let dollars: Set<String> = [
        "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "BBD", "BMD", "BND", "BSD", "BZD", "FJD",
        "GYD", "JMD", "KYD", "LRD", "NAD", "SBD", "SRD", "TTD", "XCD", "ARS", "CLP", "COP", "CUP",
        "DOP", "MXN", "UYU",
    ]
}
