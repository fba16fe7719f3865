import Foundation

/// The natural logarithm.
func logarithm(_ value: Double) -> Double { log(value) }

/// e to the power of a value.
func exponential(_ value: Double) -> Double { exp(value) }
