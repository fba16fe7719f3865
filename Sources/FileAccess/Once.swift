import Synchronization

/// Something that is worked out once, by the thread that asks first; the others wait for it.
package final class Once<Value: Sendable>: Sendable {
    private let known = Mutex<Result<Value, any Error>?>(nil)
    private let make: @Sendable () throws -> Value

    package init(_ make: @escaping @Sendable () throws -> Value) { self.make = make }

    package func get() throws -> Value {
        try known.withLock { known in
            if let known { return known }
            let result = Result { try make() }
            known = result
            return result
        }.get()
    }
}
