package import Diagnostics
package import MarkdownReading
package import ReportModel

/// A page whose every binding is known to make sense.
package struct BoundPage: Sendable {
    /// File name of the output without `.html`: `index`, `revenue`.
    package var slug: String
    package var title: String
    /// Pages are sorted by it, then by slug; `index` comes first.
    package var order: Int
    package var section: String?
    package var period: Period
    /// The formula that makes a comparing title true.
    package var assertion: Expression?
    package var owner: String?
    package var text: PageText
    /// By the place of the link, image or fence.
    package var bindings: [SourceLocation: Binding]

    package init(
        slug: String, title: String, order: Int, section: String?, period: Period,
        assertion: Expression?, owner: String?, text: PageText,
        bindings: [SourceLocation: Binding]
    ) {
        self.slug = slug
        self.title = title
        self.order = order
        self.section = section
        self.period = period
        self.assertion = assertion
        self.owner = owner
        self.text = text
        self.bindings = bindings
    }

    /// The bindings in reading order.
    package var bindingsInOrder: [Binding] {
        bindings.keys.sorted().compactMap { bindings[$0] }
    }
}
