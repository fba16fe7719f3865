import Dispatch
import ReportModel
import Synchronization

/// One text file on its way through readers, a chunk at a time.
struct FileReading: ~Copyable {
    private let feed: Mutex<ChunkFeed>
    private let path: String
    private let form: TextDecoder.Form
    private var part: Part
    /// Where rows are turned into several.
    private var intake: RecordIntake?

    /// What one thread needs for its turn, used again for every chunk.
    private struct Part: Sendable {
        var chunk = TextChunk()
        var splitter: RecordSplitter
        var batch: RecordBatch
    }

    init(
        feed: consuming sending ChunkFeed, path: String, batch: RecordBatch,
        intake: RecordIntake? = nil
    ) {
        self.path = path
        self.intake = intake
        form = feed.form
        part = Part(splitter: RecordSplitter(delimiter: feed.delimiter), batch: batch)
        self.feed = Mutex(feed)
    }

    var byteCount: Int { feed.withLock { $0.byteCount } }

    /// What ended the reading too early.
    mutating func endFaults() -> [CSVFault] {
        feed.withLock { feed in feed.takeFaults() + (feed.endFault.map { [$0] } ?? []) }
    }

    /// Reads the next chunk; says whether there was one.
    mutating func read(_ reader: inout TableReader, _ consume: BatchConsumer) throws -> Bool {
        guard var intake else {
            return try Self.read(feed, form, path, &part, &reader) { batch, reader in
                if let columns = reader.read(batch) {
                    try consume(columns, reader.textDictionaries)
                }
            }
        }
        self.intake = nil
        let hasMore = try Self.read(feed, form, path, &part, &reader) { batch, reader in
            for row in 0..<batch.rowCount {
                try intake.add(batch.record(row), &reader, consume)
            }
        }
        if !hasMore { try intake.finish(&reader, consume) }
        self.intake = intake
        return hasMore
    }

    private static func read(
        _ feed: borrowing Mutex<ChunkFeed>, _ form: TextDecoder.Form, _ path: String,
        _ part: inout Part, _ reader: inout TableReader,
        _ take: (RecordBatch, inout TableReader) throws -> Void
    ) throws -> Bool {
        var chunk = TextChunk()
        swap(&chunk, &part.chunk)
        defer { swap(&chunk, &part.chunk) }
        if try !feed.withLock({ try $0.next(into: &chunk) }) { return false }
        chunk.decode(form)
        for place in chunk.faultPlaces {
            reader.report(
                CSVFault(.encodingInvalid, line: place.line, column: place.column), in: path,
                remedy: chunk.encodingRemedy)
        }
        part.splitter.split(&chunk, into: &part.batch)
        for fault in part.splitter.takeFaults() { reader.report(fault, in: path) }
        defer { part.batch.end(&chunk.bytes) }
        try take(part.batch, &reader)
        return true
    }

    /// One thread's reader and what takes its batches.
    private struct Worker<Consumer: TableConsumer>: Sendable {
        var reader: TableReader
        var consumer: Consumer
        var part: Part
        var failure: (any Error)?
    }

    /// Reads all chunks that are left, on several threads, and merges what they found.
    mutating func readRest<Consumer: TableConsumer>(
        _ reader: inout TableReader, _ consumer: inout Consumer, fresh: Consumer, workers: Int
    ) throws {
        var crew = [Worker(reader: reader, consumer: consumer, part: part)]
        for _ in 1..<workers {
            crew.append(Worker(reader: reader.fork(), consumer: fresh, part: part))
        }
        consumer = fresh
        let waiting = Mutex(crew.map { Optional($0) })
        crew = []
        try work(waiting, workers)
        // Taken, for what somebody else still has would be copied when it is merged.
        var done = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting.compactMap(\.self)
        }
        if let failure = done.lazy.compactMap(\.failure).first { throw failure }
        var first = done.removeFirst()
        while !done.isEmpty {
            let worker = done.removeFirst()
            first.reader.merge(worker.reader)
            first.consumer.merge(
                worker.consumer, own: first.reader.textDictionaries,
                others: worker.reader.textDictionaries)
        }
        reader = first.reader
        consumer = first.consumer
    }

    private func work<Consumer: TableConsumer>(
        _ crew: borrowing Mutex<[Worker<Consumer>?]>, _ count: Int
    ) throws {
        DispatchQueue.concurrentPerform(iterations: count) { index in
            guard var worker = crew.withLock({ $0[index].take() }) else { return }
            do {
                while try Self.read(
                    feed, form, path, &worker.part, &worker.reader,
                    { batch, reader in
                        guard let columns = reader.read(batch) else { return }
                        try worker.consumer.consume(columns, reader.textDictionaries)
                    })
                {}
            } catch {
                worker.failure = error
            }
            crew.withLock { $0[index] = worker }
        }
    }
}
