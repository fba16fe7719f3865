/// Draws names of companies that do not exist, each once.
struct AccountNames {
    private var taken: Set<String> = []

    /// Names with the characters that exports stumble over.
    private static let fixed: [[String]] = [
        ["Größl & Söhne Feinmechanik GmbH & Co. KG", "Åkervall Mätteknik AB"],
        ["O'Brien Process Controls, Inc.", "Tarrow \"Blue Line\" Foods, LLC"],
        ["Hoshizora Fluidics K.K."],
        ["Química São Bentinho Ltda.", "Peñaranda Aceros, S.A."],
    ]

    mutating func draw(_ region: Region, _ random: inout SeededRandom) -> String {
        for name in Self.fixed[region.rawValue] where taken.insert(name).inserted { return name }
        while true {
            let name = Self.compose(region, &random)
            if taken.insert(name).inserted { return name }
        }
    }

    private static func compose(_ region: Region, _ random: inout SeededRandom) -> String {
        switch region {
        case .emea:
            switch random.below(10) {
            case 0...4:
                random.pick(german) + " " + random.pick(germanTrades) + random.pick(germanForms)
            case 5, 6: random.pick(french) + " " + random.pick(frenchTrades)
            case 7: random.pick(nordic) + " " + random.pick(nordicTrades)
            default: random.pick(british) + " " + random.pick(trades) + random.pick(britishForms)
            }
        case .americas:
            random.pick(american) + " " + random.pick(trades) + random.pick(americanForms)
        case .asiaPacific:
            random.pick(asian) + " " + random.pick(trades) + random.pick(asianForms)
        case .latinAmerica:
            random.pick(latinTrades) + " " + random.pick(latin) + random.pick(latinForms)
        }
    }

    private static let german = words(
        "Bühlmeier Dörrwald Eschkamp Falkreuth Grübnau Hölzing Jägersruh Kaltenbrück Löwitz "
            + "Mühlacker Nösselt Ölmann Pröbsting Quendlin Rödersen Schürholt Tännich Ühlfeld "
            + "Vöhrbach Wülfrath Zöllmar Brandthal Steinkuhl Harzmeyer Weißkirch Osterloh")
    private static let germanTrades = words(
        "Chemie Pharma Anlagenbau Wasser Energie Papier Stahl Molkerei Brauwerk Präzision")
    private static let germanForms = [" GmbH", " AG", " KG", " SE"]
    private static let french = words(
        "Beaulorme Chantreuil Delacombe Fontvière Grandpré Lévignac Marsolle Orvault Périgny "
            + "Rochemaure Sauveterre Tréville Valçay Bellinzago Castelmauro Montaldi")
    private static let frenchTrades = [
        "Industries SA", "Procédés SAS", "Énergie SA", "Alimentari SpA", "Chimica Srl", "Eaux SAS",
    ]
    private static let nordic = words(
        "Bjørkland Fjällström Grønvik Hällbacka Kråkvik Lövnäs Nørholm Østerdal Rävlinge Skårup")
    private static let nordicTrades = ["Process AB", "Vann AS", "Kemi A/S", "Energi AB", "Stål AB"]
    private static let british = words(
        "Ashcombe Blackmere Coldwell Dunsford Eastlode Fenwith Garside Holmbury Kelbrook Marlesham "
            + "Northgill Penhallow Ravenscar Stanwick Thornlea Wexcombe")
    private static let britishForms = [" Ltd", " plc"]
    private static let american = words(
        "Alder Bridgeport Cedarline Dunmore Eastbrook Fairhaven Graniteville Harlow Ironwood "
            + "Juniper Kingsley Lakemont Maplecrest Northfork Oakhurst Pinebluff Quarrystone "
            + "Redwater Silverton Timberlane Umberfield Valemont Westbrook Yarrow")
    private static let americanForms = [", Inc.", " LLC", " Corp.", ", Inc."]
    private static let asian = words(
        "Akebono Banksia Chandrapur Daehan Everspring Fukuhara Goldcrest Harbourview Isezaki "
            + "Jurongside Kalinga Lotuswell Mirrabooka Narada Orchidvale Pacifica")
    private static let asianForms = [" Pte. Ltd.", " Pty Ltd", " K.K.", " Pvt. Ltd."]
    private static let latin = words(
        "Altavista Boquerón Cañaveral Dorado Esmeralda Guaraní Horizonte Itacoã Jaguarí Lisboã "
            + "Montañés Paranaú Quebrada Riachão")
    private static let latinTrades = words("Aceros Aguas Alimentos Energía Minera Química")
    private static let latinForms = [" S.A.", " Ltda.", " S.A. de C.V."]
    private static let trades = words(
        "Brewing Chemicals Dairies Energy Foods Metals Papers Pharma Polymers Process Utilities "
            + "Water")

    private static func words(_ text: String) -> [String] {
        text.split(separator: " ").map(String.init)
    }
}
