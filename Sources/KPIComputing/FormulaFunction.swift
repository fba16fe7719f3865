/// The functions of formulas: those of the contract, and what the built-in catalogue needs besides.
enum FormulaFunction {
    /// Name and number of arguments.
    static let all: [String: Int] = [
        "where": 2, "lag": 2, "trailing": 2, "ytd": 1, "plan": 1, "forecast": 1, "model": 1,
        "if_undefined": 2, "input": 0,
        "horizon": 1, "snapshot": 1, "from_snapshot": 1, "above_zero": 2, "horizon_so_far": 1,
        "at_least": 2,
        "at_most": 2, "mean": 1,
        "whole": 1, "common": 1, "to_date": 1, "last_day": 0, "forecast_accuracy": 0, "option": 1,
        "mature": 2, "positive": 2, "negative": 2, "quartile_range": 2, "break_even": 3,
        "drivers": 2, "at_origin": 1, "since_origin": 1, "so_far": 1, "each_month": 1,
        "compounded": 1, "assumed": 2,
    ]

    /// Those that evaluate their first argument for each value of a dimension.
    static func isByPart(_ name: String) -> Bool {
        ["positive", "negative", "quartile_range"].contains(name)
    }
}
