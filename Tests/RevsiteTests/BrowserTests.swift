import Foundation
import Testing

/// The demonstration site in a real browser.
@Suite(.serialized) struct BrowserTests {
    private static let chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    private static let missingChromium: Comment =
        "there is no Chromium: install Debian's package chromium"

    private static func built() throws -> TemporaryFolder {
        let workspace = try Place.copy(Place.project)
        let build = try Program.run("build", in: workspace.url)
        try #require(build.exitCode == 0, "\(build.all)")
        return workspace
    }

    private static func run(_ arguments: [String]) throws -> Program.Outcome {
        let browser = try #require(chromium, missingChromium)
        let profile = try TemporaryFolder()
        // A sandbox cannot be made by root; these are files of our own making.
        let base = [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--user-data-dir=\(profile.url.path)",
        ]
        return try Program.run(URL(filePath: browser), base + arguments)
    }

    private struct Finding: Decodable {
        var page: String
        var width: Int
        var problem: String
    }

    /// Measures every page in frames of three widths, and prints what it finds as JSON.
    private static let probe = """
        <!doctype html><meta charset="utf-8"><body><script>
        const pages = PAGES, widths = [1440, 768, 390], found = [];
        function visible(e) {
          const s = e.ownerDocument.defaultView.getComputedStyle(e);
          return s.visibility !== "hidden" && s.display !== "none" && e.getClientRects().length > 0;
        }
        function overlaps(a, b) {
          const w = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          return w > 1 && h > 2;
        }
        function probe(doc, page, width) {
          const say = problem => found.push({ page, width, problem });
          const root = doc.documentElement;
          if (root.scrollWidth > width + 1) say("scrolls sideways: " + root.scrollWidth);
          if (doc.querySelectorAll("h1").length !== 1) say("not one h1");
          if (!doc.body.innerText.trim()) say("empty");
          for (const svg of doc.querySelectorAll("svg")) {
            if (!visible(svg)) continue;
            const frame = svg.getBoundingClientRect();
            const texts = [...svg.querySelectorAll("text")].filter(visible);
            const boxes = texts.map(t => t.getBoundingClientRect());
            boxes.forEach((a, i) => {
              if (a.left < frame.left - 1.5 || a.right > frame.right + 1.5
                  || a.top < frame.top - 2.5 || a.bottom > frame.bottom + 2.5)
                say("outside its chart: " + texts[i].textContent);
              for (let j = i + 1; j < boxes.length; j++)
                if (overlaps(a, boxes[j]))
                  say("overlap: " + texts[i].textContent + " / " + texts[j].textContent);
            });
          }
          for (const e of doc.querySelectorAll("h1,h2,h3,p,th,td,li,a,summary,dt,dd")) {
            if (!visible(e)) continue;
            const s = doc.defaultView.getComputedStyle(e);
            if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0
                && (s.overflowX === "hidden" || s.overflowX === "clip"))
              say("cut: " + e.textContent.trim().slice(0, 60));
          }
        }
        async function all() {
          for (const page of pages) for (const width of widths) {
            const frame = document.createElement("iframe");
            frame.style.cssText = "border:0;height:900px;width:" + width + "px";
            const loaded = new Promise(done => frame.onload = done);
            frame.src = page;
            document.body.append(frame);
            await loaded;
            await frame.contentDocument.fonts.ready;
            probe(frame.contentDocument, page, width);
            frame.remove();
          }
          const out = document.createElement("pre");
          out.id = "found";
          out.textContent = "FOUND" + JSON.stringify(found) + "END";
          document.body.append(out);
        }
        all();
        </script></body>
        """

    @Test("no page scrolls sideways, overlaps or cuts its text on a desktop, a tablet or a phone")
    func layout() throws {
        let workspace = try Self.built()
        let pages = try workspace.files(in: "output").keys.filter { $0.hasSuffix(".html") }.sorted()
        #expect(pages.count >= 8)
        let list = "[" + pages.map { "\"\($0)\"" }.joined(separator: ",") + "]"
        try workspace.write(
            Self.probe.replacingOccurrences(of: "PAGES", with: list), to: "output/probe.html")
        let page = workspace.url.appending(path: "output/probe.html")
        let outcome = try Self.run([
            "--allow-file-access-from-files", "--window-size=1500,1000",
            "--virtual-time-budget=60000", "--dump-dom", page.absoluteString,
        ])
        let start = try #require(
            outcome.output.range(of: "FOUND[") ?? outcome.output.range(of: "FOUND[]"),
            "the probe did not end")
        let end = try #require(outcome.output.range(of: "]END"))
        let json = "[" + outcome.output[start.upperBound..<end.lowerBound] + "]"
        let plain = json.replacingOccurrences(of: "&amp;", with: "&")
            .replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
        let findings = try JSONDecoder().decode([Finding].self, from: Data(plain.utf8))
        for finding in findings {
            Issue.record("\(finding.page) at \(finding.width): \(finding.problem)")
        }
    }

    @Test("every page prints, with its text on the paper")
    func printing() throws {
        let workspace = try Self.built()
        for page in ["index", "recurring", "definitions"] {
            let pdf = workspace.url.appending(path: "\(page).pdf")
            let source = workspace.url.appending(path: "output/\(page).html")
            _ = try Self.run([
                "--no-pdf-header-footer", "--print-to-pdf=\(pdf.path)", source.absoluteString,
            ])
            let text = try Program.run(
                URL(filePath: "/usr/bin/pdftotext"), ["-layout", pdf.path, "-"])
            #expect(text.exitCode == 0, "\(page): \(text.all)")
            #expect(text.output.contains("Vestring Metrology"), "\(page)")
            if page == "index" {
                #expect(text.output.contains("71.6"))
                #expect(!text.output.contains("file://"))
            }
        }
    }

    @Test("the site asks no other host for anything, and runs no script")
    func selfContained() throws {
        let workspace = try Self.built()
        for (path, bytes) in try workspace.files(in: "output")
        where path.hasSuffix(".html") || path.hasSuffix(".css") {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("<script"), "\(path)")
            #expect(!text.contains(" style="), "\(path)")
            for marker in ["src=\"http", "url(http", "url(//", "@import", "src=\"//"] {
                #expect(!text.contains(marker), "\(path) has \(marker)")
            }
        }
    }
}
