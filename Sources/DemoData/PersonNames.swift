/// Names of persons who do not exist, by the region in which they work.
enum PersonNames {
    static func draw(_ region: Region, _ random: inout SeededRandom) -> String {
        let (first, last) = names[region.rawValue]
        return random.pick(first) + " " + random.pick(last)
    }

    private static let names: [(first: [String], last: [String])] = [
        (
            words(
                "Annika Bettina Carsten Dörte Emil Frauke Gernot Hella Ingo Jasmin Klaus Lennart "
                    + "Maren Nils Odile Petra Quentin Renske Sören Thérèse Ulrike Valentin"),
            words(
                "Abendrot Bachmair Carlsrud Dompierre Ebersold Fallgatter Grünholz Hagedorn "
                    + "Ivarsen Jacquemin Kettelhut Lindqvist Mollenhauer Norrby Ohlsdorf "
                    + "Pettersrud Quast Rasmusdal Steinbrück Tillmanns Uhlendorf Vandermeer")
        ),
        (
            words(
                "Allison Brady Colette Darren Elise Forrest Gwen Howard Iris Jared Kendra Lowell "
                    + "Marcy Nolan Opal Preston Rhonda Stuart Trish Vernon"),
            words(
                "Abernathy Birdsong Callister Dunleavy Ellsworth Farnham Goodspeed Hathaway "
                    + "Ingersoll Jessup Kirkbride Loomis Merriweather Northcutt Ogilvie Pemberton "
                    + "Rutledge Satterfield Tolliver Winslow")
        ),
        (
            words(
                "Aiko Bao Chitra Daiki Emiko Farhan Grace Hiro Indira Jun Kavya Lian Mei Naoki "
                    + "Owen Pooja Ravi Sora Tariq Yumi"),
            words(
                "Amano Bhandari Chua Deshpande Endo Fong Goh Hirano Iyer Jeong Kamath Lim Matsuda "
                    + "Nair Okabe Prasad Quek Rao Sawada Teo")
        ),
        (
            words(
                "Adriana Bruno Camila Davi Elisa Fabián Graciela Heitor Inés Joaquín Lorena "
                    + "Marcelo Noemí Otávio Pilar"),
            words(
                "Aguilera Bittencourt Cárdenas Drummond Escobedo Figueroa Galvão Henríquez "
                    + "Izquierdo Junqueira Lacerda Monteverde Noronha Olivares Peñalosa")
        ),
    ]

    private static func words(_ text: String) -> [String] {
        text.split(separator: " ").map(String.init)
    }
}
