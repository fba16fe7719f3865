extension SparkChart {
    /// The drawing of the trend.
    func sketch(width: Double, id: String) -> Sketch {
        let height = self.height.isFinite ? min(max(self.height, 8), 400) : 24
        var sketch = Sketch(width: width, height: height, idPrefix: id)
        let values = points.map { $0.flatMap { $0.magnitude < 1e300 ? $0 : nil } }
        let domain = valueDomain(values.compactMap { $0 }, includesZero: false, shared: nil)
        let isFlat = domain.lowerBound == domain.upperBound
        let scale = LinearScale(domain, from: height - 4, to: 4)
        let step = (width - 8) / Double(max(values.count - 1, 1))
        let places = values.enumerated().map { index, value in
            value.map { Point(4 + Double(index) * step, isFlat ? height / 2 : scale($0)) }
        }
        for stretch in stretches(places) where stretch.count > 1 {
            sketch.add(.path(stretch, role: "l-spark"))
        }
        if let last = places.last(where: { $0 != nil }).flatMap({ $0 }) {
            sketch.add(.circle(last, radius: 2.6, role: "c-ac"))
        }
        return sketch
    }
}
