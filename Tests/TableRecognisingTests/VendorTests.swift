import Foundation
import ReportModel
import Testing

@Suite("exports as people make them in Salesforce, HubSpot, Stripe and Recurly")
struct VendorTests {
    static let texts: [(name: String, text: String)] = [
        (
            "salesforce-opportunities",
            """
            "Opportunity ID","Account Name","Opportunity Owner","Stage","Amount","Probability (%)","Close Date","Created Date","Type","Lead Source"
            "0061","Acme","Ann","Closed Won","1,200.00","100","3/31/2025","1/15/2025","New Business","Web"
            "0062","Beta, Inc","Bob","Negotiation","300.50","60","12/1/2025","2/2/2025","Existing Business","Partner"
            "0063","Acme","Ann","Closed Lost","80.00","0","4/30/2025","2/20/2025","New Business",""
            """
        ),
        (
            "hubspot-deals",
            """
            Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Deal owner,Associated Company,Deal Type
            1,First,Closed Won,1000,2025-03-31 12:00,2025-01-05 09:30,Ann,Acme,newbusiness
            2,Second,Contract Sent,,2025-12-31 12:00,2025-02-05 09:30,Bob,Beta,existingbusiness
            """
        ),
        (
            "stripe-subscriptions",
            """
            id,Customer ID,Customer Description,Plan,Quantity,Currency,Interval,Amount,Status,Created (UTC),Start (UTC),Current Period Start (UTC),Current Period End (UTC),Canceled At (UTC),Ended At (UTC)
            sub_1,cus_1,Acme,gold,2,usd,month,50.00,active,2025-01-05 10:00,2025-01-05 10:00,2025-06-05 10:00,2025-07-05 10:00,,
            sub_2,cus_2,Beta,gold,1,usd,year,600.00,trialing,2025-02-05 10:00,2025-02-05 10:00,2025-02-05 10:00,2026-02-05 10:00,,
            sub_3,cus_3,Gamma,gold,1,usd,month,50.00,canceled,2025-02-05 10:00,2025-02-05 10:00,2025-03-05 10:00,2025-04-05 10:00,2025-03-20 10:00,2025-04-05 10:00
            """
        ),
        (
            "recurly-invoices",
            """
            invoice_number,account_code,state,invoice_date,due_on,closed_at,currency,subtotal,tax,total
            1001,acme,paid,2025-01-05T10:00:00Z,2025-02-05,2025-01-06T10:00:00Z,USD,100.00,20.00,120.00
            1002,beta,pending,2025-02-05T10:00:00Z,2025-03-05,,USD,50.00,10.00,60.00
            1003,beta,void,2025-02-05T10:00:00Z,2025-03-05,,USD,50.00,10.00,60.00
            """
        ),
    ]

    @Test("each gets the lines of its golden file", arguments: texts.map(\.name))
    func goldens(_ name: String) throws {
        let text = try #require(Self.texts.first { $0.name == name }?.text)
        let found = try Imported(text, name: "data/\(name).csv")
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Goldens/\(name).yml")
        if ProcessInfo.processInfo.environment["REVSITE_RECORD"] != nil {
            try Data(found.yaml.utf8).write(to: file)
            Issue.record("recorded \(name)")
            return
        }
        #expect(found.yaml == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test("each is read to its last row", arguments: texts.map(\.name))
    func reading(_ name: String) throws {
        let text = try #require(Self.texts.first { $0.name == name }?.text)
        let found = try Imported(text, name: "data/\(name).csv")
        let rows = try found.read(Array(text.utf8))
        #expect(rows.errors == [])
        #expect(rows.receipt.rowsRead == text.split(separator: "\n").count - 1)
    }
}
