import ReportModel

/// What people call the fields of a table, squashed, in English, German, Spanish and French.
enum FieldNames {
    static func of(_ field: String, in table: TableName) -> [String] {
        let own = special["\(table.rawValue).\(field)"] ?? []
        return ([squashed(field)] + own + (common[field] ?? []))
    }

    /// Fields by which a table is told from others that need the same.
    static let telling: [TableName: Set<String>] = [
        .revenue: ["document", "customer", "product"], .invoices: ["due", "paid"],
        .subscriptions: ["interval", "end", "discount"],
        .contracts: ["term_end", "notice_by", "auto_renew"],
        .customers: ["segment", "industry", "parent", "acquired"],
        .contacts: ["role", "stance"],
        .owners: ["manager", "quota", "team", "ramp_months"],
        .products: ["list_price", "family", "cost"],
        .opportunities: ["stage", "closed", "probability", "category"],
        .opportunityHistory: ["stage", "amount", "closed"],
        .leads: ["mql", "sql", "campaign"],
        .touches: ["campaign", "channel"], .spend: ["function", "channel", "campaign"],
        .financials: [],
        .targets: ["metric", "period", "scenario"], .inputs: [], .rates: ["rate", "currency"],
        .usage: ["feature", "users"], .feedback: ["survey", "respondent"],
        .health: ["component", "score"], .support: ["severity"],
    ]

    /// Words in the name of a file.
    static let files: [TableName: [String]] = [
        .revenue: [
            "revenue", "ledger", "sales", "umsatz", "orders", "ventas", "ingresos", "facturacion",
            "chiffre", "erlos", "buchung", "transactions", "lineitem", "retail",
        ],
        .invoices: ["invoice", "rechnung", "factura", "facture"],
        .subscriptions: ["subscription", "abo", "suscripcion", "abonnement", "mrr"],
        .contracts: ["contract", "vertrag", "vertrage", "contrato", "contrat"],
        .customers: ["customer", "account", "kunde", "client", "compan"],
        .contacts: ["contact", "kontakt", "ansprech"],
        .owners: ["owner", "seller", "user", "verkaufer", "vendedor", "salesrep"],
        .products: ["product", "produkt", "artikel", "producto", "produit", "item"],
        .opportunities: ["opportunit", "deal", "pipeline", "chance", "oportunidad"],
        .opportunityHistory: ["opportunityhistory", "dealhistory", "stagehistory"],
        .leads: ["lead", "prospect"], .touches: ["touch", "activit"],
        .spend: ["spend", "cost", "expense", "kosten", "gasto", "depense", "marketing"],
        .financials: ["financial", "pnl", "guv", "accounts", "income"],
        .targets: ["target", "plan", "budget", "ziel", "objetivo", "objectif", "forecast"],
        .inputs: ["input"], .rates: ["rate", "fx", "kurs", "cambio", "eurofxref"],
        .usage: ["usage", "nutzung", "uso"], .feedback: ["nps", "feedback", "survey"],
        .health: ["health"], .support: ["ticket", "support", "case"],
    ]

    private static let dates = [
        "datum", "fecha", "day", "tag", "postingdate", "invoicedate", "orderdate",
        "rechnungsdatum", "buchungsdatum", "belegdatum", "bestelldatum", "fechafactura",
        "fechadefactura", "datefacture", "datedefacture", "transactiondate", "bookingdate",
        "created", "createdat", "timestamp",
    ]

