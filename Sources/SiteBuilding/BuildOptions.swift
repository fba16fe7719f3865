/// What a command line may change about a build.
package struct BuildOptions: Sendable {
    /// In place of the period of the YAML.
    package var period: String?
    /// Warnings count as errors.
    package var isStrict: Bool
    /// How long to wait for another build of the same workspace.
    package var waitingLimit: Duration
    /// Whether tables may come from commands.
    package var commands: CommandPermission
    /// How many threads may read one table, or make pages.
    package var workers: Int
    /// Whether what the last build knew may be used.
    package var usesCache: Bool
    /// Whether links to other hosts are followed.
    package var checksExternalLinks = false
    /// Is told what the build does; called from several threads.
    package var progress: @Sendable (BuildStep) -> Void = { _ in }

    package init(
        period: String? = nil, isStrict: Bool = false, waitingLimit: Duration = .seconds(60),
        commands: CommandPermission = CommandPermission(), workers: Int = 1,
        usesCache: Bool = true
    ) {
        self.usesCache = usesCache
        self.period = period
        self.isStrict = isStrict
        self.waitingLimit = waitingLimit
        self.commands = commands
        self.workers = workers
    }
}

/// What a build is doing.
package enum BuildStep: Hashable, Sendable {
    case reading, measuring, askingOtherHosts
    /// Pages of values that are done, and how many there are.
    case pages(Int, of: Int)
}

/// The version that pages and manifests name.
package let revsiteVersion = "0.1.0"
