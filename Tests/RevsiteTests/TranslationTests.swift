import Foundation
import Testing

/// A site in two languages.
@Suite("translations") struct TranslationTests {
    private static let summary = """
        ---
        title: Resumen
        ---

        Los ingresos fueron [](kpi:revenue), de los que [3670 €](kpi:recurring_revenue) vuelven.

        """

    /// The site that `init` makes, in English and Spanish; one of its three pages is translated.
    private func workspace() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        _ = try Program.run("init", ".", in: folder.url)
        try folder.replace(
            "  title: Revenue review", with: "  title: Revenue review\n  languages: [en, es]",
            in: "content/revsite.yml")
        try folder.write(Self.summary, to: "content/index.es.md")
        return folder
    }

    @Test("a translated page stands in its language's folder, with figures as that writes them")
    func translated() throws {
        let folder = try workspace()
        let outcome = try Program.run("build", in: folder.url)
        #expect(outcome.exitCode == 0, "\(outcome.all)")
        let page = try folder.text("output/es/index.html")
        #expect(page.contains("<html lang=\"es\""))
        #expect(page.contains("<main id=\"content\">"))
        #expect(page.contains("<h1><bdi>Resumen</bdi></h1>"))
        #expect(page.contains("7,16\u{a0}k€</a>"))
        #expect(page.contains("3670 €</a>"))
        #expect(!page.contains("€7.16k"))
        #expect(try folder.text("output/index.html").contains("€7.16k</a>"))
    }

    @Test("claims are judged as the language of their page writes numbers")
    func claims() throws {
        let folder = try workspace()
        for wrong in ["3680 €", "€3,670"] {
            try folder.write(
                Self.summary.replacingOccurrences(of: "3670 €", with: wrong),
                to: "content/index.es.md")
            let outcome = try Program.run("check", in: folder.url)
            #expect(outcome.exitCode == 1)
            #expect(
                outcome.errors.contains("content/index.es.md:5:50: error: the text says '\(wrong)"),
                "\(outcome.errors)")
            #expect(outcome.errors.contains("[claim-false]"))
        }
    }

    @Test("a page that is not translated says so, and stands there in its own language")
    func untranslated() throws {
        let folder = try workspace()
        let outcome = try Program.run("build", in: folder.url)
        for name in ["customers", "regions"] {
            #expect(outcome.errors.contains("content/\(name).md: warning: the page is not transl"))
            #expect(outcome.errors.contains("add content/\(name).es.md [translation-missing]"))
            let page = try folder.text("output/es/\(name).html")
            #expect(page.contains("<html lang=\"es\""))
            #expect(page.contains("<main id=\"content\" lang=\"en\">"))
            #expect(page.contains("<p class=\"notice\" lang=\"es\">"))
        }
        #expect(!outcome.errors.contains("content/index.md"))
        #expect(try Program.run("check", "--strict", in: folder.url).exitCode == 1)
    }

    @Test("a text about one account that is not translated stands as it is on a page that is")
    func untranslatedText() throws {
        let folder = try Accounts.workspace()
        try folder.replace(
            "{title: Board pack}", with: "{title: Board pack, languages: [en, es]}",
            in: "content/revsite.yml")
        try folder.write(
            """
            ---
            title: Cuentas
            ---

            La cuenta aportó [](kpi:revenue).

            ![Ingresos por mes](table:revenue?by=month&last=3)

            """, to: "content/account.es.md")
        let outcome = try Program.run("build", in: folder.url)
        #expect(outcome.exitCode == 0, "\(outcome.all)")
        #expect(outcome.errors.contains("content/customers/c1.md: warning: "))
        let page = try folder.text("output/es/customers/c1.html")
        #expect(page.contains("<main id=\"content\">"))
        #expect(
            page.contains("<p class=\"notice\" lang=\"es\">El comentario de esta página aún no"))
        let parts = page.components(separatedBy: "<section class=\"card prose half\" lang=\"en\">")
        try #require(parts.count == 2, "\(page)")
        #expect(parts[0].contains("La cuenta aportó") && parts[0].contains("1,25\u{a0}k€</a>"))
        #expect(parts[0].contains("Cifras en CSV") && !parts[0].contains("€1.25k"))
        #expect(parts[1].contains("Where we stand") && parts[1].contains("€1.25k</a>"))
        let other = try folder.text("output/es/customers/c2.html")
        #expect(!other.contains("half\" lang=\"en\">") && !other.contains("class=\"notice\""))
        // With its translation, nothing of it is left.
        try folder.write("## Situación\n\nVa bien.\n", to: "content/customers/c1.es.md")
        #expect(try Program.run("build", in: folder.url).exitCode == 0)
        let translated = try folder.text("output/es/customers/c1.html")
        #expect(translated.contains("Situación") && !translated.contains("class=\"notice\""))
        #expect(!translated.contains("Where we stand"))
    }

    @Test("a translation of nothing is an error, one into a language without a site a warning")
    func strays() throws {
        let folder = try workspace()
        try folder.write("Texto.\n", to: "content/extra.es.md")
        let error = try Program.run("check", in: folder.url)
        #expect(error.exitCode == 1)
        #expect(
            error.errors.contains(
                "content/extra.es.md: error: there is no content/extra.md to translate"))
        #expect(error.errors.contains("[original-missing]"))
        try folder.remove("content/extra.es.md")
        try folder.write("Tekst.\n", to: "content/index.pl.md")
        let warning = try Program.run("check", in: folder.url)
        #expect(warning.exitCode == 0)
        #expect(warning.errors.contains("content/index.pl.md: warning: the page is left out"))
        #expect(warning.errors.contains("[language-unused]"))
    }

    @Test("every page leads to itself in the other language")
    func linksBetween() throws {
        let folder = try workspace()
        _ = try Program.run("build", in: folder.url)
        let pages = try folder.files(in: "output").filter {
            $0.key.hasSuffix(".html") && !$0.key.contains("metrics/")
        }
        #expect(pages.count == 12)
        for (path, bytes) in pages {
            let base = folder.url.appending(path: "output/" + path).deletingLastPathComponent()
            let links = String(decoding: bytes, as: UTF8.self)
                .split(separator: "\n").filter { $0.contains("hreflang=\"") }
            #expect(links.count == 2, "\(path)")
            for link in links {
                let address = try #require(link.split(separator: "\"").dropFirst().first)
                let target = base.appending(path: String(address)).standardized
                #expect(
                    FileManager.default.fileExists(atPath: target.path), "\(path): \(address)")
            }
        }
    }
}