    private static let common: [String: [String]] = [
        "date": dates, "at": dates + ["changedat", "modified", "activitydate"],
        "amount": [
            "betrag", "umsatz", "importe", "montant", "revenue", "sales", "netsales", "netrevenue",
            "salesamount", "turnover", "netamount", "grosssales", "totalsales", "totalprice",
            "nettobetrag", "netto", "net", "total", "totalamount", "amounteur", "amountusd",
            "umsatzeur", "erlos", "wert", "nettoumsatz", "ventas", "ingresos", "chiffredaffaires",
            "ca",
            "prix", "importeneto", "monto", "linetotal", "extendedprice", "gesamt", "price",
            "preis", "precio", "mrr", "cost", "kosten", "spend", "gasto",
        ],
        "customer": [
            "customerid", "customername", "kunde", "kundennummer", "kundennr", "kundenid",
            "kundenname", "cliente", "idcliente", "client", "clientid", "account", "accountid",
            "accountname", "accountno", "clientname", "company", "companyname", "firma", "empresa",
            "societe", "debitor",
            "customerno", "customernumber", "buyer", "organization", "organisation",
        ],
        "type": [
            "revenuetype", "art", "typ", "tipo", "umsatzart", "kind", "category", "dealtype",
            "opportunitytype",
        ],
        "product": [
            "productid", "productname", "produkt", "artikel", "artikelnummer", "producto",
            "produit", "item", "itemid", "itemno", "itemcode", "sku", "productcode", "stockcode",
            "plan", "planname", "article",
        ],
        "document": [
            "invoice", "invoiceno", "invoicenumber", "invoiceid", "documentno", "documentnumber",
            "docno", "document", "rechnung", "rechnungsnummer", "rechnungsnr", "beleg",
            "belegnummer", "belegnr",
            "factura", "numerofactura", "facture", "numerodefacture", "order", "orderid",
            "orderno", "ordernumber", "auftrag", "auftragsnummer", "bestellnummer", "pedido",
            "commande", "voucher",
        ],
        "line": ["lineno", "linenumber", "position", "pos", "zeile", "linea", "ligne", "rowid"],
        "currency": ["currencycode", "wahrung", "wahrungscode", "moneda", "divisa", "devise"],
        "quantity": ["qty", "menge", "anzahl", "cantidad", "quantite", "units", "seats"],
        "service_start": ["servicefrom", "leistungsbeginn", "periodstart", "leistungvon"],
        "service_end": ["serviceto", "leistungsende", "periodend", "leistungbis"],
        "contract": ["contractid", "vertrag", "vertragsnummer", "contrato", "contrat"],
        "owner": [
            "ownerid", "salesrep", "seller", "verkaufer", "vendedor", "vertriebsmitarbeiter",
            "accountmanager", "accountowner", "dealowner", "rep", "commercial",
        ],
        "due": ["duedate", "fallig", "falligkeit", "falligam", "vencimiento", "echeance"],
        "paid": ["paiddate", "paidat", "bezahltam", "zahlungsdatum", "fechapago", "payedate"],
        "start": [
            "startdate", "beginn", "startdatum", "von", "inicio", "fechainicio", "debut",
            "datededebut", "from", "activatedat", "validfrom", "vertragsbeginn", "hiredate",
        ],
        "end": [
            "enddate", "ende", "enddatum", "bis", "fin", "fechafin", "datedefin", "to",
            "canceledat",
            "cancelledat", "churndate", "expiresat", "until", "validto",
        ],
        "interval": ["billinginterval", "billingperiod", "intervall", "frequency", "periodicidad"],
        "status": ["state", "estado", "statut", "zustand"],
        "discount": ["rabatt", "descuento", "remise", "nachlass"],
        "id": ["nummer", "nr", "number", "no", "codigo", "code", "identifier", "uuid", "key"],
        "name": ["bezeichnung", "nombre", "nom", "title", "fullname", "beschreibung"],
        "segment": ["segmento", "customersegment", "kundensegment", "tier", "size"],
        "region": ["land", "country", "pais", "pays", "territory", "gebiet", "estado", "state"],
        "industry": ["branche", "sector", "industria", "secteur", "vertical"],
        "channel": ["kanal", "canal", "source", "leadsource", "quelle", "medium", "origen"],
        "campaign": ["kampagne", "campana", "campagne", "utmcampaign"],
        "partner": ["reseller", "socio", "partenaire"],
        "parent": ["parentid", "parentaccount", "mutter", "matriz"],
        "acquired": ["customersince", "kundeseit", "clientedesde", "acquisitiondate"],
        "stage": ["dealstage", "stagename", "phase", "etapa", "etape", "verkaufsphase", "stufe"],
        "created": [
            "createdate", "createddate", "createdat", "erstellt", "erstelltam", "angelegt",
            "fechacreacion", "fechadecreacion", "datedecreation", "anlagedatum", "opened",
        ],
        "closed": [
            "closedate", "closedat", "closingdate", "abschlussdatum", "geschlossen", "cierre",
            "fechacierre", "fechadecierre", "datedecloture", "expectedclose", "expectedclosedate",
            "resolvedat", "geschlossenam",
        ],
        "probability": ["wahrscheinlichkeit", "probabilidad", "probabilite", "winprobability"],
        "category": ["forecastcategory", "forecast"],
        "loss_reason": ["lossreason", "verlustgrund", "lostreason", "motivoperdida"],
        "competitor": ["wettbewerber", "competidor", "concurrent"],
        "source": ["leadsource", "quelle", "origen"],
        "metric": ["kpi", "kennzahl", "metrica", "indicateur", "measure"],
        "period": ["periode", "periodo", "month", "monat", "mes", "mois", "quarter", "zeitraum"],
        "value": ["wert", "valor", "valeur", "target", "ziel", "amount", "betrag", "plan"],
        "scenario": ["szenario", "escenario", "version"],
        "rate": ["kurs", "wechselkurs", "tipo", "tipodecambio", "taux", "exchangerate", "fxrate"],
        "function": ["department", "abteilung", "kostenstelle", "funktion", "area"],
        "manager": ["vorgesetzter", "managerid", "reportsto", "jefe"],
        "team": ["gruppe", "equipo", "equipe", "department"],
        "quota": ["quote", "cuota", "salesquota"],
        "role": ["rolle", "rol", "title", "jobtitle", "position"],
        "family": [
            "category", "kategorie", "productfamily", "productgroup", "produktgruppe",
            "warengruppe", "familia",
        ],
        "list_price": [
            "price", "listprice", "preis", "listenpreis", "precio", "prix", "unitprice",
        ],
        "cost": ["kosten", "coste", "cout", "unitcost"],
        "term_end": [
            "termend", "enddate", "ende", "vertragsende", "laufzeitende", "fin", "expiry",
        ],
        "notice_by": ["noticedate", "kundigungsfrist", "kundbarbis"],
        "auto_renew": ["autorenewal", "verlangerung"],
        "signed": ["signeddate", "unterschrieben", "firmado", "signe"],
        "mql": ["mqldate", "mqlat"], "sql": ["sqldate", "sqlat", "converteddate"],
        "opportunity": ["opportunityid", "dealid"],
        "score": ["nps", "note", "puntuacion", "rating", "wert"],
        "respondent": ["contact", "email", "user"], "survey": ["umfrage", "encuesta"],
        "component": ["komponente", "dimension"],
        "opened": ["created", "createdat", "createdate", "openedat", "opendate", "erstelltam"],
        "severity": ["priority", "prioritat", "prioridad", "schweregrad"],
        "feature": ["funktion", "module", "modul"], "users": ["activeusers", "nutzer", "usuarios"],
    ]

