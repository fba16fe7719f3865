import FoundationEssentials

/// The bytes of a text in the letters of base 64.
func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
