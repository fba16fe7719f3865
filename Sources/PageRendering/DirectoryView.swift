import FigureWording
import PageBinding
import ReportModel

/// The page that lists the pages of all values of a dimension.
struct DirectoryView: Sendable {
    struct Group: Sendable {
        /// What their names begin with.
        var initial: String
        var id: String
        var entries: [(link: LinkView, detail: String?)]
    }

    var frame: FrameView
    var count: String
    var groups: [Group]

    var levels: [ViewRecord] {
        let groups = groups.map { group in
            ViewValue.record([
                "initial": .text(group.initial), "id": .text(group.id),
                "entries": .list(
                    group.entries.map { entry in
                        .record([
                            "title": .text(entry.link.title), "href": .text(entry.link.href),
                            "detail": ViewValue(entry.detail),
                        ])
                    }),
            ])
        }
        let own: ViewRecord = [
            "count": .text(count), "groups": .list(groups), "has_groups": .flag(groups.count > 1),
        ]
        return frame.levels + [own]
    }

    static func specimen(_ words: Words) -> [ViewRecord] {
        let link = LinkView(title: "One", href: "customers/one.html")
        return DirectoryView(
            frame: .specimen(words), count: "1 page",
            groups: ["O", "P"].map {
                Group(initial: $0, id: "initial-" + $0, entries: [(link, "c1")])
            }
        ).levels
    }
}

extension DirectoryView {
    /// Names in order, by the letter that they begin with.
    init(_ series: PageSeries, _ setting: Setting, frame: FrameView) {
        self.frame = frame
        count = setting.writer.text(ExactDecimal(series.entries.count), unit: .count)
        groups = []
        for entry in series.entries {
            let first = entry.name.first.map { String($0).uppercased() } ?? ""
            let initial = first.first?.isLetter == true ? first : "#"
            if groups.last?.initial != initial {
                // Names may come back to a letter after one that another language sorts apart.
                let id = "initial-\(groups.count + 1)"
                groups.append(Group(initial: initial, id: id, entries: []))
            }
            let link = LinkView(title: entry.name, href: setting.root + entry.slug + ".html")
            let detail = entry.name == entry.value ? nil : entry.value
            groups[groups.count - 1].entries.append((link, detail))
        }
    }
}
