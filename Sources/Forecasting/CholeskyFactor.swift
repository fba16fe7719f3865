/// A symmetric matrix by its lower triangle, row after row.
struct SymmetricMatrix: Sendable {
    let size: Int
    private var cells: [Double]

    init(size: Int) {
        self.size = size
        cells = [Double](repeating: 0, count: size * (size + 1) / 2)
    }

    /// With `column` not above `row`.
    subscript(row: Int, column: Int) -> Double {
        get { cells[row * (row + 1) / 2 + column] }
        set { cells[row * (row + 1) / 2 + column] = newValue }
    }
}

/// The lower triangle L of a symmetric positive matrix L·Lᵀ.
struct CholeskyFactor: Sendable {
    private var factor: SymmetricMatrix

    /// A direction that the matrix does not determine is held at zero. Cubic in the size.
    init(_ matrix: SymmetricMatrix) {
        var factor = matrix
        for row in 0..<matrix.size {
            for column in 0...row {
                var sum = matrix[row, column]
                for inner in 0..<column { sum -= factor[row, inner] * factor[column, inner] }
                if column == row {
                    let isDetermined = sum > matrix[row, row] * 1e-13
                    factor[row, row] = isDetermined ? sum.squareRoot() : .infinity
                } else {
                    factor[row, column] = sum / factor[column, column]
                }
            }
        }
        self.factor = factor
    }

    /// L⁻¹·v; quadratic in the size.
    func forward(_ vector: [Double]) -> [Double] {
        var solution = vector
        for row in 0..<factor.size {
            var sum = solution[row]
            for column in 0..<row { sum -= factor[row, column] * solution[column] }
            solution[row] = sum / factor[row, row]
        }
        return solution
    }

    /// (L·Lᵀ)⁻¹·v; quadratic in the size.
    func solve(_ vector: [Double]) -> [Double] {
        var solution = forward(vector)
        for row in (0..<factor.size).reversed() {
            solution[row] /= factor[row, row]
            let value = solution[row]
            for column in 0..<row { solution[column] -= factor[row, column] * value }
        }
        return solution
    }

    /// The logarithm of the determinant of the matrix.
    var logDeterminant: Double {
        (0..<factor.size).reduce(0) { sum, row in
            let pivot = factor[row, row]
            return pivot.isFinite ? sum + 2 * logarithm(pivot) : sum
        }
    }
}
