import ReportModel

extension VendorLayout {
    /// Stripe's amounts are in cents where they come from its interface, not where a person
    /// exported them.
    static let stripe: [VendorLayout] = [
        VendorLayout(
            vendor: "Stripe", object: "subscriptions", table: .subscriptions,
            signature: "id customerid plan|planid|product|price quantity interval amount "
                + "createdutc|startutc|currentperiodstartutc|startdateutc",
            fields: [
                .from("id", to: "id"), .from("customerid", to: "customer"),
                .from("startutc|startdateutc|createdutc", to: "start"),
                .from("endedatutc|endedat|canceledatutc", to: "end"),
                .from("amount", .minorUnits, to: "amount"), .from("quantity", to: "quantity"),
                .from("interval", words: WordRule.intervals, to: "interval"),
                .from("intervalcount", to: "interval_count"),
                .from("status", words: WordRule.statuses, to: "status"),
                .from("currency", to: "currency"),
                .from("plan|planname|planid|product|price", to: "product"),
            ],
            doubts: ["amounts are taken for the price of one, times 'quantity'"]),
        VendorLayout(
            vendor: "Stripe", object: "subscriptions without their prices", table: .contracts,
            signature: "id customerid currentperiodstart|currentperiodstartutc "
                + "currentperiodend|currentperiodendutc status "
                + "billingcycleanchor|startdate|cancelatperiodend",
            fields: [
                .from("id", to: "id"), .from("customerid", to: "customer"),
                .from("startdate|created|createdutc|currentperiodstart", to: "start"),
                .from("currentperiodend|currentperiodendutc", to: "term_end"),
                .from("created|createdutc", to: "signed"),
                .from("planid|plan", to: "product"), .from("currency", to: "currency"),
            ],
            ofHistory: [],
            doubts: [
                "the file has no prices: for 'subscriptions' and MRR join its items with their "
                    + "prices, as by 'sqlite:' and a query"
            ]),
        VendorLayout(
            vendor: "Stripe", object: "items of subscriptions", table: .contracts,
            signature: "id subscriptionid planid|priceid quantity currentperiodstart",
            fields: [
                .from("id", to: "id"), .from("subscriptionid", to: "customer"),
                .from("created|currentperiodstart", to: "start"),
                .from("currentperiodend", to: "term_end"), .from("planid|priceid", to: "product"),
            ],
            doubts: [
                "the file names no customer: 'customer' is the subscription",
                "the file has no prices: for 'subscriptions' and MRR join it with its "
                    + "subscriptions and prices, as by 'sqlite:' and a query",
            ]),
        VendorLayout(
            vendor: "Stripe", object: "invoices", table: .revenue,
            signature: "id customerid|customer amountdue amountpaid total subtotal",
            basis: "invoiced",
            fields: [
                .from(
                    "created|createdutc|dateutc|date|finalizedat|finalizedatutc|periodstart"
                        + "|periodstartutc|periodend", to: "date"),
                .from("total|amountdue", .minorUnits, to: "amount"),
                .from("customerid|customer", to: "customer"), .from("id", to: "document"),
                .from("subscriptionid|subscription", to: "contract"),
                .from("currency", to: "currency"),
                .from("periodstart|periodstartutc", to: "service_start"),
                .from("periodend|periodendutc", to: "service_end"),
                .from("duedate|duedateutc", to: "due"),
                .from("paidat|statustransitionspaidat|paidatutc", to: "paid"),
            ],
            leftOut: [
                .flagged("isdeleted|_fivetran_deleted"),
                .with(["draft", "void", "voided", "deleted"], in: "status"),
            ],
            doubts: [
                "amounts are totals with tax; a tax-free one is 'subtotal'",
                "where revenue is recognised elsewhere, this is the table 'invoices'",
            ]),
        VendorLayout(
            vendor: "Stripe", object: "lines of invoices", table: .revenue,
            signature: "id invoiceid|invoice amount proration periodstart",
            basis: "invoiced",
            fields: [
                .from("periodstart|created", to: "date"),
                .from("amount", .minorUnits, to: "amount"),
                .from("customerid|customer", to: "customer"),
                .from("invoiceid|invoice", to: "document"), .from("id", to: "line"),
                .from("type", words: WordRule.revenueTypes, to: "type"),
                .from("priceid|planid|price|plan", to: "product"),
                .from("subscriptionid|subscription", to: "contract"),
                .from("quantity", to: "quantity"), .from("currency", to: "currency"),
                .from("periodstart", to: "service_start"), .from("periodend", to: "service_end"),
            ],
            doubts: [
                "lines count on the first day of their period; the invoice's date is in its file"
            ]
        ),
        VendorLayout(
            vendor: "Stripe", object: "charges", table: .revenue,
            signature: "id amount amountrefunded created|createdutc captured|paid status",
            basis: "invoiced",
            fields: payment(amount: "amount", document: "invoiceid|id"),
            leftOut: [
                .otherThan(["succeeded", "paid", "refunded", "partialrefund"], in: "status")
            ],
            doubts: ["a charge counts as revenue; refunds are in a file of their own"]),
        VendorLayout(
            vendor: "Stripe", object: "intended payments", table: .revenue,
            signature: "id amountreceived amountcapturable capturemethod created",
            basis: "invoiced",
            fields: payment(amount: "amountreceived|amount", document: "invoiceid|id"),
            leftOut: [.otherThan(["succeeded"], in: "status")],
            doubts: ["a payment counts as revenue; so do the charges of the same payments"]),
        VendorLayout(
            vendor: "Stripe", object: "movements of the balance", table: .revenue,
            signature: "id net fee type availableon|availableonutc amount",
            fields: payment(amount: "amount", document: "source|id"),
            leftOut: [
                .with(
                    [
                        "payout", "transfer", "payoutcancel", "payoutfailure", "stripefee",
                        "topup",
                    ], in: "type")
            ],
            doubts: ["amounts are before Stripe's fees"]),
        VendorLayout(
            vendor: "Stripe", object: "refunds", table: .revenue,
            signature: "id chargeid amount reason created receiptnumber|failurereason",
            basis: "invoiced",
            fields: [
                .from("created|createdutc", to: "date"),
                .from("amount", .minorUnitsTakenAway, to: "amount"),
                .from("chargeid", to: "document"), .from("currency", to: "currency"),
            ],
            leftOut: [.with(["failed", "canceled"], in: "status")],
            doubts: ["refunds are revenue taken away"]),
        VendorLayout(
            vendor: "Stripe", object: "credit notes", table: .revenue,
            signature: "id invoiceid total discountamount created memo|voidedat",
            basis: "invoiced",
            fields: [
                .from("created", to: "date"),
                .from("total|amount", .minorUnitsTakenAway, to: "amount"),
                .from("invoiceid", to: "document"), .from("id", to: "line"),
                .from("currency", to: "currency"),
            ],
            leftOut: [.with(["void", "voided"], in: "status")],
            doubts: ["credit notes are revenue taken away"]),
        VendorLayout(
            vendor: "Stripe", object: "prices", table: .products,
            signature: "id unitamount recurringinterval productid currency",
            fields: [
                .from("id", to: "id"), .from("nickname", otherwise: "productid", to: "name"),
                .from("productid", to: "family"),
                .from("unitamount", .minorUnits, to: "list_price"),
            ]),
        VendorLayout(
            vendor: "Stripe", object: "plans", table: .products,
            signature: "id amount interval intervalcount productid usagetype|billingscheme",
            fields: [
                .from("id", to: "id"), .from("nickname|productid", to: "name"),
                .from("productid", to: "family"), .from("amount", .minorUnits, to: "list_price"),
            ]),
        VendorLayout(
            vendor: "Stripe", object: "products", table: .products,
            signature: "id active name created shippable|unitlabel|statementdescriptor",
            fields: [
                .from("id", to: "id"), .from("name", to: "name"), .from("type", to: "family"),
            ]),
        VendorLayout(
            vendor: "Stripe", object: "connected accounts", table: .customers,
            signature: "id businessprofilename chargesenabled payoutsenabled",
            fields: [
                .from("id", to: "id"), .from("businessprofilename|email", to: "name"),
                .from("country", to: "region"),
            ]),
        VendorLayout(
            vendor: "Stripe", object: "customers", table: .customers,
            signature:
                "id created|createdutc email name|description delinquent|defaultcardid|cardid",
            fields: [
                .from("id", to: "id"), .from("name|description|email", to: "name"),
                .from("addresscountry|cardaddresscountry|shippingaddresscountry", to: "region"),
            ]),
    ]

    private static func payment(amount: String, document: String) -> [FieldRule] {
        [
            .from("created|createdutc", to: "date"), .from(amount, .minorUnits, to: "amount"),
            .from("customerid|customer", to: "customer"), .from(document, to: "document"),
            .from("currency", to: "currency"),
        ]
    }
}
