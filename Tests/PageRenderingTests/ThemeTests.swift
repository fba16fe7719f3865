import Diagnostics
import PageRendering
import Testing

@Suite("Themes")
struct ThemeTests {
    @Test("the theme of the project is whole in every language")
    func boardroomIsWhole() throws {
        #expect(try boardroom().languages == ["en", "es"])
    }

    @Test("a name that is not known is an error wherever it stands, with its place and the remedy")
    func everyNameIsChecked() throws {
        let files = try boardroomFiles()
        for path in files.keys.sorted() where path.hasSuffix(".mustache") {
            let text = String(decoding: files[path] ?? [], as: UTF8.self)
            for tag in tags(of: text) where "{#^".contains(tag.sign) || tag.sign == " " {
                var changed = files
                changed[path] = Array(tag.misspelled.utf8)
                let found = read(changed)
                let isFound = found.contains {
                    ["template-unknown-name", "template-syntax"].contains($0.id)
                        && $0.location?.path == "themes/boardroom/\(path)"
                        && $0.location?.line == tag.line
                }
                #expect(isFound, "\(path):\(tag.line) \(tag.name)")
            }
        }
    }

    @Test("a misspelled name is answered with the right one")
    func remedy() throws {
        var files = try boardroomFiles()
        files["templates/notes.mustache"] = Array("\n{{#has_nots}}{{/has_nots}}".utf8)
        let found = read(files)
        #expect(found.map(\.id) == ["template-unknown-name"])
        #expect(found.first?.remedy == "did you mean 'has_notes'?")
        #expect(
            found.first?.location
                == Diagnostics.SourceLocation(
                    path: "themes/boardroom/templates/notes.mustache", line: 2, column: 1))
    }

    @Test(
        "a template that can't be right is an error",
        arguments: [
            ("{{> nots}}", "template-unknown-partial"),
            ("{{>notes}}", "template-recursion"),
            ("{{>notes}}{{>notes}}{{>notes}}", "template-recursion"),
            ("{{#frist(notes)}}{{/frist(notes)}}", "template-unknown-transform"),
            ("{{{title}}}", "template-text-as-markup"),
            ("{{words.nothing}}", "template-unknown-name"),
            ("{{title.more}}", "template-unknown-name"),
            ("{{navigation}}", "template-not-a-text"),
            ("{{#has_notes}}", "template-syntax"),
            ("{{/has_notes}}", "template-syntax"),
            ("{{=<% %>=}}", "template-syntax"),
            ("{{title", "template-syntax"),
        ])
    func wrongTemplates(_ template: String, _ id: String) throws {
        var files = try boardroomFiles()
        files["templates/notes.mustache"] = Array(template.utf8)
        #expect(read(files).map(\.id).contains(id))
    }

    @Test("a word that a language lacks is an error")
    func missingWord() throws {
        var files = try boardroomFiles()
        let text = String(decoding: files["strings/es.yml"] ?? [], as: UTF8.self)
        files["strings/es.yml"] = Array(text.replacing("total: Total\n", with: "").utf8)
        #expect(read(files).map(\.message) == ["the word 'total' is missing"])
    }

    @Test("a colour that could end its declaration is refused")
    func token() throws {
        var files = try boardroomFiles()
        files["theme.yml"] = Array(
            "stylesheets: [boardroom.css]\ntokens: {light: {ink: \"red;} body{}\"}}".utf8)
        #expect(read(files).map(\.id) == ["token-invalid"])
    }

    @Test("an unknown key and a style sheet that is not there are errors")
    func themeFile() throws {
        var files = try boardroomFiles()
        files["theme.yml"] = Array("stylesheets: [boardrom.css]\ntoken: {}".utf8)
        #expect(read(files).map(\.id).sorted() == ["theme-file-missing", "unknown-key"])
        files["theme.yml"] = nil
        files["templates/page.mustache"] = nil
        #expect(read(files).map(\.id) == ["theme-file-missing", "theme-file-missing"])
    }

    private func read(_ files: [String: [UInt8]]) -> [Diagnostic] {
        var found: [Diagnostic] = []
        let theme = Theme.read(files: files, name: "boardroom", diagnostics: &found)
        #expect((theme == nil) == !found.isEmpty)
        return found
    }

    private struct Tag {
        var sign: Character
        var name: String
        var line: Int
        /// The template with this one name misspelled.
        var misspelled: String
    }

    private func tags(of text: String) -> [Tag] {
        var tags: [Tag] = []
        var rest = text.startIndex
        while let open = text.range(of: "{{", from: rest) {
            guard let close = text.range(of: "}}", from: open.upperBound) else { break }
            let body = text[open.upperBound..<close.lowerBound]
            let first = body.first ?? " "
            let sign: Character = first.isLetter || first == "." ? " " : first
            let line = text[..<open.lowerBound].count { $0 == "\n" } + 1
            var changed = text
            changed.insert(contentsOf: "x", at: close.lowerBound)
            tags.append(Tag(sign: sign, name: String(body), line: line, misspelled: changed))
            rest = close.upperBound
        }
        return tags
    }
}

extension String {
    fileprivate func range(of word: String, from start: Index) -> Range<Index>? {
        self[start...].firstRange(of: word)
    }
}
