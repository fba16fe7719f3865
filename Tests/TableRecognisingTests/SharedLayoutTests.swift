import Foundation
import ReportModel
import TableRecognising
import Testing

@Suite("exports of Salesforce, HubSpot, Stripe and Recurly as they are")
struct SharedLayoutTests {
    /// A file, the table that it means, and the rows that its `where` leaves out.
    struct Case: CustomTestStringConvertible {
        var path: String
        var table: TableName
        var leftOut = 0

        init(_ path: String, _ table: TableName, leftOut: Int = 0) {
            self.path = path
            self.table = table
            self.leftOut = leftOut
        }

        var testDescription: String { path }
    }

    @Test(
        "the printed lines, used as they are, read every row without an error",
        arguments: [
            Case("salesforce/sf_account", .customers),
            Case("salesforce/sf_account_history", .customers),
            Case("salesforce/sf_contact", .contacts),
            Case("salesforce/sf_contact_history", .contacts),
            Case("salesforce/sf_event", .touches), Case("salesforce/sf_lead", .leads),
            Case("salesforce/sf_opportunity", .opportunities),
            Case("salesforce/sf_opportunity_history", .opportunityHistory),
            Case("salesforce/sf_opportunity_line_item", .opportunities),
            Case("salesforce/sf_order", .revenue), Case("salesforce/sf_product_2", .products),
            Case("salesforce/sf_task", .touches), Case("salesforce/sf_user", .owners),
            Case("salesforce/sf_user_role", .owners),
            Case("hubspot/company", .customers), Case("hubspot/contact", .leads),
            Case("hubspot/contact_form_submission", .touches),
            Case("hubspot/deal", .opportunities),
            Case("hubspot/deal_property_history", .opportunityHistory),
            Case("hubspot/deal_stage", .opportunityHistory),
            Case("hubspot/email_event", .touches), Case("hubspot/owner", .owners),
            Case("hubspot/ticket", .support), Case("hubspot/users", .owners),
            Case("stripe/account", .customers),
            Case("stripe/balance_transaction", .revenue, leftOut: 1),
            Case("stripe/charge", .revenue), Case("stripe/credit_note", .revenue),
            Case("stripe/customer", .customers), Case("stripe/invoice", .revenue),
            Case("stripe/invoice_line_item", .revenue), Case("stripe/payment_intent", .revenue),
            Case("stripe/plan", .products), Case("stripe/price", .products),
            Case("stripe/product", .products), Case("stripe/refund", .revenue),
            Case("stripe/subscription", .contracts),
            Case("stripe/subscription_history", .contracts),
            Case("stripe/subscription_item", .contracts),
            Case("recurly/account_history", .customers),
            Case("recurly/invoice_history", .revenue),
            Case("recurly/line_item_history", .revenue),
            Case("recurly/plan_currency_history", .products),
            Case("recurly/plan_history", .products),
            Case("recurly/subscription_add_on_history", .subscriptions),
            Case("recurly/subscription_change_history", .subscriptions),
            Case("recurly/subscription_history", .subscriptions),
            Case("recurly/transaction", .revenue, leftOut: 2),
        ])
    func everyRow(_ file: Case) throws {
        guard let (found, rows, plain) = try read(file.path) else { return }
        #expect(found.diagnostics == [])
        #expect(found.table?.table == file.table)
        #expect(found.table?.layout != nil)
        #expect(rows.errors == [])
        #expect(rows.receipt.rowsRead == plain.rows.count)
        #expect(rows.receipt.rowsUsed == plain.rows.count - file.leftOut)
    }

    private func read(_ path: String) throws -> (Imported, Rows, PlainRows)? {
        guard let url = layout("\(path)_data.csv") else { return nil }
        let bytes = try [UInt8](Data(contentsOf: url))
        let found = try Imported(bytes, name: "data/\(url.lastPathComponent)")
        return (found, try found.read(bytes), PlainRows(String(decoding: bytes, as: UTF8.self)))
    }

