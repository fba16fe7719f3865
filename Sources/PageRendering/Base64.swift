import FoundationEssentials

/// Bytes in the letters of base 64.
func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
