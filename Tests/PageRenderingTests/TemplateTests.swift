import Diagnostics
import Mustache
import PageRendering
import Testing

@Suite("Templates")
struct TemplateTests {
    /// The markup of a page of a theme whose page is this template.
    private func markup(_ template: String, notes: String = "") throws -> String {
        var files = try boardroomFiles()
        files["templates/page.mustache"] = Array(template.utf8)
        if !notes.isEmpty { files["templates/notes.mustache"] = Array(notes.utf8) }
        var found: [Diagnostic] = []
        let theme = try #require(
            Theme.read(files: files, name: "own", diagnostics: &found), "\(found)")
        let sample = Sample()
        let html = try sample.render([sample.page("# T\n\nText\n")], theme: theme)
            .files["index.html"]
        return try #require(html)
    }

    @Test(
        "what a template says comes out as a library of Mustache has it",
        arguments: [
            "{{title}}|{{company}}",
            "a\n  {{#navigation}}\n  <b>{{title}}</b>\n  {{/navigation}}\nz\n",
            "{{^has_section}}none{{/has_section}}{{#has_section}}some{{/has_section}}",
            "{{#navigation}}{{title}}{{^last()}}, {{/last()}}{{/navigation}}",
            "{{#navigation}}{{#first()}}[{{/first()}}{{href}}{{/navigation}}",
            "{{words.total}} {{! a remark }}x\n{{! alone }}\ny",
            "{{#cards}}{{#prose}}{{{prose}}}{{/prose}}{{/cards}}",
            "{{>notes}}!\n{{>notes}}\n{{<notes}}{{$body}}own {{title}}{{/body}}{{/notes}}",
            "{{#title}}<{{.}}>{{/title}}",
        ])
    func sameAsLibrary(template: String) throws {
        let notes = "({{$body}}default{{/body}})"
        var library = MustacheLibrary()
        try library.register("{{% CONTENT_TYPE: TEXT}}" + template, named: "page")
        try library.register("{{% CONTENT_TYPE: TEXT}}" + notes, named: "notes")
        let links: [[String: Any]] = [
            ("T", "index.html", true), ("Definitions", "definitions.html", false),
            ("Audit", "audit.html", false),
        ].map { ["title": $0.0, "href": $0.1, "is_current": $0.2] }
        let values: [String: Any] = [
            "title": "T", "company": "Example", "navigation": links, "has_section": false,
            "words": ["total": "Total"],
            "cards": [["prose": "<p>Text</p>\n"]],
        ]
        let expected = try #require(library.render(values, withTemplate: "page"))
        #expect(try markup(template, notes: notes) == expected)
    }
}
