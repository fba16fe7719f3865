import ReportModel

extension VendorLayout {
    static let hubSpot: [VendorLayout] = [
        VendorLayout(
            vendor: "HubSpot", object: "deals", table: .opportunities,
            signature: "dealid|recordid|id|dealname dealname "
                + "dealstage|dealpipelinestageid|hsdealstage closedate createdate|createddate",
            fields: [
                .from("dealid|recordid|id", to: "id"),
                .from("dealstage|dealpipelinestageid", words: WordRule.stages, to: "stage"),
                .from("amount|amountincompanycurrency", to: "amount"),
                .from("createdate|createddate", to: "created"), .from("closedate", to: "closed"),
                .from(
                    "associatedcompanyids|associatedcompany|associatedcompanyid|companyid"
                        + "|primarycompany", to: "customer"),
                .from("ownerid|dealowner|hubspotownerid", to: "owner"),
                .from("dealtype", words: WordRule.dealTypes, to: "type"),
                .from(
                    "forecastcategory|hsforecastcategory|hsmanualforecastcategory",
                    words: WordRule.categories, to: "category"),
                .from(
                    "dealprobability|hsdealstageprobability|probability", .percent,
                    to: "probability"),
                .from("originalsource|originaltrafficsource|hsanalyticssource", to: "source"),
                .from("closedlostreason|closelostreason", to: "loss_reason"),
                .from("currency|dealcurrencycode", to: "currency"),
            ],
            leftOut: [.flagged("isdeleted|_fivetran_deleted")]),
        VendorLayout(
            vendor: "HubSpot", object: "stages that deals entered", table: .opportunityHistory,
            signature: "dealid value dateentered",
            fields: [
                .from("dealid", to: "id"), .from("dateentered", to: "at"),
                .from("value", words: WordRule.stages, to: "stage"),
            ]),
        VendorLayout(
            vendor: "HubSpot", object: "changes of deals", table: .opportunityHistory,
            signature: "dealid name value timestamp source",
            fields: [.from("dealid", to: "id"), .from("timestamp", to: "at")],
            leftOut: [.otherThan(["dealstage", "hsdealstage"], in: "name")],
            doubts: [
                "'value' is a stage only where 'name' is dealstage; with such rows alone, add "
                    + "'stage: value' to the columns"
            ]),
        VendorLayout(
            vendor: "HubSpot", object: "companies", table: .customers,
            signature: "propertyname propertycreatedate id", fields: companyFields),
        VendorLayout(
            vendor: "HubSpot", object: "companies", table: .customers,
            signature:
                "recordid|companyid|id companyname createdate|companydomainname|companyowner",
            fields: companyFields),
        VendorLayout(
            vendor: "HubSpot", object: "contacts", table: .leads,
            signature: "id propertyemail propertycreatedate propertyfirstname|propertylastname",
            fields: contactFields, leftOut: [.flagged("isdeleted|_fivetran_deleted")],
            doubts: ["every contact counts as a lead; --table contacts reads them as people"]),
        VendorLayout(
            vendor: "HubSpot", object: "contacts", table: .leads,
            signature: "recordid|contactid firstname|lastname email createdate|lifecyclestage",
            fields: contactFields, leftOut: [.flagged("isdeleted|_fivetran_deleted")],
            doubts: ["every contact counts as a lead; --table contacts reads them as people"]),
        VendorLayout(
            vendor: "HubSpot", object: "contacts", table: .contacts,
            signature: "id|recordid|contactid email firstname|lastname createdate|lifecyclestage",
            fields: [
                .from(
                    "associatedcompanyid|associatedcompanyids|associatedcompany|company"
                        + "|companyname", otherwise: "email|id|recordid", to: "customer"),
                .from("lastname|firstname", otherwise: "email|id|recordid", to: "name"),
            ]),
        VendorLayout(
            vendor: "HubSpot", object: "owners", table: .owners,
            signature: "ownerid portalid|activeuserid|useridincludinginactive email lastname",
            fields: ownerFields,
            doubts: ["names are last names, since the file has first and last ones apart"]),
        VendorLayout(
            vendor: "HubSpot", object: "users", table: .owners,
            signature: "id primaryteamid roleid lastname", fields: ownerFields,
            doubts: ["names are last names, since the file has first and last ones apart"]),
        VendorLayout(
            vendor: "HubSpot", object: "tickets", table: .support,
            signature: "id|ticketid|recordid createdate hspipelinestage|ticketstatus|status "
                + "subject|ticketname",
            fields: [
                .from("createdate", to: "opened"), .from("closeddate|closedate", to: "closed"),
                .from(
                    "associatedcompanyids|associatedcompany|associatedcompanyid|companyid",
                    to: "customer"),
                .from("hsticketpriority|priority", to: "severity"),
            ],
            leftOut: [.flagged("isdeleted|_fivetran_deleted")]),
        VendorLayout(
            vendor: "HubSpot", object: "submissions of forms", table: .touches,
            signature: "contactid formid timestamp",
            fields: [
                .from("timestamp", to: "at"), .from("contactid", to: "customer"),
                .always("form", "channel"), .from("title", to: "campaign"),
            ],
            doubts: ["the customer is the id of a contact"]),
        VendorLayout(
            vendor: "HubSpot", object: "events of e-mails", table: .touches,
            signature: "recipient emailcampaignid created type",
            fields: [
                .from("created", to: "at"), .from("recipient", to: "customer"),
                .always("email", "channel"), .from("emailcampaignid", to: "campaign"),
            ],
            doubts: ["the customer is the address of a recipient; every event is a touch"]),
    ]

    private static let companyFields: [FieldRule] = [
        .from("id|recordid|companyid", to: "id"),
        .from("companyname|propertyname|name", to: "name"),
        .from("parentcompanyid|parentcompany|hsparentcompanyid", to: "parent"),
        .from("segment|companysegment|type", to: "segment"),
        .from("country|countryregion|state|stateregion", to: "region"),
        .from("industry", to: "industry"),
        .from("originalsource|originaltrafficsource|hsanalyticssource", to: "channel"),
        .from("companyowner|hubspotownerid", to: "owner"),
    ]

    private static let contactFields: [FieldRule] = [
        .from("id|recordid|contactid", to: "id"),
        .from("createdate|createdat", to: "created"),
        .from(
            "becameamarketingqualifiedleaddate|hslifecyclestagemarketingqualifiedleaddate",
            to: "mql"),
        .from(
            "becameasalesqualifiedleaddate|hslifecyclestagesalesqualifiedleaddate", to: "sql"),
        .from("becameacustomerdate|hslifecyclestagecustomerdate", to: "won"),
        .from(
            "associatedcompanyid|associatedcompanyids|associatedcompany|company|companyname",
            to: "customer"),
        .from("originalsource|originaltrafficsource|hsanalyticssource", to: "channel"),
        .from("hsanalyticssourcedata1|originalsourcedrilldown1", to: "campaign"),
    ]

    private static let ownerFields: [FieldRule] = [
        .from("ownerid|id", to: "id"), .from("lastname", otherwise: "email", to: "name"),
        .from("primaryteamid", to: "team"), .from("roleid", to: "role"),
        .from("createdat", to: "start"),
    ]
}
