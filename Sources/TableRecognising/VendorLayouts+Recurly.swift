import ReportModel

extension VendorLayout {
    static let recurly: [VendorLayout] = [
        subscriptions(
            amount: "subtotal", .always(1, "quantity"),
            doubt: "amounts are subtotals, with add-ons and times the quantity"),
        subscriptions(
            amount: "unitamount|amount", .from("quantity", to: "quantity"),
            doubt: "amounts are the price of one, times 'quantity', without add-ons"),
        VendorLayout(
            vendor: "Recurly", object: "changes of subscriptions", table: .subscriptions,
            signature: "subscriptionid planid unitamount activateat quantity",
            fields: [
                .from("id", to: "id"), .from("subscriptionid", to: "customer"),
                .from("activateat", to: "start"), .from("deletedat", to: "end"),
                .from("unitamount", to: "amount"), .from("quantity", to: "quantity"),
                .from("planid|plancode", to: "product"),
            ],
            doubts: ["the file names no customer: 'customer' is the subscription"]),
        VendorLayout(
            vendor: "Recurly", object: "add-ons of subscriptions", table: .subscriptions,
            signature: "subscriptionid planaddonid unitamount quantity createdat",
            fields: [
                .from("id", to: "id"), .from("subscriptionid", to: "customer"),
                .from("createdat", to: "start"), .from("expiredat", to: "end"),
                .from("unitamount", to: "amount"), .from("quantity", to: "quantity"),
                .from("planaddonid", to: "product"), .from("currency", to: "currency"),
            ],
            doubts: [
                "the file names no customer: 'customer' is the subscription",
                "the interval is in the file of the plans: without it amounts are for a month",
            ]),
        VendorLayout(
            vendor: "Recurly", object: "lines of invoices", table: .revenue,
            signature: "invoiceid|invoicenumber unitamount amount|subtotal|total quantity "
                + "origin|lineitemorigin|type accountid|accountcode startdate",
            basis: "invoiced",
            fields: [
                .from("createdat|startdate|invoicecreatedat", to: "date"),
                .from("amount|total|subtotal", to: "amount"),
                .from("accountid|accountcode", to: "customer"),
                .from("origin|lineitemorigin", words: WordRule.revenueTypes, to: "type"),
                .from("plancode|productcode|planid|addoncode", to: "product"),
                .from("invoicenumber|invoiceid", to: "document"),
                .from("id|lineitemid|uuid", to: "line"),
                .from("subscriptionid", to: "contract"), .from("quantity", to: "quantity"),
                .from("currency", to: "currency"), .from("startdate", to: "service_start"),
                .from("enddate", to: "service_end"),
            ]),
        VendorLayout(
            vendor: "Recurly", object: "invoices", table: .revenue,
            signature: "id|invoiceid|invoicenumber accountid|accountcode total subtotal|tax "
                + "createdat|invoicedate|date netterms|collectionmethod|dueat|dueon|closedat",
            basis: "invoiced",
            fields: [
                .from("createdat|invoicedate|date", to: "date"), .from("total", to: "amount"),
                .from("accountid|accountcode", to: "customer"),
                .from("number|invoicenumber|id|invoiceid", to: "document"),
                .from("dueat|dueon", to: "due"), .from("closedat", to: "paid"),
                .from("currency", to: "currency"),
            ],
            leftOut: [.with(["voided", "void"], in: "state|status")],
            doubts: [
                "amounts are totals with tax; a tax-free one is 'subtotal' less 'discount'",
                "where revenue is recognised elsewhere, this is the table 'invoices'",
            ]),
        VendorLayout(
            vendor: "Recurly", object: "transactions", table: .revenue,
            signature: "id|transactionid accountid|accountcode amount status|transactionstatus "
                + "origin|type gatewayreference|paymentgatewayid|collectedat|paymentmethod",
            basis: "invoiced",
            fields: [
                .from("collectedat|createdat|date", to: "date"), .from("amount", to: "amount"),
                .from("accountid|accountcode", to: "customer"),
                .from("invoiceid|invoicenumber|id", otherwise: "id", to: "document"),
                .from("currency", to: "currency"),
            ],
            leftOut: [
                .otherThan(["success", "successful"], in: "status|transactionstatus"),
                .with(["refund", "authorization"], in: "type"),
            ],
            doubts: [
                "a payment counts as revenue; refunds are left out, for their amounts are above 0"
            ]
        ),
        VendorLayout(
            vendor: "Recurly", object: "prices of plans", table: .products,
            signature: "planid currency unitamount setupfees",
            fields: [
                .from("planid", to: "id"), .from("unitamount", to: "list_price"),
                .from("currency", to: "family"),
            ],
            doubts: ["a plan has a price in each currency, a product of ours just one"]),
        VendorLayout(
            vendor: "Recurly", object: "plans", table: .products,
            signature: "id|planid|plancode|code name|planname "
                + "intervalunit|planintervalunit intervallength|planintervallength",
            fields: [
                .from("id|planid|plancode|code", to: "id"), .from("name|planname|code", to: "name"),
                .from("unitamount", to: "list_price"),
            ]),
        VendorLayout(
            vendor: "Recurly", object: "accounts", table: .customers,
            signature: "id|accountcode|code code|accountcode email "
                + "company|firstname|accountfirstname createdat|accountcreatedat",
            fields: [
                .from("id|accountcode|code", to: "id"),
                .from("company|companyname|username|code", otherwise: "code|email", to: "name"),
                .from("accountcountry|country|billingcountry", to: "region"),
                .from("parentaccountid|parentaccountcode", to: "parent"),
            ],
            ofHistory: [.from("updatedat", to: "valid_from")]),
    ]

    private static func subscriptions(
        amount: String, _ quantity: FieldRule, doubt: String
    ) -> VendorLayout {
        VendorLayout(
            vendor: "Recurly", object: "subscriptions", table: .subscriptions,
            signature: "planid|plancode accountid|accountcode \(amount) activatedat|startdate "
                + "currentperiodstartedat|currentperiodstart",
            fields: [
                .from("id|subscriptionid|uuid", to: "id"),
                .from("accountid|accountcode", to: "customer"),
                .from("activatedat|startdate|createdat", to: "start"),
                .from("expiresat|expiredat|enddate", to: "end"),
                .from(amount, to: "amount"), quantity,
                .from(
                    "planinterval|intervalunit|planintervalunit", words: WordRule.intervals,
                    to: "interval"),
                .from("intervallength|planintervallength", to: "interval_count"),
                .from("state|status", words: WordRule.statuses, to: "status"),
                .from("currency", to: "currency"),
                .from("plancode|planid|planname", to: "product"),
            ],
            ofHistory: [
                .from("currentperiodstartedat|currentperiodstart", to: "start"),
                .from("expiresat|expiredat", otherwise: "currentperiodendsat", to: "end"),
            ],
            doubts: [
                "the interval is in the file of the plans: without it amounts are for a month",
                doubt,
            ])
    }
}
