import ReportModel
import TableReading
import Testing

@Suite("gzip")
struct GzipTests {
    @Test("several members are one file, at any size of the pieces", arguments: [1, 5, 1 << 20])
    func members(size: Int) throws {
        let file =
            gzipMember(Array("a,b\n1,".utf8)) + gzipMember([]) + gzipMember(Array("2\n3,4".utf8))
            + [0, 0]
        let (rows, faults) = try records(file, sizes: [size])
        #expect(rows == [["a", "b"], ["1", "2"], ["3", "4"]])
        #expect(faults == [])
    }

    @Test("a file that ends too early is truncated, wherever it ends")
    func truncated() throws {
        let file = gzipMember(Array("a,b\n1,2\n".utf8))
        for count in 2..<file.count {
            let (_, faults) = try records(Array(file.prefix(count)))
            #expect(faults == [CSVFault(.gzipTruncated, line: 0, column: 0)], "\(count) bytes")
        }
    }

    @Test("a wrong byte or something after the end is damage")
    func corrupt() throws {
        let file = gzipMember(Array("a,b\n1,2\n".utf8))
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
        let source = ByteSource(path: "x.csv.gz", bytes: gzipMember(text))
        _ = try readRecords(of: source, format: TableFormat()) { _ in
            Issue.record("there is no fault")
        } record: { _ in
            count += 1
        }
        #expect(count == 200_001)
    }
}
