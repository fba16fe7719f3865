/// The quarterly survey: would you recommend us?
struct Feedback {
    /// What the answers of a quarter come to.
    private static let promised = [18, 20, 19, 23, 26, 24, 27, 29, 28, 33, 36, 40]

    private struct Answer {
        var day: DemoDay
        var score: Int
        var respondent: String
        var account: Int
        var survey: String
    }

    private let services: [CustomerService]
    private let moods: [Int: CustomerMood]
    private var random: SeededRandom

    init(_ services: [CustomerService], _ moods: [Int: CustomerMood], seed: UInt64) {
        self.services = services
        self.moods = moods
        random = SeededRandom(seed: seed, stream: 28)
    }

    mutating func file() -> String {
        var text = "Answered On,Survey,Account ID,Respondent,Score\n"
        for (index, promised) in Self.promised.enumerated() {
            let first = Company.firstMonth.adding(index * 3)
            for answer in quarter(first, count: 64 + index * 4, promised: promised) {
                text += csvLine([
                    answer.day.iso, answer.survey, Account.id(answer.account),
                    answer.respondent, String(answer.score),
                ])
            }
        }
        return text
    }

    private mutating func quarter(_ first: DemoMonth, count: Int, promised: Int) -> [Answer] {
        let opened = first.adding(1).day(6)
        let survey = "Relationship survey " + first.quarterName
        var present = services.filter { $0.monthly(on: opened) > 0 }
        random.shuffle(&present)
        let asked = present.prefix(count)
        let content = asked.sorted {
            (mood($0, opened), $0.account) < (mood($1, opened), $1.account)
        }
        var answers: [Answer] = []
        for (service, score) in zip(content, scores(content.count, promised)) {
            let person = "K\(10_001 + service.account)-R\(random.between(1, 4))"
            let answer = Answer(
                day: opened.adding(random.below(24)), score: score, respondent: person,
                account: service.account, survey: survey)
            if random.chance(perMille: 60) {
                var earlier = answer
                earlier.day = answer.day.adding(-random.between(1, 5))
                earlier.score = max(0, answer.score - random.between(1, 3))
                answers.append(earlier)
            }
            answers.append(answer)
        }
        return answers.enumerated().sorted {
            ($0.element.day.number, $0.offset) < ($1.element.day.number, $1.offset)
        }.map(\.element)
    }

    private func mood(_ service: CustomerService, _ day: DemoDay) -> Int {
        (moods[service.account]?.level(on: day) ?? 60) + service.account * 7919 % 37
    }

    /// As many promoters and detractors as give the promised score, the worst first.
    private mutating func scores(_ count: Int, _ promised: Int) -> [Int] {
        let detractors = count * (262 - promised * 3) / 1000
        let promoters = detractors + divided(count * promised, by: 100)
        let middle = count - detractors - promoters
        let low = (0..<detractors).map { _ in [6, 6, 5, 5, 4, 3, 2, 1, 0][random.below(9)] }
        let fair = (0..<middle).map { _ in random.between(7, 8) }
        let high = (0..<promoters).map { _ in random.between(9, 10) }
        return low.sorted() + fair.sorted() + high.sorted()
    }
}
