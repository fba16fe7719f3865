// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// The program brings Swift and Foundation with it: it runs where no Swift is, begins in two thirds of
/// the time and calls what it needs directly. What Foundation is made of is named by nobody else.
let linksSwiftItself: [LinkerSetting] =
    [.unsafeFlags(["-static-stdlib"], .when(platforms: [.linux]))]
    + [
        "CoreFoundation", "_CFURLSessionInterface", "_CFXMLInterface", "_FoundationCollections",
        "_FoundationCShims", "_FoundationICU", "curl", "xml2",
    ].map { .linkedLibrary($0, .when(platforms: [.linux])) }

/// One room of the house; what it may import is what it names here.
func room(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let flyingFox = Target.Dependency.product(name: "FlyingFox", package: "FlyingFox")
let flyingSocks = Target.Dependency.product(name: "FlyingSocks", package: "FlyingFox")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "revsite",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "revsite", targets: ["revsite"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
    ],
    targets: [
        // C that Swift lacks: renameat2, zlib, libzip, libcmark.
        .target(name: "CRenameExchange"),
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CLibzip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(
            name: "CLibcmark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),

        // What is wrong, where, and what to do.
        room("Diagnostics", []),
        // The disk: list, read, hash, replace as a whole.
        room("FileAccess", ["CRenameExchange", "Diagnostics", crypto]),
        // Other programs: psql, later Chromium, rsync, curl.
        room("ProgramRunning", ["Diagnostics", subprocess, system]),
        // The nouns: exact decimals, days, periods, tables, metrics, figures, pages.
        room("ReportModel", ["Diagnostics"]),
        // Text to an expression tree: `where`, `compute` and metric formulas.
        room("FormulaReading", ["Diagnostics", "ReportModel"]),
        // The theme, the catalogue and the languages that travel inside the program.
        room("BundledFiles", [], exclude: ["catalogue", "languages", "starter"]),
        // Bytes to typed columns: CSV, gzip, JSON Lines, Excel, SQLite.
        room("TableReading", ["CLibzip", "CZlib", "Diagnostics", "ReportModel", grdb]),
        // YAML to checked settings, with positions.
        room("ConfigReading", ["Diagnostics", "FormulaReading", "ReportModel", yams]),
        // A file looked at: the YAML of the table that it could be.
        room(
            "TableRecognising",
            ["ConfigReading", "Diagnostics", "ReportModel", "TableReading"]),
        // CommonMark to a tree with positions; bindings of figures.
        room("MarkdownReading", ["CLibcmark", "Diagnostics"]),
        // The rows of several tables to those that figures are measured in: states of deals, renewals.
        room("RowDeriving", ["Diagnostics", "ReportModel"]),
        // One pass over the tables to small cubes (period × cut).
        room("Measuring", ["Diagnostics", "FormulaReading", "ReportModel", "TableReading"]),
        // A monthly series to what comes next, with ranges that hold.
        room("Forecasting", []),
        // Formulas over cubes: figures.
        room(
            "KPIComputing",
            [
                "ConfigReading", "Diagnostics", "Forecasting", "FormulaReading", "Measuring",
                "ReportModel",
            ]),
        // The bindings of pages to typed questions, checked against catalogue and dimensions.
        room(
            "PageBinding",
            [
                "ConfigReading", "Diagnostics", "FormulaReading", "KPIComputing",
                "MarkdownReading", "Measuring", "ReportModel",
            ]),
        // Figures as text in a language, and text as claims about figures.
        room("FigureWording", ["ConfigReading", "Diagnostics", "ReportModel"]),
        // Claims and asserts against figures: verdicts.
        room(
            "FigureJudging",
            [
                "Diagnostics", "FigureWording", "FormulaReading", "KPIComputing",
                "MarkdownReading", "Measuring", "PageBinding", "ReportModel",
            ]),
        // Charts as values to an SVG tree.
        room("ChartDrawing", []),
        // Themes and languages: figures and prose to files in memory.
        room(
            "PageRendering",
            [
                "ChartDrawing", "ConfigReading", "Diagnostics", "FigureJudging", "FigureWording",
                "FormulaReading", "KPIComputing", "MarkdownReading", "PageBinding", "ReportModel",
            ]),
        // Files to output/, all or nothing.
        room("SiteWriting", ["Diagnostics", "FileAccess"]),
        // The preview on loopback.
        room("SiteServing", ["Diagnostics", flyingFox, flyingSocks]),
        // The one function that is the pipeline.
        room(
            "SiteBuilding",
            [
                "BundledFiles", "ConfigReading", "Diagnostics", "FigureJudging", "FigureWording",
                "FileAccess", "FormulaReading", "KPIComputing", "MarkdownReading", "Measuring",
                "PageBinding", "PageRendering", "ProgramRunning", "ReportModel", "RowDeriving",
                "SiteWriting", "TableReading", "TableRecognising",
            ]),
        // The seeded company that the demonstration shows.
        room("DemoData", []),
        // Arguments in, exit code out.
        .executableTarget(
            name: "revsite",
            dependencies: [
                "BundledFiles", "DemoData", "Diagnostics", "FigureWording", "FileAccess",
                "ReportModel", "SiteBuilding", "SiteServing", argumentParser,
            ],
            swiftSettings: settings, linkerSettings: linksSwiftItself),

        // Ten million lines beside DuckDB and Polars: answers first, then the time.
        .executableTarget(
            name: "ledger-benchmark", dependencies: [argumentParser],
            path: "Sources/LedgerBenchmark", swiftSettings: settings),

        // Charts beside vl-convert, round by round.
        .executableTarget(
            name: "chart-benchmark", dependencies: ["ChartDrawing", argumentParser],
            path: "Sources/ChartBenchmark", exclude: ["vl_convert_peer.py"],
            swiftSettings: settings),

        // Seeded numbers and scratch folders for the tests.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
        // What each room promises, as sentences.
        tests("BundledFilesTests", ["BundledFiles"]),
        tests(
            "ChartDrawingTests", ["ChartDrawing", "TestSupport"], exclude: ["Goldens", "Ticks.txt"]),
        tests("ConfigReadingTests", ["ConfigReading", "Diagnostics", "ReportModel"]),
        tests("DemoDataTests", ["DemoData"]),
        tests("DiagnosticsTests", ["Diagnostics"]),
        tests(
            "FigureWordingTests",
            [
                "ConfigReading", "Diagnostics", "FigureWording", "ReportModel", "TestSupport",
            ]),
        tests(
            "FigureJudgingTests",
            [
                "ConfigReading", "Diagnostics", "FigureJudging", "FormulaReading", "KPIComputing",
                "Measuring", "ReportModel", "TestSupport",
            ]),
        tests("FileAccessTests", ["Diagnostics", "FileAccess", "TestSupport"]),
        tests("ForecastingTests", ["Forecasting"], exclude: ["Facts"]),
        tests(
            "FormulaReadingTests",
            ["Diagnostics", "FormulaReading", "ReportModel", "TestSupport"]),
        tests(
            "KPIComputingTests",
            [
                "BundledFiles", "ConfigReading", "Diagnostics", "FigureWording", "FormulaReading",
                "KPIComputing", "Measuring", "ReportModel", "RowDeriving", "TableReading",
                "TestSupport",
            ]),
        tests("MarkdownReadingTests", ["Diagnostics", "MarkdownReading", "TestSupport"]),
        tests(
            "PageBindingTests",
            [
                "BundledFiles", "ConfigReading", "Diagnostics", "KPIComputing", "MarkdownReading",
                "Measuring", "PageBinding", "ReportModel",
            ]),
        tests(
            "PageRenderingTests",
            [
                "ChartDrawing", "ConfigReading", "Diagnostics", "FigureJudging", "FigureWording",
                "FormulaReading", "KPIComputing", "MarkdownReading", "Measuring", "PageBinding",
                "PageRendering", "ReportModel", "TestSupport", mustache,
            ]),
        tests("ProgramRunningTests", ["Diagnostics", "ProgramRunning", "TestSupport"]),
        tests("ReportModelTests", ["ReportModel", "TestSupport"]),
        tests("SiteServingTests", ["Diagnostics", "SiteServing"]),
        tests(
            "SiteWritingTests", ["Diagnostics", "FileAccess", "SiteWriting", "TestSupport"]),
        tests(
            "TableReadingTests",
            [
                "Diagnostics", "FormulaReading", "ReportModel", "TableReading", "TestSupport", grdb,
            ], exclude: ["Seeds"]),
        tests(
            "TableRecognisingTests",
            [
                "ConfigReading", "Diagnostics", "ReportModel", "TableReading", "TableRecognising",
                "TestSupport",
            ], exclude: ["Goldens"]),
        // The program as its users call it, and the house itself.
        tests("RevsiteTests", ["ChartDrawing", "TestSupport"], exclude: ["Scripts"]),
    ]
)
