import ReportModel

extension VendorLayout {
    static let salesforce: [VendorLayout] = [
        VendorLayout(
            vendor: "Salesforce", object: "history of opportunities", table: .opportunityHistory,
            signature: "_fivetran_start _fivetran_end stagename closedate id",
            fields: [
                .from("id", to: "id"), .from("_fivetran_start", to: "at"),
                .from("stagename", words: WordRule.stages, to: "stage"),
                .from("amount", to: "amount"), .from("closedate", to: "closed"),
            ]),
        VendorLayout(
            vendor: "Salesforce", object: "history of opportunities", table: .opportunityHistory,
            signature: "opportunityid|opportunityname tostage|newvalue|stage "
                + "fromstage|oldvalue|laststagechangedate "
                + "lastmodified|editdate|createddate|lastmodifieddate",
            fields: [
                .from("opportunityid|opportunityname", to: "id"),
                .from("lastmodified|editdate|lastmodifieddate|createddate", to: "at"),
                .from("tostage|newvalue|stage", words: WordRule.stages, to: "stage"),
                .from("amount", to: "amount"), .from("closedate", to: "closed"),
            ]),
        VendorLayout(
            vendor: "Salesforce", object: "opportunities", table: .opportunities,
            signature: "id|opportunityid|opportunityname|name stagename|stage closedate "
                + "createddate|ownerid|opportunityowner|iswon|won|forecastcategory|probability",
            fields: [
                .from("id|opportunityid|18digitid|opportunityname|name", to: "id"),
                .from("stagename|stage", words: WordRule.stages, to: "stage"),
                .from("amount|amountconverted", to: "amount"),
                .from("createddate|created", to: "created"), .from("closedate", to: "closed"),
                .from("accountid|accountname|account", to: "customer"),
                .from("ownerid|opportunityowner|owner", to: "owner"),
                .from("partneraccountid|partneraccount|partner", to: "partner"),
                .from("product2id|productname|product", to: "product"),
                .from("type|opportunitytype", words: WordRule.dealTypes, to: "type"),
                .from(
                    "forecastcategory|forecastcategoryname", words: WordRule.categories,
                    to: "category"),
                .from("probability", .percent, to: "probability"),
                .from("leadsource|source", to: "source"),
                .from("lossreason|closedlostreason|lossreasonc|reasonlost", to: "loss_reason"),
                .from("competitor|maincompetitors|maincompetitor", to: "competitor"),
                .from("currencyisocode|amountcurrency|currency", to: "currency"),
            ],
            leftOut: [.flagged("isdeleted|_fivetran_deleted|deleted")]),
        VendorLayout(
            vendor: "Salesforce", object: "lines of opportunities", table: .opportunities,
            signature: "opportunityid|opportunityname quantity unitprice|salesprice "
                + "totalprice pricebookentryid|product2id|productname|productcode",
            fields: [
                .from("id|lineitemid|opportunityproductid|opportunitylineitemid", to: "id"),
                .always("open", "stage"), .from("totalprice", to: "amount"),
                .from("createddate", to: "created"), .from("servicedate|date", to: "closed"),
                .from("product2id|productname|productcode", to: "product"),
                .from("currencyisocode|currency", to: "currency"),
            ],
            leftOut: [.flagged("isdeleted|_fivetran_deleted")],
            doubts: [
                "each line counts as an open deal: the stage stands in the file of the "
                    + "opportunities"
            ]),
        VendorLayout(
            vendor: "Salesforce", object: "orders", table: .revenue,
            signature: "ordernumber effectivedate|orderstartdate totalamount|orderamount "
                + "accountid|accountname",
            fields: [
                .from("effectivedate|orderstartdate|activateddate", to: "date"),
                .from("totalamount|orderamount", to: "amount"),
                .from("accountid|accountname", to: "customer"),
                .from("ordernumber|id", to: "document"),
                .from("contractid|contractnumber", to: "contract"),
                .from("ownerid|orderowner", to: "owner"),
                .from("currencyisocode|currency", to: "currency"),
            ],
            leftOut: [.flagged("isdeleted|_fivetran_deleted")],
            doubts: ["orders count as revenue on their start date, all of one amount"]),
        VendorLayout(
            vendor: "Salesforce", object: "leads", table: .leads,
            signature: "leadsource|leadowner company|companyaccount status|leadstatus "
                + "isconverted|converted|converteddate|createddate|createdate",
            fields: [
                .from("id|leadid", to: "id"), .from("createddate|createdate", to: "created"),
                .from("converteddate", to: "sql"),
                .from("convertedopportunityid|convertedopportunity", to: "opportunity"),
                .from("convertedaccountid|convertedaccount", to: "customer"),
                .from("leadsource", to: "channel"),
                .from("campaign|campaignname|campaignid|utmcampaignc", to: "campaign"),
            ],
            leftOut: [.flagged("isdeleted|_fivetran_deleted")],
            doubts: ["a lead counts as accepted by sales (sql) when it was converted"]),
        VendorLayout(
            vendor: "Salesforce", object: "history of accounts", table: .customers,
            signature: "_fivetran_start _fivetran_end name id ownerid billingcountry|accountsource",
            fields: accountFields + [
                .from("_fivetran_start", to: "valid_from"), .from("_fivetran_end", to: "valid_to"),
            ]),
        VendorLayout(
            vendor: "Salesforce", object: "accounts", table: .customers,
            signature: "id|accountid|accountname name|accountname "
                + "billingcountry|billingcity|billingstateprovince|billingstate|accountsource"
                + "|numberofemployees|employees|rating "
                + "ownerid|accountowner|industry|type",
            fields: accountFields),
        VendorLayout(
            vendor: "Salesforce", object: "users", table: .owners,
            signature: "id|userid|username username|alias "
                + "profileid|profile|profilename|managerid|manager|userroleid|role",
            fields: [
                .from("id|userid|username", to: "id"), .from("name|fullname|lastname", to: "name"),
                .from("managerid|manager", to: "manager"), .from("country", to: "region"),
                .from("department|division", to: "team"),
                .from("userroleid|role|rolename|title", to: "role"),
                .from("createddate", to: "start"),
            ]),
        VendorLayout(
            vendor: "Salesforce", object: "contacts", table: .contacts,
            signature: "accountid|accountname lastname|contactid|fullname "
                + "mailingcity|mailingcountry|mailingstateprovince|title|reportstoid",
            fields: [
                .from("accountid|accountname", otherwise: "id", to: "customer"),
                .from("name|fullname|lastname", otherwise: "email|id", to: "name"),
            ],
            doubts: [
                "roles of contacts are not in the file: map 'role' and 'stance' where they are"
            ]
        ),
        VendorLayout(
            vendor: "Salesforce", object: "roles of users", table: .owners,
            signature: "id name parentroleid rollupdescription",
            fields: [
                .from("id", to: "id"), .from("name", to: "name"),
                .from("parentroleid", to: "manager"),
            ],
            doubts: ["a role is no person: owners are in the export of the users"]),
        VendorLayout(
            vendor: "Salesforce", object: "products", table: .products,
            signature: "id|productid|product2id|productname productcode "
                + "name|productname family|productfamily|isactive|active",
            fields: [
                .from("id|productid|product2id|productcode|productname", to: "id"),
                .from("name|productname", to: "name"),
                .from("family|productfamily", to: "family"),
                .from("listprice|unitprice", to: "list_price"),
            ]),
        VendorLayout(
            vendor: "Salesforce", object: "activities", table: .touches,
            signature: "whoid whatid|accountid subject activitydate|activitydatetime|duedate",
            fields: [
                .from("activitydate|activitydatetime|startdatetime|duedate|createddate", to: "at"),
                .from("accountid", otherwise: "whoid|ownerid|id", to: "customer"),
                .from("type|tasksubtype|eventsubtype", to: "channel"),
            ],
            leftOut: [.flagged("isdeleted|_fivetran_deleted")],
            doubts: ["activities of sales count as marketing touches"]),
    ]

    private static let accountFields: [FieldRule] = [
        .from("id|accountid|accountname", to: "id"), .from("name|accountname", to: "name"),
        .from("parentid|parentaccountid|parentaccount", to: "parent"),
        .from("segment|segmentc|type", to: "segment"),
        .from("billingcountry|billingcountrycode|billingstateprovince|billingstate", to: "region"),
        .from("industry", to: "industry"), .from("accountsource", to: "channel"),
        .from("ownerid|accountowner", to: "owner"),
    ]
}
