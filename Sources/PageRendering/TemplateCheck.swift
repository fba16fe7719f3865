import Diagnostics

/// Follows a template through a specimen of what it will be given: every name must be known there.
///
/// The engine prints an unknown name as nothing. Since pages are made of the same types as their
/// specimen, one look when the theme loads finds it on every page.
struct TemplateCheck {
    let templates: [String: [TemplateNode]]
    private(set) var diagnostics: [Diagnostic] = []
    private var depth = 0
    /// How many values at the bottom are one page.
    private var pageLevels = 0
    /// Templates that take themselves in.
    private var circular: Set<String> = []

    static let transforms = ["first", "last", "empty", "count"]

    init(_ templates: [String: [TemplateNode]]) { self.templates = templates }

    /// Checks a template against what it is rendered with.
    mutating func check(_ name: String, with specimen: [ViewRecord]) {
        pageLevels = specimen.count
        check(templates[name] ?? [], specimen.map(ViewValue.record), [:])
    }

    private mutating func check(
        _ nodes: [TemplateNode], _ stack: [ViewValue], _ blocks: [String: [TemplateNode]]
    ) {
        for node in nodes {
            switch node {
            case .text: continue
            case .variable(let tag, let isMarkup):
                guard let value = value(of: tag, stack) else { continue }
                // A list has no text, but its length has.
                if tag.transforms == ["count"], case .list = value { continue }
                checkKind(of: value, tag, isMarkup: isMarkup)
            case .section(let tag, let isInverted, let children):
                let value = value(of: tag, stack)
                guard !isInverted, tag.transforms.isEmpty else {
                    check(children, stack, blocks)
                    continue
                }
                switch value {
                case .list(let items) where !items.isEmpty:
                    for item in items { check(children, stack + [item], blocks) }
                case .record, .text, .html:
                    check(children, stack + (value.map { [$0] } ?? []), blocks)
                case .flag, nil: check(children, stack, blocks)
                // The specimen has one of everything, so the section is entered elsewhere.
                case .absent, .list: continue
                }
            case .partial(let tag, let overrides):
                guard let partial = templates[tag.name] else {
                    report(
                        "template-unknown-partial", "there is no template '\(tag.name)'",
                        didYouMean(tag.name, among: templates.keys), tag)
                    continue
                }
                if circular.contains(tag.name) { continue }
                guard depth < 20 else {
                    circular.insert(tag.name)
                    report(
                        "template-recursion", "'\(tag.name)' takes itself in",
                        "a theme's templates may not go in circles", tag)
                    continue
                }
                var inner = overrides == nil ? [:] : blocks
                for case .block(let block, let children) in overrides ?? [] {
                    inner[block.name] = inner[block.name] ?? children
                }
                depth += 1
                check(partial, stack, inner)
                depth -= 1
            case .block(let tag, let children):
                check(blocks[tag.name] ?? children, stack, blocks)
            }
        }
    }

    private mutating func value(of tag: TemplateTag, _ stack: [ViewValue]) -> ViewValue? {
        for transform in tag.transforms where !Self.transforms.contains(transform) {
            report(
                "template-unknown-transform", "there is no transform '\(transform)'",
                didYouMean(transform, among: Self.transforms), tag)
        }
        if tag.name.isEmpty || tag.name == "." { return tag.name == "." ? stack.last : nil }
        let isOfTop = tag.name.hasPrefix(".")
        let isInner = isOfTop && stack.count > pageLevels
        let searched = isInner ? stack.suffix(1) : stack[...]
        for value in searched.reversed() {
            if case .record(let values) = value, let first = tag.path.first,
                let found = values[first]
            {
                return self.value(tag.path.dropFirst(), in: found, tag)
            }
        }
        var known: Set<String> = []
        for case .record(let values) in searched { known.formUnion(values.names) }
        unknown(tag.path.first ?? tag.name, among: known, tag)
        return nil
    }

    private mutating func value(
        _ names: ArraySlice<String>, in value: ViewValue, _ tag: TemplateTag
    ) -> ViewValue? {
        guard let name = names.first else { return value }
        guard case .record(let values) = value else {
            unknown(name, among: [], tag)
            return nil
        }
        guard let found = values[name] else {
            unknown(name, among: values.names, tag)
            return nil
        }
        return self.value(names.dropFirst(), in: found, tag)
    }

    private mutating func checkKind(of value: ViewValue, _ tag: TemplateTag, isMarkup: Bool) {
        switch (value, isMarkup) {
        case (.text, true):
            report(
                "template-text-as-markup", "'\(tag.name)' is text, not markup",
                "write {{\(tag.name)}}", tag)
        case (.html, false):
            report(
                "template-markup-as-text", "'\(tag.name)' is markup",
                "write {{{\(tag.name)}}}", tag)
        case (.list, _), (.record, _), (.flag, _):
            report(
                "template-not-a-text", "'\(tag.name)' is no text to print",
                "open it as a section: {{#\(tag.name)}}…{{/\(tag.name)}}", tag)
        default: return
        }
    }

    private mutating func unknown(_ name: String, among known: Set<String>, _ tag: TemplateTag) {
        report(
            "template-unknown-name", "'\(tag.name)' is not known here",
            didYouMean(name, among: known.sorted()), tag)
    }

    private mutating func report(
        _ id: String, _ message: String, _ remedy: String, _ tag: TemplateTag
    ) {
        diagnostics.append(Diagnostic(id: id, message, remedy: remedy, at: tag.location))
    }
}
