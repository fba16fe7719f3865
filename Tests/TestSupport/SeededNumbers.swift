import Foundation

/// SplitMix64: the same numbers for the same seed, everywhere.
package struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    package mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
    package mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
    package mutating func one<Element>(of choices: [Element]) -> Element {
        choices[below(choices.count)]
    }

    /// The seed that `REVSITE_SEED` names, else a new one.
    package static func seed() -> UInt64 {
        ProcessInfo.processInfo.environment["REVSITE_SEED"].flatMap { UInt64($0) }
            ?? .random(in: 0...UInt64.max)
    }
}
