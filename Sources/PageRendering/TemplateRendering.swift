import Synchronization

/// Renders checked templates; what comes out is UTF-8.
///
/// It is what Mustache says of the tags that themes may use, on bytes: a site may have ten thousand
/// pages. A test holds it against a library's reading of the same templates.
final class TemplateRenderer: Sendable {
    private let programs: [String: TemplateProgram]
    /// Where renderings found their values, for the next ones.
    private let places: Mutex<[ObjectIdentifier: [[Int]]]>

    /// - Complexity: O(length of the templates, each as often as another one takes it in).
    init(templates: [String: [TemplateNode]]) {
        programs = templates.mapValues { TemplateProgram($0, among: templates) }
        places = Mutex([:])
    }

    /// - Parameter levels: what it sees, the innermost last.
    /// - Complexity: O(length of the markup).
    func render(_ name: String, _ levels: [ViewRecord]) -> [UInt8] {
        guard let program = programs[name] else { return [] }
        let id = ObjectIdentifier(program)
        let known = places.withLock { $0[id]?.popLast() }
        var rendering = TemplateRendering(program, levels, places: known)
        rendering.render(0..<program.steps.count)
        let found = rendering.places
        places.withLock { $0[id, default: []].append(found) }
        return rendering.bytes
    }
}

/// A template with those that it takes in, as a list of steps: a walk over it copies nothing.
private final class TemplateProgram: Sendable {
    enum Step: Sendable {
        /// Bytes of the literals.
        case text(Range<Int32>)
        /// The value of a tag.
        case value(Int32)
        /// A section of a tag, whose steps follow up to an end.
        case section(Int32, end: Int32)
        case inverted(Int32, end: Int32)
    }

    let steps: [Step]
    let literals: [UInt8]
    let tags: [TemplateTag]
    /// Of tags that are one name and nothing else, looked up from the innermost value on; else empty.
    let names: [String]

    init(_ nodes: [TemplateNode], among templates: [String: [TemplateNode]]) {
        var writing = Writing(templates: templates)
        writing.add(nodes, [:], depth: 0)
        steps = writing.steps
        literals = writing.literals
        tags = writing.tags
        names = writing.tags.map { $0.isPlain ? $0.first ?? "" : "" }
    }

    private struct Writing {
        let templates: [String: [TemplateNode]]
        var steps: [Step] = []
        var literals: [UInt8] = []
        var tags: [TemplateTag] = []

        /// - Parameter blocks: what stands in the blocks of the templates around.
        mutating func add(
            _ nodes: [TemplateNode], _ blocks: [String: [TemplateNode]], depth: Int
        ) {
            for node in nodes {
                switch node {
                case .text(let text):
                    let start = Int32(literals.count)
                    literals += text
                    steps.append(.text(start..<Int32(literals.count)))
                case .variable(let tag, _): steps.append(.value(place(of: tag)))
                case .section(let tag, let isInverted, let children):
                    let place = place(of: tag)
                    let start = steps.count
                    steps.append(.value(place))
                    add(children, blocks, depth: depth)
                    let end = Int32(steps.count)
                    steps[start] =
                        isInverted ? .inverted(place, end: end) : .section(place, end: end)
                case .partial(let tag, let overrides):
                    // One that takes itself in was refused before.
                    if depth > 20 { continue }
                    var inner = overrides == nil ? [:] : blocks
                    for case .block(let block, let children) in overrides ?? []
                    where inner[block.name] == nil { inner[block.name] = children }
                    add(templates[tag.name] ?? [], inner, depth: depth + 1)
                case .block(let tag, let children):
                    add(blocks[tag.name] ?? children, blocks, depth: depth)
                }
            }
        }

        private mutating func place(of tag: TemplateTag) -> Int32 {
            tags.append(tag)
            return Int32(tags.count - 1)
        }
    }
}

private struct TemplateRendering {
    struct Level {
        /// What names are looked up in; of no names where it is no record.
        let record: ViewRecord
        /// What it is where it is no record.
        let value: ViewValue
        /// Of an item of a list.
        let isFirst: Bool
        let isLast: Bool

        init(_ value: ViewValue, isFirst: Bool = false, isLast: Bool = false) {
            if case .record(let record) = value {
                self.record = record
                self.value = .absent
            } else {
                record = ViewRecord()
                self.value = value
            }
            self.isFirst = isFirst
            self.isLast = isLast
        }

        /// As it was put there.
        var whole: ViewValue { if case .absent = value { .record(record) } else { value } }
    }

    /// What a tag sees, the innermost last; nothing of it is copied to be looked at.
    private struct Levels {
        var levels: [Level]

        /// Where a name stands; nil where it is one of many, or nowhere.
        func location(of name: String, from known: Int) -> (level: Int, place: Int)? {
            let levels = levels.span
            var level = levels.count
            while level > 0 {
                level -= 1
                if let place = levels[level].record.place(of: name, from: known) {
                    return (level, place)
                }
                if levels[level].record.hasMany { return nil }
            }
            return nil
        }

        func flag(at level: Int, _ place: Int) -> Bool? {
            let levels = levels.span
            return levels[level].record.flag(at: place)
        }

