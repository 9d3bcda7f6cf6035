using System.Globalization;
using Maillage.Platform.Settings;

namespace Maillage.Features.OpenData;

/// <summary>Describes the files and the API to portals, as DCAT-AP 3 (catalogue).</summary>
internal static class Catalogue
{
    public const string LicenceAddress = "https://www.etalab.gouv.fr/licence-ouverte-open-licence";

    private const string Authority = "http://publications.europa.eu/resource/authority/";

    private static readonly Dictionary<string, string> Prefixes = new(StringComparer.Ordinal)
    {
        ["dcat"] = "http://www.w3.org/ns/dcat#",
        ["dcatap"] = "http://data.europa.eu/r5r/",
        ["dct"] = "http://purl.org/dc/terms/",
        ["foaf"] = "http://xmlns.com/foaf/0.1/",
        ["rdfs"] = "http://www.w3.org/2000/01/rdf-schema#",
        ["skos"] = "http://www.w3.org/2004/02/skos/core#",
        ["spdx"] = "http://spdx.org/rdf/terms#",
        ["vcard"] = "http://www.w3.org/2006/vcard/ns#",
        ["xsd"] = "http://www.w3.org/2001/XMLSchema#",
    };

    public static RdfGraph Describe(PublishedVersion version, SiteSettings site, DateTime today)
    {
        var graph = new RdfGraph(Prefixes);
        var page = site.PublicUrl + OpenDataUrls.PagePath;
        var names = new Names(page);
        var day = (version.ModifiedAt ?? today).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var catalogue = graph
            .Node(names.Catalogue, "dcat:Catalog")
            .French("dct:title", $"Données ouvertes de l’aide numérique {site.OfTerritory}")
            .French(
                "dct:description",
                "Les lieux où l’on aide à faire ses démarches sur internet, et ce qu’ils proposent."
            )
            .Link("dct:publisher", names.Publisher)
            .Link("dct:language", Authority + "language/FRA", "dct:LinguisticSystem")
            .Link("dct:license", LicenceAddress, "dct:LicenseDocument")
            .Link("dct:spatial", names.Territory)
            .Link("foaf:homepage", page)
            .Literal("dct:modified", day, "xsd:date")
            .Link("dcat:service", names.Api);
        foreach (
            var (dataset, files) in version.Files.GroupBy(f => f.Definition.Dataset).Select(g => (g.Key, g.ToList()))
        )
        {
            catalogue.Link("dcat:dataset", names.Of(dataset));
            DescribeDataset(graph, names, dataset, files, version, site, day);
        }

        DescribeApi(graph, names, site);
        graph.Node(names.Publisher, "foaf:Agent").French("foaf:name", site.Publisher);
        graph.Node(names.Territory, "dct:Location").French("rdfs:label", $"Département {site.Departement}");
        graph.Node(names.Page, "foaf:Document").French("dct:title", "Page des données ouvertes");
        return graph;
    }

