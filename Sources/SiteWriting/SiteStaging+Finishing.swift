package import Diagnostics
import FileAccess

/// What became of a site.
package struct SiteReceipt: Hashable, Sendable {
    /// Files with new bytes; the manifest isn't counted.
    package var written: Int
    /// Files that the old site had in the same form.
    package var linked: Int
    /// The old site couldn't be cleared away: a warning, the new one is published.
    package var leftover: Diagnostic?

    package init(written: Int, linked: Int, leftover: Diagnostic? = nil) {
        self.written = written
        self.linked = linked
        self.leftover = leftover
    }
}

extension SiteStaging {
    /// Writes the manifest and exchanges the staged site with `output` in one step.
    ///
    /// If it throws, the published site is untouched and the staging removed. Call it once, after
    /// every call of `stage` has returned.
    package func finish() throws -> SiteReceipt {
        try end { state in
            do {
                try begin(&state)
                try clearRest(&state)
                let name = try RelativePath(SiteManifest.fileName)
                try staging.removeFile(name)
                let json = SiteManifest(files: state.files.mapValues(\.digest)).json(
                    beginning: state.kept)
                try staging.write(json, to: name)
                state.manifestDigest = Digest256.hexadecimal(of: json)
                if isFirst { _ = try spare.link(name, from: staging) }
                let stamp = staging.stamp(name)
                try keepGitKeep()
                try publish()
                state.files[name.text] = SiteRecord.Entry(
                    digest: state.manifestDigest, stamp: stamp)
            } catch {
                try? staging.remove()
                if isFirst { try? spare.remove() }
                throw error
            }
            var receipt = SiteReceipt(written: state.written, linked: state.linked)
            do {
                try setAside()
                try previous.remove()
                try keepRecord(state.files)
            } catch {
                receipt.leftover = Diagnostic(
                    .warning, id: "old-site-not-removed", "the site is published, but \(error)",
                    remedy: "remove the folder .revsite")
            }
            return receipt
        }
    }

    /// Removes what the spare site had and the new one has not.
    private func clearRest(_ state: inout State) throws {
        var folders: Set<String> = []
        for path in (state.begun ?? [:]).keys where state.files[path] == nil {
            let name = try RelativePath(path)
            try staging.removeFile(name)
            folders.formUnion(name.folders)
        }
        staging.removeEmptyFolders(
            try folders.subtracting(state.folders).map { try RelativePath($0) })
    }

    /// After the exchange the staging is the old site: the next one is made from it, unless it holds what
    /// no build wrote.
    private func setAside() throws {
        if !isAsWritten {
            try staging.remove()
        } else {
            try spare.remove()
            try staging.rename(to: spare)
        }
    }

    private func keepRecord(_ files: [String: SiteRecord.Entry]) throws {
        var record = SiteRecord()
        record.files = files
        // Removing the old site changed what the system says of files that both had.
        if !isAsWritten, !isFirst {
            for file in output.stamps.files { record.files[file.path]?.stamp = file.stamp }
        }
        try record.write(to: folder)
    }

    private func keepGitKeep() throws {
        guard try Self.isFolder(output) else { return }
        let name = try RelativePath(Self.gitKeep)
        guard let bytes = try output.read(name) else { return }
        try staging.removeFile(name)
        try staging.write(bytes, to: name)
    }

    private func publish() throws {
        guard try Self.isFolder(output) else { return try staging.rename(to: output) }
        do throws(FileError) {
            try staging.exchange(with: output)
        } catch {
            if error.isExchangeMissing { return try replaceInTwoSteps() }
            guard error.isOtherFileSystem else { throw error }
            // A folder from an image of a container can be removed, but not renamed. One without a
            // site, as it is after a clone, is no loss.
            guard try output.names().allSatisfy({ $0 == Self.gitKeep }) else {
                throw SiteError.outputIsFixed(error)
            }
            try replaceEmptyOutput(after: error)
        }
    }

    private func replaceEmptyOutput(after reason: FileError) throws {
        let name = try RelativePath(Self.gitKeep)
        let bytes = try output.read(name)
        do {
            try output.remove()
            try staging.rename(to: output)
        } catch {
            if let bytes { try? output.write(bytes, to: name) }
            throw SiteError.outputIsFixed(reason)
        }
    }

    /// For file systems without an exchange: there is a moment with no `output`. A build killed
    /// just then leaves the old site in `previous`, and the next build puts it back first.
    private func replaceInTwoSteps() throws {
        try output.rename(to: previous)
        do {
            try staging.rename(to: output)
        } catch {
            try previous.rename(to: output)
            throw error
        }
    }
}
