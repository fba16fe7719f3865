/// The customer above all that control one; itself where there is none.
///
/// - Parameter parent: of a customer; empty or nil where nobody controls it.
package func rootCustomer(of customer: String, parent: (String) -> String?) -> String {
    var id = customer
    // Longer chains are circles.
    for _ in 0..<20 {
        guard let next = parent(id), !next.isEmpty, next != id else { return id }
        id = next
    }
    return customer
}
