/// What a command line may change about a build.
package struct BuildOptions: Sendable {
    /// In place of the period of the YAML.
    package var period: String?
    /// Warnings count as errors.
    package var isStrict: Bool
    /// How long to wait for another build of the same workspace.
    package var waitingLimit: Duration

    package init(
        period: String? = nil, isStrict: Bool = false, waitingLimit: Duration = .seconds(60)
    ) {
        self.period = period
        self.isStrict = isStrict
        self.waitingLimit = waitingLimit
    }
}

/// The version that pages and manifests name.
package let revsiteVersion = "0.1.0"
