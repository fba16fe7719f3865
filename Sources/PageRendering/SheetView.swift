import KPIComputing
import ReportModel

/// A table of figures as a template sees it.
struct SheetView: Sendable {
    let sheet: FigureSheet

    var view: ViewValue {
        let groups = groups
        return .record([
            "corner": .text(sheet.corner),
            "order": .text(isOverTime ? "time" : sheet.order.rawValue),
            "has_groups": .flag(!groups.isEmpty),
            "groups": .list(groups),
            "columns": .list(columns),
            "rows": .list(rows),
        ])
    }

    /// Whether its rows have an order of their own.
    private var isOverTime: Bool { sheet.rows.contains { $0.kind == .period } }

    /// Metrics above their columns.
    private var groups: [ViewValue] {
        if sheet.columns.allSatisfy({ $0.group == nil }) { return [] }
        var spans: [(name: String, unit: String, href: String?, count: Int)] = []
        for column in sheet.columns {
            let name = column.group ?? ""
            if spans.last?.name == name {
                spans[spans.count - 1].count += 1
            } else {
                spans.append((name, column.unit, column.href, 1))
            }
        }
        return spans.map { span in
            .record([
                "name": .text(span.name), "unit": ViewValue(span.unit.isEmpty ? nil : span.unit),
                "span": .text(String(span.count)), "href": ViewValue(span.href),
            ])
        }
    }

    private var columns: [ViewValue] {
        sheet.columns.indices.map { index in
            let column = sheet.columns[index]
            return .record([
                "name": .text(column.name),
                "unit": ViewValue(
                    column.showsUnit && !column.unit.isEmpty ? column.unit : nil),
                "notation": .text(column.notation.rawValue),
                "starts_group": .flag(startsGroup(index)),
                "href": ViewValue(column.group == nil ? column.href : nil),
            ])
        }
    }

    /// Whether a column is the first of a metric that is not the first itself.
    private func startsGroup(_ index: Int) -> Bool {
        index > 0 && sheet.columns[index].group != sheet.columns[index - 1].group
    }

    /// Whether a column has bars.
    private func isDrawn(_ column: Int) -> Bool {
        let notation = sheet.columns[column].notation
        return sheet.hasBars && (notation == .difference || notation == .relative)
    }

    private var rows: [ViewValue] {
        // Bars are as long as they are to the longest.
        let largest = sheet.columns.indices.map { column in
            guard isDrawn(column) else { return ExactDecimal.zero }
            return sheet.rows.filter { $0.kind != .total && $0.kind != .other }
                .compactMap { $0.cells[column].number?.magnitude }.max() ?? .zero
        }
        return sheet.rows.map { row in
            .record([
                "name": .text(row.name),
                "detail": ViewValue(row.detail), "href": ViewValue(row.href),
                "kind": .text(Self.name(of: row.kind)),
                "cells": .list(
                    row.cells.indices.map { column in
                        let cell = row.cells[column]
                        let notation = sheet.columns[column].notation
                        return .record([
                            "text": .text(cell.text),
                            "reason": ViewValue(cell.reason),
                            "tone": .text((cell.tone ?? .even).rawValue),
                            "notation": .text(notation.rawValue),
                            "starts_group": .flag(startsGroup(column)),
                            "bar": ViewValue(
                                isDrawn(column) && row.kind != .total && row.kind != .other
                                    ? Self.bar(
                                        cell, largest: largest[column],
                                        isPin: notation == .relative) : nil),
                        ])
                    }),
            ])
        }
    }

    private static func name(of kind: FigureGrid.RowKind) -> String {
        switch kind {
        case .value: "value"
        case .other: "other"
        case .total: "total"
        case .period: "period"
        }
    }

    /// A bar from the middle of the cell to the left or right, or a pin with a square head, as long as
    /// the difference is large.
    private static func bar(
        _ cell: FigureSheet.Cell, largest: ExactDecimal, isPin: Bool
    ) -> SafeHTML? {
        guard let number = cell.number, let share = number.divided(by: largest)?.approximate else {
            return nil
        }
        let half = 22.0
        let length = (min(share.magnitude, 1) * (half - 3) * 10).rounded() / 10
        let end = share < 0 ? half - length : half + length
        let tone = (cell.tone ?? .even).rawValue
        let mark =
            isPin
            ? """
            <path class="c-pin-\(tone)" d="M22 6H\(tenths(end))"/>\
            <rect class="c-ink" x="\(tenths(end - 2.5))" y="3.5" width="5" height="5"/>
            """
            : """
            <rect class="c-\(tone)" x="\(tenths(min(half, end)))" y="2" \
            width="\(tenths(length))" height="8"/>
            """
        return SafeHTML(
            markup: """
                <svg class="delta-bar" width="44" height="12" viewBox="0 0 44 12" \
                aria-hidden="true">\(mark)<path class="c-axis" d="M22 0V12"/></svg>
                """)
    }

    private static func tenths(_ value: Double) -> String {
        let whole = Int((value * 10).rounded())
        return whole % 10 == 0 ? String(whole / 10) : "\(whole / 10).\(whole % 10)"
    }
}
