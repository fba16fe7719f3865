/// A whole build as the preview shows it: the files of the last good one, and what is wrong now.
package struct PreviewSnapshot: Sendable {
    /// Bytes by path relative to the site's root; none as long as no build was good.
    package var files: [String: [UInt8]]
    /// What the newest build found; with an error among them `files` are those of an earlier one.
    package var problems: [PreviewProblem]
    /// Which build of this run it is; later ones have higher numbers.
    package var number: Int

    package init(
        files: [String: [UInt8]] = [:], problems: [PreviewProblem] = [], number: Int
    ) {
        self.files = files
        self.problems = problems
        self.number = number
    }
}