    private static let special: [String: [String]] = [
        "customers.id": [
            "customerid", "kundennummer", "kundennr", "accountid", "idcliente",
            "clientid", "companyid", "customerno", "account", "customer", "kunde", "cliente",
        ],
        "customers.name": [
            "customername", "kundenname", "accountname", "companyname", "firma",
            "company", "kunde", "empresa", "cliente", "customer", "client",
        ],
        "owners.id": [
            "ownerid", "userid", "employeeid", "personalnummer", "repid", "salesagent",
            "salesrep", "seller", "verkaufer", "vendedor",
        ],
        "opportunities.amount": [
            "closevalue", "dealvalue", "dealamount", "expectedrevenue",
            "opportunityamount", "volumen", "auftragswert",
        ],
        "opportunities.created": ["engagedate", "startdate"],
        "opportunities.owner": ["salesagent"], "owners.region": ["regionaloffice", "office"],
        "products.id": [
            "productid", "sku", "artikelnummer", "stockcode", "itemid", "product",
            "produkt", "producto", "produit",
        ],
        "products.list_price": ["salesprice", "retailprice", "verkaufspreis"],
        "products.family": ["series", "line"],
        "products.name": ["productname", "artikel", "produkt", "description", "producto"],
        "contracts.id": ["contractid", "contractnumber", "vertragsnummer", "contract", "vertrag"],
        "opportunities.id": [
            "opportunityid", "dealid", "opportunity", "deal", "oppid",
            "recordid", "opportunityname", "dealname",
        ],
        "opportunity_history.id": ["opportunityid", "dealid"],
        "leads.id": ["leadid", "recordid", "email"], "contacts.name": ["contact", "fullname"],
        "subscriptions.id": ["subscriptionid", "subscription", "abonummer"],
        "subscriptions.amount": ["mrr", "monthlyamount", "unitprice", "price", "recurringamount"],
        "financials.line": ["account", "konto", "kontobezeichnung", "cuenta", "compte", "item"],
        "usage.quantity": ["count", "events", "sessions", "logins", "usage"],
    ]
}
