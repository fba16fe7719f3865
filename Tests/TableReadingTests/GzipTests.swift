import ReportModel
import TableReading
import Testing

@Suite("gzip")
struct GzipTests {
    /// A gzip member that stores the bytes as they are (RFC 1951, 3.2.4; RFC 1952).
    private func member(_ bytes: [UInt8]) -> [UInt8] {
        var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        func little(_ number: UInt32, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
        }
        var rest = bytes[...]
        repeat {
            let block = rest.prefix(65_535)
            rest = rest.dropFirst(block.count)
            let length = UInt32(block.count)
            member += [rest.isEmpty ? 1 : 0] + little(length, 2) + little(~length, 2) + block
        } while !rest.isEmpty
        var checksum = UInt32.max
        for byte in bytes {
            checksum ^= UInt32(byte)
            for _ in 0..<8 {
                checksum = (checksum >> 1) ^ (checksum & 1 == 1 ? 0xEDB8_8320 : 0)
            }
        }
        return member + little(~checksum, 4) + little(UInt32(bytes.count), 4)
    }

    @Test("several members are one file, at any size of the pieces", arguments: [1, 5, 1 << 20])
    func members(size: Int) throws {
        let file =
            member(Array("a,b\n1,".utf8)) + member([]) + member(Array("2\n3,4".utf8)) + [0, 0]
        let (rows, faults) = try records(file, sizes: [size])
        #expect(rows == [["a", "b"], ["1", "2"], ["3", "4"]])
        #expect(faults == [])
    }

    @Test("a file that ends too early is truncated, wherever it ends")
    func truncated() throws {
        let file = member(Array("a,b\n1,2\n".utf8))
        for count in 2..<file.count {
            let (_, faults) = try records(Array(file.prefix(count)))
            #expect(faults == [CSVFault(.gzipTruncated, line: 0, column: 0)], "\(count) bytes")
        }
    }

    @Test("a wrong byte or something after the end is damage")
    func corrupt() throws {
        let file = member(Array("a,b\n1,2\n".utf8))
        var wrong = file
        wrong[20] ^= 1
        #expect(try records(wrong).faults == [CSVFault(.gzipCorrupt, line: 0, column: 0)])
        #expect(
            try records(file + Array("rest".utf8)).faults
                == [CSVFault(.gzipCorrupt, line: 0, column: 0)])
    }

    @Test("a file that inflates to much is read in pieces")
    func large() throws {
        let line = Array("1,2\n".utf8)
        var text = Array("a,b\n".utf8)
        for _ in 0..<200_000 { text += line }
        var count = 0
        let source = ByteSource(path: "x.csv.gz", bytes: member(text))
        _ = try readRecords(of: source, format: TableFormat()) { _ in
            Issue.record("there is no fault")
        } record: { _ in
            count += 1
        }
        #expect(count == 200_001)
    }
}