    @Test("sf_opportunity: select is_won, count(*), sum(amount) … group by is_won")
    func salesforceOpportunities() throws {
        guard let (_, rows, plain) = try read("salesforce/sf_opportunity") else { return }
        let won = plain.rows.filter { $0["is_won"] == "true" }
        let lost = plain.count { $0["is_closed"] == "true" && $0["is_won"] == "false" }
        #expect(won.count == 5)
        #expect(rows.count(where: "stage", is: "won") == won.count)
        #expect(rows.count(where: "stage", is: "lost") == lost)
        #expect(
            try rows.sum("amount", where: "stage", isOneOf: ["won"])
                == plain.sum("amount") { $0["is_won"] == "true" })
        #expect(try rows.sum("amount") == plain.sum("amount"))
    }

    @Test("sf_order: select sum(total_amount), count(distinct account_id)")
    func salesforceOrders() throws {
        guard let (_, rows, plain) = try read("salesforce/sf_order") else { return }
        #expect(try rows.sum("amount") == plain.sum("total_amount"))
        #expect(Set(rows.fields["customer"] ?? []).count == 5)
    }

    @Test("sf_opportunity_line_item: select sum(total_price)")
    func salesforceLines() throws {
        guard let (_, rows, plain) = try read("salesforce/sf_opportunity_line_item") else { return }
        #expect(try rows.sum("amount") == plain.sum("total_price"))
    }

    @Test("deal: select count(*) where property_closedate is null")
    func hubSpotDeals() throws {
        guard let (_, rows, plain) = try read("hubspot/deal") else { return }
        let open = plain.count { $0["property_closedate"] == "" }
        #expect(rows.count(where: "closed", is: "") == open)
        #expect(Set(rows.fields["id"] ?? []).count == 44)
    }

    @Test("ticket: select count(*) where property_closed_date is null")
    func hubSpotTickets() throws {
        guard let (_, rows, plain) = try read("hubspot/ticket") else { return }
        let open = plain.count { $0["property_closed_date"] == "" }
        #expect(rows.count(where: "closed", is: "") == open)
    }

    @Test(
        "Stripe: select sum(amount) / 100",
        arguments: [
            ("stripe/charge", "amount", 1), ("stripe/invoice", "total", 1),
            ("stripe/invoice_line_item", "amount", 1), ("stripe/refund", "amount", -1),
            ("stripe/credit_note", "total", -1), ("stripe/payment_intent", "amount_received", 1),
        ])
    func stripeAmounts(_ path: String, _ column: String, _ sign: Int) throws {
        guard let (_, rows, plain) = try read(path) else { return }
        #expect(try rows.sum("amount") * 100 == plain.sum(column) * Decimal(sign))
    }

    @Test("balance_transaction: select sum(amount) / 100 where type <> 'payout'")
    func stripeBalance() throws {
        guard let (_, rows, plain) = try read("stripe/balance_transaction") else { return }
        #expect(
            try rows.sum("amount") * 100 == plain.sum("amount") { $0["type"] != "payout" })
    }

    @Test("plan: select sum(amount) / 100")
    func stripePlans() throws {
        guard let (_, rows, plain) = try read("stripe/plan") else { return }
        #expect(try rows.sum("list_price") * 100 == plain.sum("amount"))
    }

    @Test("subscription_history: select sum(subtotal), count(distinct account_id)")
    func recurlySubscriptions() throws {
        guard let (_, rows, plain) = try read("recurly/subscription_history") else { return }
        #expect(try rows.sum("amount") == plain.sum("subtotal"))
        #expect(try rows.sum("quantity") == 5)
        #expect(Set(rows.fields["customer"] ?? []).count == 2)
        #expect(Set(rows.fields["status"] ?? []) == ["active"])
    }

    @Test("invoice_history: select sum(total)")
    func recurlyInvoices() throws {
        guard let (_, rows, plain) = try read("recurly/invoice_history") else { return }
        #expect(try rows.sum("amount") == plain.sum("total"))
    }

    @Test("line_item_history: select sum(amount)")
    func recurlyLines() throws {
        guard let (_, rows, plain) = try read("recurly/line_item_history") else { return }
        #expect(try rows.sum("amount") == plain.sum("amount"))
    }

    @Test("transaction: select sum(amount) where status = 'success'")
    func recurlyTransactions() throws {
        guard let (_, rows, plain) = try read("recurly/transaction") else { return }
        #expect(try rows.sum("amount") == plain.sum("amount") { $0["status"] == "success" })
    }
}
