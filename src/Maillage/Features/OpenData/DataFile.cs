using Maillage.Features.Places.Export;

namespace Maillage.Features.OpenData;

/// <summary>A file offered to everyone (fichier).</summary>
/// <param name="Dataset">Which of the two datasets of the catalogue it is a form of.</param>
/// <param name="MediaType">Its registered media type, without parameters.</param>
/// <param name="FileType">Its code in the European list of file types.</param>
/// <param name="Standard">The page of the schema that it follows.</param>
public sealed record DataFile(
    string Path,
    Dataset Dataset,
    PlaceFormat Format,
    string Name,
    string Contents,
    string MediaType,
    string FileType,
    string Standard
)
{
    private const string NationalStandard =
        "https://schema.data.gouv.fr/LaMednum/standard-mediation-num/1.0.2/documentation.html";
    private const string InclusionSchema = "https://github.com/gip-inclusion/data-inclusion-schema";

    public static IReadOnlyList<DataFile> All { get; } =
    [
        new(
            "/donnees/lieux.csv",
            Dataset.Places,
            PlaceFormat.StandardCsv,
            "Lieux, tableau CSV",
            "Standard national des lieux de médiation numérique, version 1.0.2. S’ouvre dans un tableur.",
            "text/csv",
            "CSV",
            NationalStandard
        ),
        new(
            "/donnees/lieux.json",
            Dataset.Places,
            PlaceFormat.StandardJson,
            "Lieux, JSON",
            "Le même standard, pour un programme.",
            "application/json",
            "JSON",
            NationalStandard
        ),
        new(
            "/donnees/lieux.geojson",
            Dataset.Places,
            PlaceFormat.GeoJson,
            "Lieux, GeoJSON",
            "Les mêmes lieux, pour une carte.",
            "application/geo+json",
            "GEOJSON",
            "https://www.rfc-editor.org/rfc/rfc7946"
        ),
        new(
            "/donnees/data-inclusion/structures.json",
            Dataset.Inclusion,
            PlaceFormat.DataInclusionStructures,
            "Structures data·inclusion, JSON",
            "Les lieux dans le schéma data·inclusion, version 1.",
            "application/json",
            "JSON",
            InclusionSchema
        ),
        new(
            "/donnees/data-inclusion/services.json",
            Dataset.Inclusion,
            PlaceFormat.DataInclusionServices,
            "Services data·inclusion, JSON",
            "Chaque service de chaque lieu, dans le même schéma.",
            "application/json",
            "JSON",
            InclusionSchema
        ),
    ];
}

/// <summary>The datasets of the catalogue (jeux de données).</summary>
public enum Dataset
{
    Places,
    Inclusion,
}
