internal import Diagnostics

/// Turns the inlines of one block into running text, figures and links that are safe to follow.
struct InlineReader {
    var locator: LinkLocator
    let allowsHTML: Bool
    var diagnostics: [Diagnostic] = []

    init(locator: LinkLocator, allowsHTML: Bool) {
        self.locator = locator
        self.allowsHTML = allowsHTML
    }

    mutating func inlines(_ nodes: [CommonMarkNode]) -> [Inline] {
        var found: [Inline] = []
        for node in nodes {
            switch node.kind {
            case .text(let text): found.append(Inline(.text(text), at: place(node)))
            case .codeSpan(let text): found.append(Inline(.code(text), at: place(node)))
            case .softBreak: found.append(Inline(.softBreak, at: after(found)))
            case .lineBreak: found.append(Inline(.lineBreak, at: after(found)))
            case .emphasis:
                let children = inlines(node.children)
                found.append(Inline(.emphasis(children), at: before(children, by: 1)))
            case .strong:
                let children = inlines(node.children)
                found.append(Inline(.strong(children), at: before(children, by: 2)))
            case .inlineHTML(let text):
                let place = place(node)
                if allowsHTML {
                    found.append(Inline(.html(text), at: place))
                } else if !text.isComment {
                    report(.rawHTML(text), at: place)
                }
            case .link(let destination, let title): found += link(node, destination, title)
            case .image(let destination, let title): found += image(node, destination, title)
            default: break
            }
        }
        return found
    }

    /// The binding of an image that stands on a line of its own; nil for a line break.
    mutating func blockFigure(_ node: CommonMarkNode) -> FigureBinding? {
        guard case .image(let destination, _) = node.kind,
            let scheme = DestinationReader.scheme(of: destination)
        else { return nil }
        return binding(node, scheme, destination, isImage: true)
    }

    private mutating func link(
        _ node: CommonMarkNode, _ destination: String, _ title: String
    ) -> [Inline] {
        if let scheme = DestinationReader.scheme(of: destination) {
            let binding = binding(node, scheme, destination, isImage: false)
            if scheme == .kpi { return [Inline(.figure(binding), at: binding.location)] }
            report(.linkForImage(scheme), at: binding.location)
            return []
        }
        let place = locator.place(node, destination: destination, isImage: false)
        let location = locator.source.location(at: place.link)
        let children = inlines(node.children)
        if case .isUnsafe = LinkSafety(of: destination) {
            report(.unsafeLink(destination), at: location)
            return children
        }
        return [Inline(.link(destination: destination, title: title, children), at: location)]
    }

    private mutating func image(
        _ node: CommonMarkNode, _ destination: String, _ title: String
    ) -> [Inline] {
        if let scheme = DestinationReader.scheme(of: destination) {
            let binding = binding(node, scheme, destination, isImage: true)
            report(scheme == .kpi ? .imageForLink : .blockInText(scheme), at: binding.location)
            return []
        }
        let place = locator.place(node, destination: destination, isImage: true)
        let location = locator.source.location(at: place.link)
        let text = caption(node, at: location)
        switch LinkSafety(of: destination) {
        case .isRelative:
            let kind = Inline.Kind.image(
                destination: destination, title: title, description: text)
            return [Inline(kind, at: location)]
        case .isElsewhere: report(.imageElsewhere(destination), at: location)
        case .isUnsafe: report(.unsafeLink(destination), at: location)
        }
        return text.isEmpty ? [] : [Inline(.text(text), at: location)]
    }

    private mutating func binding(
        _ node: CommonMarkNode, _ scheme: FigureBinding.Scheme, _ destination: String, isImage: Bool
    ) -> FigureBinding {
        let place = locator.place(node, destination: destination, isImage: isImage)
        let location = locator.source.location(at: place.link)
        var reader = DestinationReader(
            scheme: scheme, destination: Array(destination.utf8),
            start: place.destination.map { locator.source.location(at: $0) }, link: location)
        let (head, parameters) = reader.read()
        diagnostics += reader.diagnostics
        return FigureBinding(
            scheme: scheme, head: head, parameters: parameters, text: caption(node, at: location),
            destination: destination, at: location,
            textAt: locator.source.location(at: place.text))
    }

    private mutating func place(_ node: CommonMarkNode) -> SourceLocation {
        locator.source.location(at: locator.offset(of: node))
    }

    /// A break has no place in libcmark's tree: that of what stands before it will do.
    private func after(_ found: [Inline]) -> SourceLocation {
        found.last?.location ?? locator.source.location(at: locator.start)
    }

    /// Marks stand right before what they mark; libcmark knows only the line on which they end.
    private func before(_ children: [Inline], by length: Int) -> SourceLocation {
        var place = after(Array(children.prefix(1)))
        place.column = max(1, place.column - length)
        return place
    }

    /// The text in an image's or figure's brackets, which is plain; a figure in it would be lost.
    private mutating func caption(_ node: CommonMarkNode, at location: SourceLocation) -> String {
        if node.holdsFigure { report(.figureInCaption, at: location) }
        return node.plainText
    }

    private mutating func report(_ fault: PageFault, at place: SourceLocation) {
        diagnostics.append(fault.diagnostic(at: place))
    }
}

extension CommonMarkNode {
    /// Whether a link to a figure stands somewhere within.
    fileprivate var holdsFigure: Bool {
        children.contains { child in
            if case .link(let destination, _) = child.kind,
                DestinationReader.scheme(of: destination) != nil
            {
                return true
            }
            return child.holdsFigure
        }
    }
}
