import Glibc

/// What the system says of the file of the running program: another build of it has another stamp.
package var ownStamp: String {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return "" }
    let stamp = FileStamp(status)
    return "\(stamp.inode) \(stamp.size) \(stamp.modified) \(stamp.changed)"
}
