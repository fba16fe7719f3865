import Diagnostics
import SiteServing
import Testing

struct PreviewProblemTests {
    func excerpt(_ source: String, line: Int) -> [String]? {
        let diagnostic = Diagnostic(
            id: "rule", "wrong", at: SourceLocation(path: "a.md", line: line, column: 1))
        return PreviewProblem(diagnostic, source: source)?.excerpt
            .map { "\($0.number)\($0.isMarked ? ">" : ":")\($0.text)" }
    }

    @Test("a diagnostic is shown with the two lines before and after its place")
    func excerpts() {
        #expect(
            excerpt("a\r\nb\r\nc\r\nd\r\ne\r\nf", line: 3) == ["1:a", "2:b", "3>c", "4:d", "5:e"])
        #expect(excerpt("a\n\nc", line: 1) == ["1>a", "2:", "3:c"])
        #expect(excerpt("a\nb\n", line: 3) == ["1:a", "2:b", "3>"])
        #expect(excerpt("a", line: 9) == [])
        #expect(excerpt("a", line: 0) == [])
        #expect(excerpt("", line: 1) == ["1>"])
    }

    @Test("a note asks for nothing and is not shown")
    func notes() {
        #expect(PreviewProblem(Diagnostic(.note, id: "x", "y")) == nil)
        #expect(PreviewProblem(Diagnostic(.warning, id: "x", "y"))?.severity == .warning)
    }
}
