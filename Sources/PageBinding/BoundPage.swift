package import Diagnostics
package import MarkdownReading
package import ReportModel

/// A page whose every binding is known to make sense.
package struct BoundPage: Sendable {
    /// File name of the output without `.html`: `index`, `revenue`, `customers/c1`.
    package var slug: String
    package var title: String
    /// Pages are sorted by it, then by slug; `index` comes first.
    package var order: Int
    package var section: String?
    package var period: Period
    /// The formula that makes a comparing title true.
    package var assertion: Expression?
    package var text: PageText
    /// By the place of the link, image or fence.
    package var bindings: [SourceLocation: Binding]
    /// Who answers for the page, who presents it, what for and how long.
    package var facts = PageFacts()
    /// The dimension that has a page like this for each of its values.
    package var each: String?
    /// The part of the company that every figure of the page is of.
    package var part = Cut.whole
    /// Whether the pack holds it.
    package var isInPack = true
    /// The language that its text is in, where that is not the one of the site around it.
    package var fallback: String?
    /// The part of its text that is in another language than the rest.
    package var foreignText: ForeignText?

    /// A text that is not translated: its file and its language.
    package struct ForeignText: Hashable, Sendable {
        package var path: String
        package var language: String

        package init(path: String, language: String) {
            self.path = path
            self.language = language
        }
    }

    package init(
        slug: String, title: String, order: Int = .max, section: String? = nil, period: Period,
        assertion: Expression? = nil, text: PageText, bindings: [SourceLocation: Binding] = [:]
    ) {
        self.slug = slug
        self.title = title
        self.order = order
        self.section = section
        self.period = period
        self.assertion = assertion
        self.text = text
        self.bindings = bindings
    }

    /// The bindings in reading order.
    package var bindingsInOrder: [Binding] {
        bindings.keys.sorted().compactMap { bindings[$0] }
    }
}

/// What a page says of itself to those who meet over it.
package struct PageFacts: Hashable, Sendable {
    package enum Purpose: String, CaseIterable, Sendable {
        case decision, discussion, noting
    }

    package var owner: String?
    package var presenter: String?
    package var minutes: Int?
    package var purpose: Purpose?
    /// When its text was written.
    package var date: Day?
}

extension BoundPage {
    /// The page of one value of its dimension, with what its author wrote about that.
    ///
    /// - Parameter commentary: a page whose text follows that of this one.
    package func page(
        of value: String, named name: String, slug: String, commentary: BoundPage? = nil
    ) -> BoundPage {
        guard let each else { return self }
        var page = self
        page.slug = slug
        page.title = name
        page.each = nil
        page.part = Cut([Cut.Part(each, value)])
        if let commentary {
            page.text.blocks += commentary.text.blocks
            page.bindings.merge(commentary.bindings) { own, _ in own }
            page.assertion = commentary.assertion ?? assertion
            page.facts = facts.filled(by: commentary.facts)
        }
        return page
    }
}

extension PageFacts {
    /// What another page says, where that says something.
    func filled(by other: PageFacts) -> PageFacts {
        PageFacts(
            owner: other.owner ?? owner, presenter: other.presenter ?? presenter,
            minutes: other.minutes ?? minutes, purpose: other.purpose ?? purpose,
            date: other.date ?? date)
    }
}
