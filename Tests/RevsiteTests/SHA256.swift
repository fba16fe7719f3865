import Foundation

/// SHA-256 after FIPS 180-4, written apart from the program so that its hashes are checked by another.
func sha256(_ data: Data) -> String {
    func fraction(_ root: Double) -> UInt32 { UInt32((root - root.rounded(.down)) * 4_294_967_296) }
    let primes = (2...400).filter { n in !(2..<n).contains { n % $0 == 0 } }
    let rounds = primes.prefix(64).map { fraction(cbrt(Double($0))) }
    var state = primes.prefix(8).map { fraction(Double($0).squareRoot()) }
    var bytes = [UInt8](data)
    let bitCount = UInt64(bytes.count) * 8
    bytes.append(0x80)
    while bytes.count % 64 != 56 { bytes.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: bitCount >> UInt64(shift)))
    }
    func rotated(_ x: UInt32, _ n: UInt32) -> UInt32 { x >> n | x << (32 - n) }
    for start in stride(from: 0, to: bytes.count, by: 64) {
        var words = [UInt32](repeating: 0, count: 64)
        for t in 0..<16 {
            for k in 0..<4 { words[t] = words[t] << 8 | UInt32(bytes[start + t * 4 + k]) }
        }
        for t in 16..<64 {
            let a = words[t - 15]
            let b = words[t - 2]
            words[t] =
                words[t - 16] &+ (rotated(a, 7) ^ rotated(a, 18) ^ a >> 3) &+ words[t - 7]
                &+ (rotated(b, 17) ^ rotated(b, 19) ^ b >> 10)
        }
        var v = state
        for t in 0..<64 {
            let choice = v[4] & v[5] ^ ~v[4] & v[6]
            let first =
                v[7] &+ (rotated(v[4], 6) ^ rotated(v[4], 11) ^ rotated(v[4], 25)) &+ choice
                &+ rounds[t] &+ words[t]
            let majority = v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2]
            let second = (rotated(v[0], 2) ^ rotated(v[0], 13) ^ rotated(v[0], 22)) &+ majority
            v = [first &+ second, v[0], v[1], v[2], v[3] &+ first, v[4], v[5], v[6]]
        }
        for i in 0..<8 { state[i] = state[i] &+ v[i] }
    }
    return state.map { word in
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
}
