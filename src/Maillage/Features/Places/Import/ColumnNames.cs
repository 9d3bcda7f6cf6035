namespace Maillage.Features.Places.Import;

/// <summary>How each meaning of a column is called in the lists of France, letters and digits alone.</summary>
internal static class ColumnNames
{
    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["nom"] =
        [
            "nom",
            "nomstructure",
            "nomdelastructure",
            "nomlieu",
            "nomdulieu",
            "lieu",
            "structure",
            "libelle",
            "lib",
            "denomination",
            "raisonsociale",
            "intitule",
            "etablissement",
            "nometablissement",
            "enseigne",
            "name",
            "titre",
        ],
        ["id"] = ["id", "identifiant", "uid", "uuid", "objectid", "gid", "fid", "reference", "ref", "code"],
        ["pivot"] = ["siret", "numsiret", "numerosiret", "nosiret", "pivot", "rna", "ridet"],
        ["typologie"] =
        [
            "typologie",
            "type",
            "typelieu",
            "typedelieu",
            "typestructure",
            "typedestructure",
            "categorie",
            "souscategorie",
            "sscat",
            "nature",
        ],
        ["structure_parente"] = ["structureparente", "gestionnaire", "organisme", "porteur", "groupe", "operateur"],
        ["presentation_resume"] = ["presentationresume", "resume", "descriptioncourte"],
        ["presentation_detail"] =
        [
            "presentationdetail",
            "presentation",
            "description",
            "commentaire",
            "commentaires",
            "observation",
            "observations",
            "remarque",
            "remarques",
        ],
        ["date_maj"] =
        [
            "datemaj",
            "datmaj",
            "maj",
            "datemiseajour",
            "datedemiseajour",
            "miseajour",
            "datemodification",
            "dernieremodification",
            "updatedat",
            "lastupdate",
        ],
        ["source"] = ["source"],
        [ColumnTargets.Number] =
        [
            "numero",
            "num",
            "no",
            "n",
            "numerovoie",
            "numerodevoie",
            "numvoie",
            "numerorue",
            "numeroderue",
        ],
        ["adresse"] =
        [
            "adresse",
            "adressepostale",
            "rue",
            "voie",
            "nomvoie",
            "nomdelavoie",
            "libellevoie",
            "adresse1",
            "address",
        ],
        ["complement_adresse"] = ["complementadresse", "complementdadresse", "compadresse", "complement", "adresse2"],
        ["code_postal"] = ["codepostal", "cp", "postal", "codpost", "zip", "zipcode", "postalcode", "postcode"],
        ["commune"] =
        [
            "commune",
            "ville",
            "nomcommune",
            "nomdelacommune",
            "libcom",
            "libellecommune",
            "nomcom",
            "localite",
            "city",
        ],
        ["code_insee"] = ["codeinsee", "insee", "inseecom", "codecommune", "codeinseecommune", "depcom", "codgeo"],
        ["latitude"] = ["latitude", "lat", "ylat", "geolat", "y"],
        ["longitude"] = ["longitude", "lon", "lng", "long", "xlong", "geolon", "x"],
        [ColumnTargets.LambertX] = ["x", "xl93", "xlambert", "xlambert93", "coordx", "lambertx"],
        [ColumnTargets.LambertY] = ["y", "yl93", "ylambert", "ylambert93", "coordy", "lamberty"],
        ["itinerance"] = ["itinerance", "itinerant"],
        ["telephone"] = ["telephone", "tel", "numtel", "phone", "telfixe", "numerotelephone", "numerodetelephone"],
        ["courriels"] = ["courriels", "courriel", "mail", "email", "mel", "adressemail", "adresseemail", "mailcontact"],
        ["site_web"] = ["siteweb", "site", "siteinternet", "web", "url", "website", "lien"],
        ["prise_rdv"] = ["priserdv", "rdv", "prisederdv", "rendezvous", "prisederendezvous", "lienrdv", "urlrdv"],
        ["modalites_acces"] = ["modalitesacces", "modalitesdacces", "acces"],
        ["fiche_acces_libre"] = ["ficheacceslibre", "acceslibre", "accessibilite"],
        ["horaires"] = ["horaires", "horaire", "horairesdouverture", "horairesouverture", "ouverture", "openinghours"],
        ["services"] = ["services", "service", "servicesproposes", "thematiques", "offre", "activites", "prestations"],
        ["publics_specifiquement_adresses"] =
        [
            "publicsspecifiquementadresses",
            "publics",
            "public",
            "publiccible",
            "publicsaccueillis",
            "publicaccueilli",
        ],
        ["prise_en_charge_specifique"] = ["priseenchargespecifique", "handicap", "besoinsparticuliers"],
        ["frais_a_charge"] = ["fraisacharge", "tarif", "tarifs", "frais", "prix", "cout", "gratuite"],
        ["modalites_accompagnement"] =
        [
            "modalitesaccompagnement",
            "modalitesdaccompagnement",
            "accompagnement",
            "typeaccompagnement",
        ],
        ["dispositif_programmes_nationaux"] =
        [
            "dispositifprogrammesnationaux",
            "labelsnationaux",
            "labels",
            "label",
            "dispositif",
            "dispositifs",
        ],
        ["formations_labels"] = ["formationslabels", "formations", "formation"],
        ["autres_formations_labels"] = ["autresformationslabels", "autreslabels"],
    };

    public static IReadOnlyList<string> Of(string target) => Names.GetValueOrDefault(target) ?? [];
}