    private static void DescribeDataset(
        RdfGraph graph,
        Names names,
        Dataset dataset,
        List<PublishedFile> files,
        PublishedVersion version,
        SiteSettings site,
        string day
    )
    {
        var (title, description) = dataset switch
        {
            Dataset.Places => (
                $"Lieux d’aide numérique {site.OfTerritory}",
                "Adresses, horaires, services, publics, prix et façons de venir, selon le standard national des lieux de médiation numérique."
            ),
            Dataset.Inclusion => (
                $"Offre d’aide numérique {site.OfTerritory} pour data·inclusion",
                "Les mêmes lieux et chacun de leurs services, dans le schéma data·inclusion."
            ),
        };
        var node = graph
            .Node(names.Of(dataset), "dcat:Dataset")
            .French("dct:title", title)
            .French("dct:description", description)
            .Literal("dct:identifier", names.Of(dataset), "xsd:string")
            .Link("dct:publisher", names.Publisher)
            .Link("dct:spatial", names.Territory)
            .Link("dct:language", Authority + "language/FRA", "dct:LinguisticSystem")
            .Link("dct:accessRights", Authority + "access-right/PUBLIC", "dct:RightsStatement")
            .Link("dct:accrualPeriodicity", Authority + "frequency/CONT", "dct:Frequency")
            .Link("dcat:theme", Authority + "data-theme/SOCI", "skos:Concept", "Population et société")
            .Link("dcat:landingPage", names.Page)
            .Literal("dct:modified", day, "xsd:date")
            .French("dcat:keyword", "médiation numérique")
            .French("dcat:keyword", "inclusion numérique")
            .French("dcat:keyword", "lieux");
        if (version.OldestOn is { } oldest)
        {
            var period = $"_:periode-{Names.LocalNameOf(dataset)}";
            node.Link("dct:temporal", period);
            graph
                .Node(period, "dct:PeriodOfTime")
                .Literal("dcat:startDate", oldest.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "xsd:date")
                .Literal("dcat:endDate", day, "xsd:date");
        }

        if (site.ContactEmail.Length > 0)
        {
            var contact = $"_:contact-{Names.LocalNameOf(dataset)}";
            node.Link("dcat:contactPoint", contact);
            graph
                .Node(contact, "vcard:Kind")
                .French("vcard:fn", site.Publisher)
                .Link("vcard:hasEmail", $"mailto:{site.ContactEmail}");
        }

        foreach (var (file, number) in files.Select((file, number) => (file, number)))
        {
            var address = site.PublicUrl + file.Definition.Path;
            var checksum = $"_:somme-{Names.LocalNameOf(dataset)}-{number}";
            node.Link("dcat:distribution", address + "#distribution");
            graph
                .Node(address + "#distribution", "dcat:Distribution")
                .French("dct:title", file.Definition.Name)
                .French("dct:description", file.Definition.Contents)
                .Link("dcat:accessURL", address, "rdfs:Resource")
                .Link("dcat:downloadURL", address, "rdfs:Resource")
                .Link("dct:format", Authority + "file-type/" + file.Definition.FileType, "dct:MediaTypeOrExtent")
                .Link(
                    "dcat:mediaType",
                    "https://www.iana.org/assignments/media-types/" + file.Definition.MediaType,
                    "dct:MediaType"
                )
                .Link("dct:license", LicenceAddress, "dct:LicenseDocument")
                .Link("dct:conformsTo", file.Definition.Standard, "dct:Standard")
                .Link("dcatap:availability", Authority + "planned-availability/STABLE", "skos:Concept", "stable")
                .Literal("dct:modified", day, "xsd:date")
                .Literal("dcat:byteSize", file.Size.ToString(CultureInfo.InvariantCulture), "xsd:nonNegativeInteger")
                .Link("spdx:checksum", checksum);
            graph
                .Node(checksum, "spdx:Checksum")
                .Link("spdx:algorithm", "http://spdx.org/rdf/terms#checksumAlgorithm_sha256", "spdx:ChecksumAlgorithm")
                .Literal("spdx:checksumValue", file.Sha256, "xsd:hexBinary");
        }
    }

    private static void DescribeApi(RdfGraph graph, Names names, SiteSettings site) =>
        graph
            .Node(names.Api, "dcat:DataService")
            .French("dct:title", $"Recherche de lieux d’aide numérique {site.OfTerritory}")
            .French("dct:description", "Les mêmes critères que la page de recherche ; réponses en JSON.")
            .Link("dct:publisher", names.Publisher)
            .Link("dct:license", LicenceAddress, "dct:LicenseDocument")
            .Link("dct:accessRights", Authority + "access-right/PUBLIC", "dct:RightsStatement")
            .Link("dcat:endpointURL", site.PublicUrl + OpenDataUrls.ApiPath, "rdfs:Resource")
            .Link("dcat:endpointDescription", site.PublicUrl + OpenDataUrls.ApiDescriptionPath, "rdfs:Resource")
            .Link("dcat:servesDataset", names.Of(Dataset.Places));

    /// <summary>The addresses of what the catalogue speaks of.</summary>
    private sealed record Names(string Page)
    {
        public string Catalogue => Page + "#catalogue";
        public string Publisher => Page + "#editeur";
        public string Territory => Page + "#territoire";
        public string Api => Page + "#api";

        public string Of(Dataset dataset) => $"{Page}#{LocalNameOf(dataset)}";

        public static string LocalNameOf(Dataset dataset) => dataset == Dataset.Places ? "lieux" : "data-inclusion";
    }
}
