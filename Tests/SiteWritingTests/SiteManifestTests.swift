import SiteWriting
import Testing

struct SiteManifestTests {
    @Test("the manifest is sorted by bytes and ends with a line break")
    func order() {
        let manifest = SiteManifest(files: ["é": "3", "a/b": "2", "a-b": "1", "Z": "0"])
        #expect(
            String(decoding: manifest.json, as: UTF8.self) == """
                {"files": {
                  "Z": "0",
                  "a-b": "1",
                  "a/b": "2",
                  "é": "3"
                }}

                """)
        #expect(String(decoding: SiteManifest().json, as: UTF8.self) == "{\"files\": {}}\n")
    }

    @Test(
        "any path survives being written and read",
        arguments: ["a\"b", "\\", "a\n\u{1}\u{7F}", "€ 𝄞"])
    func escaping(_ path: String) {
        let manifest = SiteManifest(files: [path: "x"])
        #expect(SiteManifest(json: manifest.json) == manifest)
        #expect(manifest.json.filter { $0 < 0x20 }.count == 3)
    }

    @Test(
        "what is no manifest is nil",
        arguments: ["", "{", "[]", "{\"files\": [1]}", "{\"files\": {\"a\": 1}}", "\u{0}"])
    func broken(_ text: String) {
        #expect(SiteManifest(json: Array(text.utf8)) == nil)
    }

    @Test("the order of the entries given doesn't show")
    func determinism() {
        let pairs = (0..<500).map { ("page-\($0).html", "\($0)") }
        let forward = SiteManifest(files: Dictionary(uniqueKeysWithValues: pairs))
        let backward = SiteManifest(files: Dictionary(uniqueKeysWithValues: pairs.reversed()))
        #expect(forward.json == backward.json)
    }
}
