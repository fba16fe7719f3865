/// What comes next, the parameters being unknown: the components of a grid of parameters, weighted by
/// how likely each makes the series when initial states and noise are unknown beforehand.
///
/// Given the parameters the errors are those of a linear regression on the initial states, so that
/// weight (the marginal likelihood) and spread (Student's t) are exact for normal noise.
struct PredictiveDistribution: Sendable {
    private(set) var components: [PredictiveComponent] = []
    private let student: StudentDistribution
    private let probabilities: [(probability: Double, bound: Double)]

    /// Nil without more values than states, as nothing then tells how large the noise is.
    init?(_ grid: [SmoothingSearch.Candidate], _ search: SmoothingSearch, horizon: Int) {
        let freedom = search.values.count - search.shape.freeStates
        if freedom < 1 || grid.isEmpty { return nil }
        let student = StudentDistribution(freedom: freedom)
        self.student = student
        probabilities = [0.5, 0.8].map { ($0, student.radius(of: $0)) }
        let floor = search.exactness
        let likelihoods = grid.map { candidate in
            let error = max(candidate.regression.squaredError, floor)
            return logarithm(search.prior(candidate.point))
                - candidate.regression.factor.logDeterminant / 2
                - Double(freedom) / 2 * logarithm(error)
        }
        let largest = likelihoods.reduce(-.infinity) { max($0, $1) }
        for (candidate, likelihood) in zip(grid, likelihoods) where likelihood > largest - 7 {
            let error = candidate.regression.squaredError
            var component = PredictiveComponent(
                candidate.regression, Gains(candidate.point.parameters),
                variance: error <= floor ? 0 : error / Double(freedom), horizon: horizon)
            component.weight = exponential(likelihood - largest)
            components.append(component)
        }
        let total = components.reduce(0) { $0 + $1.weight }
        for index in components.indices { components[index].weight /= total }
    }

    typealias Radii = (half: Double, most: Double)

    /// How far from a centre what comes lies with 50 % and with 80 % probability.
    func radii(
        around centre: Double, _ location: (PredictiveComponent) -> PredictiveComponent.Location
    ) -> Radii {
        let parts = components.map { ($0.weight, location($0)) }
        let radii = probabilities.map { level in
            let bound = parts.reduce(0) {
                max($0, abs($1.1.centre - centre) + level.bound * $1.1.scale)
            }
            return root(below: bound) {
                probability(within: $0, of: centre, parts) - level.probability
            }
        }
        return (radii[0], radii[1])
    }

    /// Where a growing function passes zero between zero and a bound, by the rule of the false place
    /// with halved ends (Illinois).
    private func root(below bound: Double, _ function: (Double) -> Double) -> Double {
        var (low, high) = (0.0, bound)
        var (least, most) = (function(low), function(high))
        if least >= 0 || most <= 0 || bound == 0 { return least >= 0 ? 0 : bound }
        var wasBelow: Bool?
        for _ in 0..<100 where high - low > bound * 1e-12 {
            let middle = (low * most - high * least) / (most - least)
            let value = function(middle)
            if abs(value) < 1e-10 { return middle }
            let isBelow = value < 0
            if isBelow {
                (low, least) = (middle, value)
                if wasBelow == true { most /= 2 }
            } else {
                (high, most) = (middle, value)
                if wasBelow == false { least /= 2 }
            }
            wasBelow = isBelow
        }
        return (low + high) / 2
    }

    private func probability(
        within radius: Double, of centre: Double,
        _ parts: [(weight: Double, location: PredictiveComponent.Location)]
    ) -> Double {
        parts.reduce(0) { sum, part in
            let offset = centre - part.location.centre
            let scale = part.location.scale
            if scale == 0 { return abs(offset) <= radius ? sum + part.weight : sum }
            let inside =
                student.cumulative((offset + radius) / scale)
                - student.cumulative((offset - radius) / scale)
            return sum + part.weight * inside
        }
    }
}