        func write(_ level: Int, _ place: Int, to bytes: inout [UInt8]) {
            let levels = levels.span
            levels[level].record.write(place, to: &bytes)
        }
    }

    let program: TemplateProgram
    var bytes: [UInt8] = []
    private var stack: Levels
    /// How many at the bottom are the page.
    private let pageLevels: Int
    /// By tag where its value stands in the record that has it, as far as it was seen.
    private(set) var places: [Int]

    init(_ program: TemplateProgram, _ levels: [ViewRecord], places: [Int]?) {
        self.program = program
        stack = Levels(levels: levels.map { Level(.record($0)) })
        pageLevels = levels.count
        self.places = places ?? Array(repeating: 0, count: program.tags.count)
        bytes.reserveCapacity(1 << 15)
    }

    mutating func render(_ range: Range<Int>) {
        let program = program
        var next = range.lowerBound
        while next < range.upperBound {
            let own = next
            next += 1
            switch program.steps[own] {
            case .text(let text):
                program.literals.withUnsafeBufferPointer { literals in
                    bytes.append(
                        contentsOf: UnsafeBufferPointer(
                            rebasing: literals[Int(text.lowerBound)..<Int(text.upperBound)]))
                }
            case .value(let tag): write(Int(tag))
            case .section(let tag, let end):
                next = Int(end)
                switch entry(of: Int(tag)) {
                case .flag(let flag): if flag { render(own + 1..<next) }
                case .value(let value): render(section: value, own + 1..<next)
                }
            case .inverted(let tag, let end):
                next = Int(end)
                switch entry(of: Int(tag)) {
                case .flag(let flag): if !flag { render(own + 1..<next) }
                case .value(let value): if value.isNothing { render(own + 1..<next) }
                }
            }
        }
    }

    private mutating func render(section value: ViewValue, _ steps: Range<Int>) {
        switch value {
        case .flag(let flag): if flag { render(steps) }
        case .list(let items):
            for (index, item) in items.enumerated() {
                stack.levels.append(
                    Level(item, isFirst: index == 0, isLast: index == items.count - 1))
                render(steps)
                stack.levels.removeLast()
            }
        case .text, .html, .record:
            stack.levels.append(Level(value))
            render(steps)
            stack.levels.removeLast()
        case .absent: break
        }
    }

    /// What a section is of.
    private enum Entry {
        case flag(Bool)
        case value(ViewValue)
    }

    private mutating func entry(of number: Int) -> Entry {
        guard let (level, place) = locate(number) else { return .value(value(of: number)) }
        if let flag = stack.flag(at: level, place) { return .flag(flag) }
        return .value(stack.levels[level].record[place])
    }

    private mutating func write(_ number: Int) {
        if let (level, place) = locate(number) {
            stack.write(level, place, to: &bytes)
            return
        }
        switch value(of: number) {
        case .text(let text): escape(text, into: &bytes)
        case .html(let html): bytes += html.bytes
        case .flag, .list, .record, .absent: break
        }
    }

    /// Where the value of a tag that is a name alone stands; nil where it is one of many, or there is none.
    private mutating func locate(_ number: Int) -> (level: Int, place: Int)? {
        let name = program.names[number]
        guard !name.isEmpty, let found = stack.location(of: name, from: places[number])
        else { return nil }
        places[number] = found.place
        return found
    }

    private mutating func value(of number: Int) -> ViewValue {
        let tag = program.tags[number]
        let value = plainValue(of: tag, number)
        if tag.transforms.isEmpty { return value }
        switch tag.transforms.first {
        case "first": return .flag(stack.levels.last?.isFirst ?? false)
        case "last": return .flag(stack.levels.last?.isLast ?? false)
        case "empty": return .flag(value.isNothing)
        case "count":
            if case .list(let items) = value { return .text(String(items.count)) }
            return .absent
        default: return .absent
        }
    }

    private mutating func plainValue(of tag: TemplateTag, _ number: Int) -> ViewValue {
        guard let name = tag.first else { return stack.levels.last.map(\.whole) ?? .absent }
        guard let found = firstValue(of: tag, name, number) else { return .absent }
        var value = found
        for place in 1..<tag.path.count {
            guard case .record(let inner) = value else { return .absent }
            value = inner[tag.path[place]] ?? .absent
        }
        return value
    }

    private mutating func firstValue(of tag: TemplateTag, _ name: String, _ number: Int)
        -> ViewValue?
    {
        if !tag.isOfTop, let (level, place) = stack.location(of: name, from: places[number]) {
            places[number] = place
            return stack.levels[level].record[place]
        }
        // A page is one value.
        let count = stack.levels.count
        let isInner = tag.isOfTop && count > pageLevels
        for level in (isInner ? count - 1..<count : 0..<count).reversed() {
            if let found = stack.levels[level].record[name] { return found }
        }
        return nil
    }
}

extension ViewValue {
    /// Whether an inverted section is entered.
    fileprivate var isNothing: Bool {
        switch self {
        case .absent, .flag(false): true
        case .list(let items): items.isEmpty
        case .text, .html, .flag, .record: false
        }
    }
}
