import TableReading
import TestSupport
import Testing

/// Rows and faults of a file; a fault is `id line:column`.
private func lines(
    _ bytes: [UInt8]
) throws -> (rows: [[String]], faults: [String], details: [String]) {
    var rows: [[String]] = []
    var faults: [String] = []
    var details: [String] = []
    _ = try readJSONLines({ ByteSource(path: "data.jsonl", bytes: bytes) }) {
        faults.append("\($0.kind.rawValue) \($0.line):\($0.column)")
        details.append($0.detail)
    } record: {
        if !$0.isDamaged { rows.append($0.cells) }
    }
    return (rows, faults, details)
}

private func rows(_ text: String) throws -> [[String]] {
    let (rows, faults, _) = try lines(Array(text.utf8))
    #expect(faults == [])
    return rows
}

/// The one fault of a text that has a marker where it is.
private func expectFault(
    _ id: String, _ marked: String, _ detail: String? = nil,
    at location: Testing.SourceLocation = #_sourceLocation
) throws {
    let parts = marked.split(separator: "1️⃣", omittingEmptySubsequences: false)
    let before = Array(parts[0].utf8)
    let line = 1 + before.count { $0 == UInt8(ascii: "\n") }
    let column = 1 + before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count
    let result = try lines(Array(parts.joined().utf8))
    #expect(result.faults == ["\(id) \(line):\(column)"], sourceLocation: location)
    if let detail { #expect(result.details == [detail], sourceLocation: location) }
}

@Suite("JSON Lines")
struct JSONLinesReadingTests {
    @Test("keys become columns in the order in which the file first has them")
    func columns() throws {
        let table = try rows(
            """
            {"id": "a", "amount": 12.50}

            {"amount": -3, "id": "b", "note": "late"}
            """)
        #expect(table == [["id", "amount", "note"], ["a", "12.50", ""], ["b", "-3", "late"]])
    }

    @Test("objects in objects are columns with points, arrays are their text")
    func nesting() throws {
        let table = try rows(
            #"{"c": {"id": 1, "at": {"x": true}}, "tags": ["a", {"b": 1}], "e": {}}"#)
        #expect(table[0] == ["c.id", "c.at.x", "tags"])
        #expect(table[1] == ["1", "TRUE", #"["a", {"b": 1}]"#])
    }

    @Test("true and false are words and null is nothing")
    func words() throws {
        #expect(try rows(#"{"a":true,"b":false,"c":null}"#)[1] == ["TRUE", "FALSE", ""])
    }

    @Test(
        "a number keeps its digits, an exponent is written out",
        arguments: [
            ("0.10", "0.10"), ("-0", "-0"),
            ("12345678901234567890.123", "12345678901234567890.123"),
            ("1e3", "1000"), ("1.5E-3", "0.0015"), ("-2.50e1", "-25"), ("0e9", "0"),
            ("1e300", "1e300"),
        ])
    func numbers(written: String, read: String) throws {
        #expect(try rows(#"{"a":\#(written)}"#)[1] == [read])
    }

    @Test("escapes in strings are resolved, surrogate pairs too")
    func escapes() throws {
        let table = try rows(#"{"\u0061":"\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00é😀"}"#)
        #expect(table == [["a"], ["\"\\/\u{8}\u{C}\n\r\té😀é😀"]])
    }

    @Test("line ends of Windows and a byte order mark are no part of the values")
    func lineEnds() throws {
        #expect(try rows("\u{FEFF}{\"a\":1}\r\n{\"a\":2}\r\n") == [["a"], ["1"], ["2"]])
    }

    @Test("a file without lines has no records")
    func empty() throws {
        #expect(try rows("") == [])
        #expect(try rows("\n \r\n") == [])
    }

    @Test(
        "what is no JSON is reported where it is, with what was expected",
        arguments: [
            ("{\"a\":1}\n{\"a\" 1️⃣1}", "':' after the key was expected, '1' was found"),
            (#"{"a":1️⃣}"#, "a value was expected, '}' was found"),
            (#"{"a":1 1️⃣"b":2}"#, #"',' or '}' was expected, '"' was found"#),
            (#"{"a":1,1️⃣}"#, "a key in quotes was expected, '}' was found"),
            ("{1️⃣a:1}", "a key in quotes or '}' was expected, 'a' was found"),
            (#"{"a":1️⃣"b}"#, "the string that begins here is not closed"),
            (#"{"a":"1️⃣\x"}"#, "there is no such escape in a string"),
            (#"{"a":"1️⃣\ud83d"}"#, "the escape is half of a surrogate pair"),
            (#"{"a":"1️⃣\ude00"}"#, "the escape is half of a surrogate pair"),
            (#"{"a":"1️⃣\ud83d\u0041"}"#, "the escape is half of a surrogate pair"),
            (#"{"a":"1️⃣\u12g4"}"#, "four hexadecimal digits follow '\\u'"),
            (#"{"a":01️⃣1}"#, "',' or '}' was expected, '1' was found"),
            (#"{"a":1.1️⃣}"#, "a digit was expected, '}' was found"),
            (#"{"a":1️⃣NaN}"#, "a value was expected, 'N' was found"),
            (#"{"a":1️⃣nul}"#, "a value was expected, 'n' was found"),
            (#"{"a":[1,1️⃣]}"#, "a value was expected, ']' was found"),
            (#"{"a":[1 1️⃣2]}"#, "',' or ']' was expected, '2' was found"),
            (
                #"{"a":1} 1️⃣{"b":2}"#,
                "the end of the line after the object was expected, '{' was found"
            ),
            (#"{"ä":1️⃣ö}"#, "a value was expected, 'ö' was found"),
            ("{1️⃣", "a key in quotes or '}' was expected, the end of the line was found"),
        ])
    func invalid(marked: String, detail: String) throws {
        try expectFault("json-invalid", marked, detail)
    }

    @Test("a line that is no object, a key twice, and too much depth have rules of their own")
    func rules() throws {
        try expectFault("json-no-object", #" 1️⃣[{"a":1}]"#, "the line begins with '[', not with '{'")
        try expectFault("json-no-object", "1️⃣12")
        try expectFault(
            "json-key-twice", #"{"a":1,1️⃣"a":2}"#, "the key 'a' stands twice in the object")
        try expectFault("json-key-twice", #"{"a":{"b":1},1️⃣"a":{"c":1}}"#)
        try expectFault("json-key-twice", #"{"a":{"b":1},"a.b":1️⃣2}"#)
        let deep = String(repeating: #"{"a":"#, count: 64)
        try expectFault("json-too-deep", deep + #"1️⃣{"b":1}"# + String(repeating: "}", count: 64))
        let wide = #"{"a":"# + String(repeating: "[", count: 63)
        try expectFault("json-too-deep", wide + "1️⃣[" + String(repeating: "]", count: 64) + "}")
        try expectFault("nul-byte", #"{"a":1️⃣"\u0000"}"#)
    }

    @Test("the lines beside a faulty one are read")
    func carriesOn() throws {
        let result = try lines(Array("{\"a\":1}\n{\"b\"\n{\"a\":3}".utf8))
        #expect(result.rows == [["a"], ["1"], ["3"]])
        #expect(result.faults == ["json-invalid 2:5"])
    }

    @Test("bytes that are no UTF-8 are reported where they are")
    func encoding() throws {
        let result = try lines(Array("{\"a\":\"".utf8) + [0xE9] + Array("\"}".utf8))
        #expect(result.faults == ["encoding-invalid 1:7"])
    }

    @Test("a line above 16 MB is a fault and is not kept in memory")
    func longLine() throws {
        let long = Array("{\"a\":\"".utf8) + Array(repeating: UInt8(ascii: "x"), count: 17_000_000)
        let result = try lines(long + Array("\"}\n{\"a\":2}".utf8))
        #expect(result.faults == ["cell-too-long 1:1"])
        #expect(result.rows == [["a"], ["2"]])
    }

    @Test("more keys than a table may have columns end the reading")
    func tooManyKeys() throws {
        let text = (0..<16_385).map { "{\"k\($0)\":1}\n" }.joined()
        #expect(try lines(Array(text.utf8)).faults == ["too-many-columns 16385:11"])
    }

    @Test("a file whose keys change between the two readings is refused")
    func changed() throws {
        var texts = ["{\"a\":1}", "{\"b\":1}"]
        #expect(throws: JSONLinesChange.self) {
            _ = try readJSONLines({
                ByteSource(path: "x", bytes: Array(texts.removeFirst().utf8))
            }) { _ in
            } record: { _ in
            }
        }
    }

    @Test("any object that is written comes back as it was")
    func roundTrip() throws {
        let seed = SeededNumbers.seed()
        var numbers = SeededNumbers(seed: seed)
        for _ in 0..<300 {
            let width = 1 + numbers.below(4)
            let table = (0...numbers.below(5)).map { _ in
                (0..<width).map { _ in text(&numbers) }
            }
            let file = table.map { row in
                "{"
                    + row.enumerated().map { "\"k\($0.offset)\": \(written($0.element, &numbers))" }
                    .joined(separator: ",") + "}"
            }.joined(separator: "\n")
            let names = (0..<width).map { "k\($0)" }
            #expect(try rows(file) == [names] + table, "seed \(seed)")
        }
    }

    @Test("no mutation of a file makes the reading fail")
    func mutations() throws {
        let seed = SeededNumbers.seed()
        var numbers = SeededNumbers(seed: seed)
        let sample =
            Array(#"{"a":{"b":[1,2.5e3,"x\u00e9\ud83d\ude00"],"c":null},"d":true}"#.utf8) + [10]
        let spices = Array(#"{}[]",:\u0123eE+-.ntf"#.utf8) + [0, 10, 13, 0xFF, 0xC3]
        for _ in 0..<3000 {
            var file = sample + sample
            for _ in 0...numbers.below(4) {
                let place = numbers.below(file.count)
                switch numbers.below(3) {
                case 0: file[place] = numbers.one(of: spices)
                case 1: file.insert(numbers.one(of: spices), at: place)
                default: file.remove(at: place)
                }
            }
            let result = try lines(file)
            #expect(Set(result.rows.map(\.count)).count <= 1, "seed \(seed)")
        }
    }

    private func text(_ numbers: inout SeededNumbers) -> String {
        (0..<numbers.below(6)).map { _ in
            numbers.one(of: ["a", "\"", "\\", "\n", "é", "😀", "{", ":", "\u{1}", " "])
        }.joined()
    }

    private func written(_ text: String, _ numbers: inout SeededNumbers) -> String {
        let units = text.unicodeScalars.map { scalar -> String in
            let mustEscape = scalar == "\"" || scalar == "\\" || scalar.value < 32
            guard mustEscape || numbers.chance(20) else { return String(Character(scalar)) }
            return String(Character(scalar)).utf16.map { unit in
                "\\u" + String(repeating: "0", count: 4 - String(unit, radix: 16).count)
                    + String(unit, radix: 16)
            }.joined()
        }
        return "\"" + units.joined() + "\""
    }
}
