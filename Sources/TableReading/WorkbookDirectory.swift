import Diagnostics

/// What a workbook says about its parts: where the sheets, the shared texts and the styles are.
struct WorkbookDirectory {
    struct Sheet {
        var name: String
        var part: String
        var isHidden: Bool
    }

    var sheets: [Sheet]
    var texts: String?
    var styles: String?
    var countsFrom1904: Bool

    init(_ archive: WorkbookArchive) throws {
        let roots = try Self.relations(of: "", in: archive)
        let root = roots.first { $0.type == "officeDocument" }?.target ?? "xl/workbook.xml"
        if root.lowercased().hasSuffix(".bin") {
            throw WorkbookRefusal(
                "workbook-kind", "the file is a binary workbook (.xlsb)",
                remedy: "save it as .xlsx")
        }
        guard let part = try archive.part(root) else {
            let isOpenDocument = try archive.part("content.xml") != nil
            throw isOpenDocument
                ? WorkbookRefusal(
                    "workbook-kind", "the file is an OpenDocument one (.ods)",
                    remedy: "save it as .xlsx or as CSV")
                : WorkbookRefusal.damaged("it lacks the part '\(excerpt(root))'")
        }
        let contents = WorkbookContents()
        try part.parse(contents)
        guard contents.isWorkbook else {
            throw WorkbookRefusal(
                "workbook-kind", "the file is no workbook", remedy: "save it as .xlsx")
        }
        let relations = try Self.relations(of: root, in: archive)
        sheets = contents.sheets.compactMap { sheet in
            relations.first { $0.id == sheet.relation && $0.type == "worksheet" }
                .map { Sheet(name: sheet.name, part: $0.target, isHidden: sheet.isHidden) }
        }
        texts = relations.first { $0.type == "sharedStrings" }?.target
        styles = relations.first { $0.type == "styles" }?.target
        countsFrom1904 = contents.countsFrom1904
    }

    /// The sheet of this name, or the first that is shown.
    func sheet(_ name: String?) throws -> Sheet {
        guard let name else {
            guard let sheet = sheets.first(where: { !$0.isHidden }) ?? sheets.first else {
                throw WorkbookRefusal.damaged("it has no sheet with cells")
            }
            return sheet
        }
        if let sheet = sheets.first(where: { $0.name == name }) { return sheet }
        throw WorkbookRefusal(
            "sheet-unknown", "the workbook has no sheet '\(excerpt(name))'",
            remedy: didYouMean(name, among: sheets.map { excerpt($0.name) }), subject: .sheet)
    }

    private static func relations(
        of part: String, in archive: WorkbookArchive
    ) throws -> [WorkbookRelations.Relation] {
        let folder = part.lastIndex(of: "/").map { part[...$0] } ?? ""
        let name = part.dropFirst(folder.count)
        guard let found = try archive.part("\(folder)_rels/\(name).rels") else { return [] }
        let reader = WorkbookRelations(folder: String(folder))
        try found.parse(reader)
        return reader.relations
    }
}

/// The list of sheets in the workbook's main part.
private final class WorkbookContents: WorkbookXMLHandler {
    private(set) var sheets: [(name: String, relation: String, isHidden: Bool)] = []
    private(set) var countsFrom1904 = false
    private(set) var isWorkbook = false

    func begin(_ name: Substring, _ attributes: WorkbookAttributes) throws {
        switch name {
        case "workbook": isWorkbook = true
        case "workbookPr": countsFrom1904 = attributes.isSet("date1904")
        case "sheet":
            guard let title = attributes["name"], let relation = attributes["id"] else { return }
            if sheets.count == 10_000 { throw WorkbookRefusal.damaged("it has too many sheets") }
            let state = attributes["state"] ?? "visible"
            sheets.append((title, relation, state != "visible"))
        default: break
        }
    }

    func text(_ text: String) throws {}
    func end(_ name: Substring) throws {}
}

/// Which other parts a part names, and what they are to it.
private final class WorkbookRelations: WorkbookXMLHandler {
    struct Relation {
        var id: String
        /// The last word of the type, the same in both editions of the standard.
        var type: Substring
        var target: String
    }

    private let folder: String
    private(set) var relations: [Relation] = []

    init(folder: String) { self.folder = folder }

    func begin(_ name: Substring, _ attributes: WorkbookAttributes) throws {
        guard name == "Relationship", attributes["TargetMode"] != "External",
            let id = attributes["Id"], let type = attributes["Type"],
            let target = attributes["Target"]
        else { return }
        if relations.count == 100_000 { throw WorkbookRefusal.damaged("it has too many parts") }
        relations.append(
            Relation(
                id: id, type: type.split(separator: "/").last ?? "", target: resolved(target)))
    }

    func text(_ text: String) throws {}
    func end(_ name: Substring) throws {}

    private func resolved(_ target: String) -> String {
        var steps: [Substring] = []
        let path = target.hasPrefix("/") ? target : folder + target
        for step in path.split(separator: "/") where step != "." {
            if step == ".." {
                if !steps.isEmpty { steps.removeLast() }
            } else {
                steps.append(step)
            }
        }
        return steps.joined(separator: "/")
    }
}
