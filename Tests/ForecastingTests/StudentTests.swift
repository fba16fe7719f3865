import Forecasting
import Testing

@Suite("Student's t")
struct StudentTests {
    @Test(
        "the radii are those of the tables",
        arguments: [
            (1, 1.0000, 3.0777), (2, 0.8165, 1.8856), (3, 0.7649, 1.6377), (4, 0.7407, 1.5332),
            (5, 0.7267, 1.4759), (10, 0.6998, 1.3722), (11, 0.6974, 1.3634), (30, 0.6828, 1.3104),
            (60, 0.6786, 1.2958),
        ])
    func radii(freedom: Int, half: Double, most: Double) {
        let student = StudentDistribution(freedom: freedom)
        #expect(abs(student.radius(of: 0.5) - half) < 1e-4)
        #expect(abs(student.radius(of: 0.8) - most) < 1e-4)
    }
}
