/// Within which bounds an expected figure lies.
package struct FigureRanges: Hashable, Sendable {
    package struct Range: Hashable, Sendable {
        package var low: ExactDecimal
        package var high: ExactDecimal

        package init(low: ExactDecimal, high: ExactDecimal) {
            self.low = low
            self.high = high
        }
    }

    /// As management states it.
    package var stated: Range?
    /// With a probability of a half.
    package var half: Range?
    /// With a probability of four fifths.
    package var fourFifths: Range?
    /// How it was computed: `holt-winters`.
    package var method: String?

    package init(
        stated: Range? = nil, half: Range? = nil, fourFifths: Range? = nil, method: String? = nil
    ) {
        self.stated = stated
        self.half = half
        self.fourFifths = fourFifths
        self.method = method
    }
}

/// Where a figure stands against the limits of its metric.
package struct FigureStanding: Hashable, Sendable {
    package var state: MetricLimit.State
    /// From the bound that must not be passed, in the metric's unit; below zero once it is.
    package var headroom: ExactDecimal?

    package init(state: MetricLimit.State, headroom: ExactDecimal?) {
        self.state = state
        self.headroom = headroom
    }
}

/// A figure's value with what else is known of it.
package struct ExpectedValue: Hashable, Sendable {
    package var value: FigureValue
    package var ranges: FigureRanges?

    package init(_ value: FigureValue, ranges: FigureRanges? = nil) {
        self.value = value
        self.ranges = ranges
    }
}
