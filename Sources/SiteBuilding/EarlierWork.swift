import FileAccess
import KPIComputing
import MarkdownReading
import Measuring
import PageBinding
import PageRendering
import ReportModel
import Synchronization

/// What a preview still knows of the build before: the figures where neither data nor questions have
/// changed, and each page where neither its text nor what it stands on has.
final class EarlierWork: Sendable {
    private struct State {
        var measured: (ground: String, requests: [CubeRequest], measurement: Measurement)?
        /// Counts the measurements.
        var serial = 0
        var renditions: [Key: Rendition] = [:]
        /// Those of the build that runs.
        var used: [Key: Rendition] = [:]
    }

    /// What a piece of the site follows from.
    struct Key: Hashable, Sendable {
        var ground: String
        var language: String
        /// `page`, `sheet of the pack`, `closing`.
        var kind: String
        var slug: String
        var text: PageText?
        var fallback: String?
        /// What stands around it.
        var around: String
    }

    enum Rendition: Sendable {
        case page(PageRendition)
        case sheet(PackSheet)
        case files([RenderedFile])
    }

    /// The files that the site is made from.
    private let files: BuildInputs
    private let state: Mutex<State>

    init(_ files: BuildInputs) {
        self.files = files
        state = Mutex(State())
    }

    /// The same for the next build: what this one used.
    func next(_ files: BuildInputs) -> EarlierWork {
        let next = EarlierWork(files)
        let own = state.withLock { state in (state.measured, state.serial, state.used) }
        next.state.withLock { state in
            state.measured = own.0
            state.serial = own.1
            state.renditions = own.2
        }
        return next
    }

    /// The measurement of these inputs, made anew only where it may have changed.
    func measurement(
        of inputs: WorkspaceInputs, _ asked: (Planner) throws -> [CubeRequest]
    ) throws -> Measurement {
        let ground = files.groundOfFigures
        if let (known, requests, measurement) = state.withLock({ $0.measured }),
            !ground.isEmpty, known == ground,
            Set(try asked(measurement.computation.planner.cut(by: nil))) == Set(requests)
        {
            return measurement
        }
        var requests: [CubeRequest] = []
        let measurement = try measure(inputs) { planner in
            requests = try asked(planner)
            return requests
        }
        state.withLock { state in
            state.measured = (ground, requests, measurement)
            state.serial += 1
        }
        return measurement
    }

    /// What all pages follow from besides their texts.
    func ground(_ inputs: WorkspaceInputs) -> String {
        let serial = state.withLock { $0.serial }
        var writer = RecordWriter()
        writer.write(Int64(serial))
        writer.write(files.groundOfPages)
        for page in inputs.written.all {
            let facts = page.facts
            for text in [
                page.slug, page.title, page.section ?? "", page.text.path, page.period.name,
                facts.owner ?? "", facts.presenter ?? "", facts.purpose?.rawValue ?? "",
                facts.date?.description ?? "", String(facts.minutes ?? 0), String(page.isInPack),
            ] {
                writer.write(text)
            }
            writer.write(Int64(page.order))
        }
        return Digest256.hexadecimal(of: writer.bytes)
    }

    /// A piece of the site, made anew only where it may have changed.
    func rendition(_ key: Key, _ make: () -> Rendition) -> Rendition {
        let known = state.withLock { $0.renditions[key] ?? $0.used[key] }
        let rendition = known ?? make()
        state.withLock { $0.used[key] = rendition }
        return rendition
    }
}
