import ReportModel

/// The keys that rows have had, to find those that come twice.
///
/// Every key is kept as bytes and compared as such, so that no two keys are ever taken for one; a row
/// costs its key's bytes and 28 more. Keys are dealt out to buckets by their hash and sorted bucket
/// by bucket at the end, which needs no room beside what is there.
struct UniqueKeys: Sendable {
    /// The check's place in the settings' list.
    let check: Int
    let fields: [String]
    /// Rows that have a key.
    private(set) var keyed = 0
    private var buckets: [KeyBucket]

    private static let bucketBits = 8

    init(fields: [String], check: Int) {
        self.check = check
        self.fields = fields
        buckets = Array(repeating: KeyBucket(), count: 1 << Self.bucketBits)
    }

    mutating func consume(
        _ batch: TableBatch, _ dictionaries: [String: TextDictionary], file: Int32
    ) {
        let columns = fields.map { BatchField($0, batch, dictionaries) }
        var key: [UInt8] = []
        for row in 0..<batch.rowCount {
            key.removeAll(keepingCapacity: true)
            var isKeyed = false
            for column in columns {
                // A length before each part: `ab`, `c` is not `a`, `bc`.
                guard let text = column.text(row) else {
                    key.append(length: .max)
                    continue
                }
                isKeyed = true
                key.append(length: UInt32(truncatingIfNeeded: text.utf8.count))
                key.append(contentsOf: text.utf8)
            }
            if !isKeyed { continue }
            keyed += 1
            let hash = hashed(key)
            let place = RowPlace(file: file, line: batch.lines[row])
            buckets[Int(hash >> (64 - Self.bucketBits))].append(key, hash: hash, at: place)
        }
    }

    /// Takes the other's keys out of it, bucket by bucket, so that none is there twice for long.
    ///
    /// - Parameter files: the number here of each file of the other.
    mutating func merge(_ other: inout UniqueKeys, files: [Int32]) {
        keyed += other.keyed
        for index in buckets.indices {
            var bucket = KeyBucket()
            swap(&bucket, &other.buckets[index])
            let shift = buckets[index].bytes.count
            buckets[index].bytes += bucket.bytes
            for row in bucket.rows {
                var row = row
                row.offset += shift
                row.place.file = files[Int(row.place.file)]
                buckets[index].rows.append(row)
            }
        }
    }

    /// The rows whose key an earlier row has.
    mutating func repeated(_ files: FileNumbers) -> FailingRows {
        var failing = FailingRows()
        for index in buckets.indices {
            buckets[index].sort(files)
            let bucket = buckets[index]
            var start = 0
            while start < bucket.rows.count {
                var end = start + 1
                while end < bucket.rows.count, bucket.isEqual(start, end) { end += 1 }
                let first = bucket.rows[start].place
                for row in bucket.rows[start..<end].dropFirst() {
                    let path = files.paths[Int(row.place.file)]
                    failing.add(path: path, line: row.place.line) {
                        let other = files.paths[Int(first.file)]
                        let place = other == path ? "line \(first.line)" : "\(other):\(first.line)"
                        return Self.text(of: bucket.key(row)) + ", also \(place)"
                    }
                }
                start = end
            }
        }
        return failing
    }

    /// The values of a key, commas between them.
    private static func text(of key: ArraySlice<UInt8>) -> String {
        var parts: [String] = []
        var rest = key
        while rest.count >= 4 {
            let length = rest.length
            rest = rest.dropFirst(4)
            if length == .max {
                parts.append("–")
                continue
            }
            parts.append(shown(String(decoding: rest.prefix(Int(length)), as: UTF8.self)))
            rest = rest.dropFirst(Int(length))
        }
        return parts.joined(separator: ", ")
    }
}

/// Keys whose hashes begin alike.
private struct KeyBucket: Sendable {
    struct Row: Sendable {
        var hash: UInt64
        var offset: Int
        var place: RowPlace
    }

    var rows: [Row] = []
    /// Length of a key in four bytes, then the key.
    var bytes: [UInt8] = []

    mutating func append(_ key: [UInt8], hash: UInt64, at place: RowPlace) {
        rows.append(Row(hash: hash, offset: bytes.count, place: place))
        bytes.append(length: UInt32(truncatingIfNeeded: key.count))
        bytes += key
    }

    func key(_ row: Row) -> ArraySlice<UInt8> {
        let start = row.offset + 4
        return bytes[start..<start + Int(bytes[row.offset..<start].length)]
    }

    func isEqual(_ left: Int, _ right: Int) -> Bool {
        rows[left].hash == rows[right].hash && key(rows[left]).elementsEqual(key(rows[right]))
    }

    /// Equal keys together, the first row of each before the others.
    mutating func sort(_ files: FileNumbers) {
        var sorted: [Row] = []
        swap(&sorted, &rows)
        sorted.sort { left, right in
            if left.hash != right.hash { return left.hash < right.hash }
            let a = key(left)
            let b = key(right)
            return a.elementsEqual(b)
                ? left.place.precedes(right.place, files) : a.lexicographicallyPrecedes(b)
        }
        rows = sorted
    }
}

extension [UInt8] {
    fileprivate mutating func append(length: UInt32) {
        for shift in [0, 8, 16, 24] as [UInt32] {
            append(UInt8(truncatingIfNeeded: length >> shift))
        }
    }
}

extension ArraySlice<UInt8> {
    /// The four bytes at the start as a number.
    fileprivate var length: UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(self[startIndex + $1]) << UInt32(8 * $1) }
    }
}

/// Spreads keys over buckets; equal hashes are compared by their bytes.
private func hashed(_ key: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for byte in key {
        hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    hash ^= hash >> 32
    hash = hash &* 0xD6E8_FEB8_6659_FD93
    return hash ^ hash >> 29
}
