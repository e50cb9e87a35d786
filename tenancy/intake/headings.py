"""Headings that other systems give to our fields, normalised (`columns.normal_heading`), the likeliest first.

Sources: Salesforce Account, Veeva CRM account__v, HubSpot exports (English, French, German), RPPS and FINESS
files of the French health directories.
"""

HEADINGS: dict[str, tuple[str, ...]] = {
    "external_id": (
        "externalid", "accountexternalid", "accountnumber", "accountidentifier", "veevaid", "veevanetworkid",
        "identifiantpp", "identificationnationalepp", "finesset", "finess", "numerofinesssite", "rpps",
        "recordid", "accountid", "contactid", "customerid", "customernumber", "kundennummer", "numeroclient",
        "codeclient", "id",
    ),
    "account_external_id": (
        "accountexternalid", "accountid", "parentaccountid", "primaryparent", "associatedcompanyid",
        "associatedcompany", "numerofinesssite", "identifianttechniquedelastructure",
    ),
    "name": (
        "accountname", "name", "formattedname", "companyname", "fullname", "raisonsocialesite",
        "raisonsociale", "nom", "nomdexercice", "firmenname", "lastname",
    ),
    "email": ("email", "emailaddress", "emailprincipal", "adresseemail", "courriel", "emailadresse"),
    "type": ("accounttype", "recordtype", "recordtypename", "recordtypeid", "typeclient", "kundentyp"),
    "segment": ("customersegment", "subtype", "subchannel", "rating", "customerpriority", "segmentation"),
    "profession": ("libelleprofession", "jobtitle", "profession", "specialty", "specialties", "specialty1"),
    "region": ("billingstate", "billingcity", "territory", "region", "city", "stateregion", "bundesland",
               "ville"),
    "country": ("billingcountry", "countryregion", "countrycode", "land", "pays", "paysregion", "landregion"),
    "city": ("billingcity", "city", "ort", "stadt", "ville", "commune"),
    "postal_code": ("billingpostalcode", "zip", "zipcode", "postalcode", "plz", "codepostal"),
    "parent_external_id": ("parentexternalid", "parentaccountexternalid", "parentid"),
    "modified_at": ("lastmodifieddate", "lastmodifiedat", "systemmodstamp", "updatedat"),
    "month": ("period", "salesmonth", "yearmonth", "mois", "monat", "periode"),
    "date": ("invoicedate", "orderdate", "salesdate", "transactiondate", "datefacture", "datum"),
    "net_sales": ("netsales", "sales", "netamount", "salesamount", "revenue", "turnover", "chiffredaffaires",
                  "umsatz", "nettoumsatz", "amount", "montant"),
    "sales": ("netsales", "amount", "lineamount", "salesamount", "montant", "umsatz"),
    "currency": ("currencyisocode", "currencycode", "localcurrency", "devise", "wahrung", "waehrung"),
    "units": ("quantity", "qty", "salesunits", "unites", "quantite", "menge", "stuck"),
    "quantity": ("qty", "units", "quantite", "menge"),
    "product": ("productname", "productcode", "sku", "produit", "produkt", "article", "artikel"),
    "community": ("communityname", "group", "space", "communaute"),
    "joined_on": ("joinedat", "joindate", "createdate", "createddate", "membersince", "datedinscription"),
    "created_at": ("createddate", "createdon", "createdate", "creationdate", "datecreation", "postedat"),
    "body_html": ("body", "content", "text", "message", "contenu", "inhalt"),
    "title": ("subject", "headline", "titre", "titel", "betreff"),
    "author": ("authorid", "createdbyid", "owneruserid", "userid", "auteur", "autor"),
    "activity_id": ("postid", "feeditemid", "messageid", "id"),
    "parent": ("parentid", "inreplyto", "replyto"),
    "topic": ("topicid", "threadid", "discussionid"),
    "kind": ("activitytype", "posttype", "type"),
}  # fmt: skip
