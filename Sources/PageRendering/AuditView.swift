import Diagnostics
import FigureJudging
import FigureWording
import ReportModel

/// The page that says where the figures come from and what was checked.
struct AuditView: Sendable {
    struct Fact: Sendable {
        var label: String
        var value: String
    }

    var frame: FrameView
    var facts: [Fact]
    var checks: [ViewValue]
    var rates: [String]
    var findings: [ViewValue]
    var tables: [ViewValue]
    var files: [ViewValue]
    var leftOut: [ViewValue]
    var unplaced: [String]
    var warnings: [ViewValue]

    var levels: [ViewRecord] {
        let own: ViewRecord = [
            "facts": .list(
                facts.map { .record(["label": .text($0.label), "value": .text($0.value)]) }),
            "has_checks": .flag(!checks.isEmpty), "checks": .list(checks),
            "has_rates": .flag(!rates.isEmpty), "rates": .list(rates.map(ViewValue.text)),
            "has_findings": .flag(!findings.isEmpty), "findings": .list(findings),
            "tables": .list(tables), "files": .list(files),
            "has_left_out": .flag(!leftOut.isEmpty), "left_out": .list(leftOut),
            "has_unplaced": .flag(!unplaced.isEmpty),
            "unplaced": .list(unplaced.map(ViewValue.text)),
            "has_warnings": .flag(!warnings.isEmpty), "warnings": .list(warnings),
        ]
        return frame.levels + [own]
    }

    static func specimen(_ words: Words) -> [ViewRecord] {
        AuditView(
            frame: .specimen(words), facts: [Fact(label: "Claims", value: "3")],
            checks: [checkSpecimen], rates: ["A sentence"],
            findings: [finding("revenue", ["A sentence"])],
            tables: [table("revenue", read: "3", used: "2", left: "1")],
            files: [file("revenue", "data/a.csv", hash: "00", rows: "3", bytes: "99")],
            leftOut: [leftOut("revenue", "no date", rows: "1", lines: "7")],
            unplaced: ["A sentence"], warnings: [warning("a.md:1:1", "message", "rule")]
        ).levels
    }

    static func finding(_ table: String, _ sentences: [String]) -> ViewValue {
        .record([
            "table": .text(table), "sentences": .list(sentences.map(ViewValue.text)),
        ])
    }

    static func table(_ name: String, read: String, used: String, left: String) -> ViewValue {
        .record([
            "name": .text(name), "read": .text(read), "used": .text(used), "left": .text(left),
        ])
    }

    static func file(
        _ table: String, _ path: String, hash: String, rows: String, bytes: String
    ) -> ViewValue {
        .record([
            "table": .text(table), "path": .text(path), "hash": .text(hash), "rows": .text(rows),
            "bytes": .text(bytes),
        ])
    }

    static func leftOut(
        _ table: String, _ reason: String, rows: String, lines: String
    ) -> ViewValue {
        .record([
            "table": .text(table), "reason": .text(reason), "rows": .text(rows),
            "lines": .text(lines),
        ])
    }

    static func warning(_ place: String, _ message: String, _ rule: String) -> ViewValue {
        .record(["place": .text(place), "message": .text(message), "rule": .text(rule)])
    }
}

extension AuditView {
    init(_ setting: Setting, frame: FrameView) {
        self.frame = frame
        let report = setting.site.audit
        let words = setting.words
        func count(_ number: Int) -> String {
            setting.writer.text(ExactDecimal(number), unit: .count)
        }
        facts = [
            Fact(
                label: words[.period].capitalisedFirst,
                value: setting.language.text(setting.site.settings.period)),
            Fact(
                label: words[.asOf].capitalisedFirst, value: setting.language.text(setting.asOf)),
            Fact(label: words[.claims], value: count(report.claims)),
            Fact(label: words[.assertions], value: count(report.assertions)),
            Fact(label: words[.checks], value: Self.summary(report.checks, words, count)),
            Fact(label: words[.warnings], value: count(report.warnings.count)),
            Fact(label: words[.generator], value: report.toolVersion),
        ]
        checks = report.checks.map { Self.check($0, words, count) }
        rates = report.rates
        findings = report.receipts.filter { !$0.findings.isEmpty }.map { receipt in
            Self.finding(receipt.table.rawValue, receipt.findings)
        }
        tables = report.receipts.map { receipt in
            Self.table(
                receipt.table.rawValue, read: count(receipt.rowsRead),
                used: count(receipt.rowsUsed), left: count(receipt.rowsRead - receipt.rowsUsed))
        }
        files = report.receipts.flatMap { receipt in
            receipt.files.map { file in
                Self.file(
                    receipt.table.rawValue, file.path, hash: file.sha256, rows: count(file.rows),
                    bytes: count(file.bytes))
            }
        }
        files += report.controlFiles.map { file in
            Self.file(
                words[.control], file.path, hash: file.sha256, rows: count(file.rows),
                bytes: count(file.bytes))
        }
        leftOut = report.receipts.flatMap { receipt in
            receipt.leftOut.map { left in
                let lines = left.firstLines.map(String.init).joined(separator: ", ")
                return Self.leftOut(
                    receipt.table.rawValue, left.reason, rows: count(left.rows),
                    lines: left.rows > left.firstLines.count && !lines.isEmpty
                        ? lines + ", …" : lines)
            }
        }
        unplaced = report.unplacedRows
        warnings = report.warnings.map { warning in
            let place = warning.location.map { location in
                location.line > 0
                    ? "\(location.path):\(location.line):\(location.column)" : location.path
            }
            let message = [warning.message, warning.remedy].compactMap { $0 }
            return Self.warning(place ?? "", message.joined(separator: " – "), warning.id)
        }
    }
}
