/// A number as SVG has it: at most two decimals, no exponent, no `-0`; 0 for what is no number.
package func svgNumber(_ value: Double) -> String {
    let limit = 1e12
    guard value.isFinite else { return "0" }
    let hundredths = Int((Swift.min(Swift.max(value, -limit), limit) * 100).rounded())
    let sign = hundredths < 0 ? "-" : ""
    let whole = hundredths.magnitude / 100
    let rest = hundredths.magnitude % 100
    if rest == 0 { return "\(sign)\(whole)" }
    if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
    return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
}
