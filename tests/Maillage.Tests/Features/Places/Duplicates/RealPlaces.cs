using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Maillage.Features.Places.Duplicates;
using Maillage.Tests.Support;

namespace Maillage.Tests.Features.Places.Duplicates;

/// <summary>A row of a file of the standard, as far as duplicates need it.</summary>
internal sealed record StandardRow(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("source")] string? Source,
    [property: JsonPropertyName("nom")] string Name,
    [property: JsonPropertyName("adresse")] string Address,
    [property: JsonPropertyName("code_postal")] string? PostalCode,
    [property: JsonPropertyName("code_insee")] string? Insee,
    [property: JsonPropertyName("commune")] string? Commune,
    [property: JsonPropertyName("latitude")] double? Latitude,
    [property: JsonPropertyName("longitude")] double? Longitude,
    [property: JsonPropertyName("pivot")] string? Siret,
    [property: JsonPropertyName("telephone")] string? Phone,
    [property: JsonPropertyName("site_web")] string? Website,
    [property: JsonPropertyName("courriels")] string? Email
)
{
    public DuplicateCandidate AsCandidate(Guid id, string source) =>
        new(id, source, Name, Address, PostalCode, Insee, Commune, Latitude, Longitude, Siret, Phone, Website, Email);
}

/// <summary>Real places, as they were published or as another source might have written them.</summary>
internal static class RealPlaces
{
    public static StandardRow[] Read(string file) =>
        JsonSerializer.Deserialize<StandardRow[]>(File.ReadAllText(SharedData.Path($"places/{file}")))!;

    /// <summary>The same place written otherwise: case, abbreviations, suffix, one typing error in the name and one in the
    /// address; every second one stands 150 m away.</summary>
    public static StandardRow Perturb(StandardRow row, int index, Random random)
    {
        var moved = index % 2 == 0 && row.Latitude is not null;
        var direction = random.NextDouble() * 2 * Math.PI;
        const double DegreesPerMetre = 1 / 111_320.0;
        return row with
        {
            Name = Mistype(
                Recase(Abbreviate(row.Name, NameAbbreviations, random) + Suffix(row, random), random),
                random
            ),
            Address = Mistype(Recase(Abbreviate(row.Address, AddressAbbreviations, random), random), random),
            Latitude = moved ? row.Latitude + (150 * DegreesPerMetre * Math.Sin(direction)) : row.Latitude,
            Longitude = moved
                ? row.Longitude
                    + (150 * DegreesPerMetre * Math.Cos(direction) / Math.Cos(row.Latitude!.Value * Math.PI / 180))
                : row.Longitude,
        };
    }

    private static readonly (string Long, string Short)[] NameAbbreviations =
    [
        ("centre communal d'action sociale", "CCAS"),
        ("maison des jeunes et de la culture", "MJC"),
        ("maison de services au public", "MSAP"),
        ("communauté de communes", "CC"),
        ("espace public numérique", "EPN"),
        ("bibliothèque", "Bib."),
        ("médiathèque", "Méd."),
        ("association", "Asso."),
        ("numérique", "num."),
        ("centre", "Ctre"),
        ("municipale", "mun."),
        ("saint", "St"),
        ("sainte", "Ste"),
    ];

    private static readonly (string Long, string Short)[] AddressAbbreviations =
    [
        ("avenue", "av."),
        ("boulevard", "bd"),
        ("place", "pl."),
        ("route", "rte"),
        ("chemin", "ch."),
        ("impasse", "imp."),
        ("général", "gal"),
        ("docteur", "Dr"),
        ("saint", "St"),
        ("rue", "R."),
    ];

    private static string Abbreviate(string text, (string Long, string Short)[] abbreviations, Random random)
    {
        foreach (var (word, abbreviation) in abbreviations)
        {
            text = random.Next(2) == 0 ? text.Replace(word, abbreviation, StringComparison.OrdinalIgnoreCase) : text;
        }
        return text;
    }

    private static string Suffix(StandardRow row, Random random) =>
        random.Next(6) switch
        {
            0 => $" de {row.Commune}",
            1 => " - Accueil",
            2 => " (antenne)",
            3 => " - espace numérique",
            _ => "",
        };

    private static string Recase(string text, Random random) =>
        random.Next(4) switch
        {
            0 => text.ToUpperInvariant(),
            1 => text.ToLowerInvariant(),
            2 => WithoutAccents(text).ToUpperInvariant(),
            _ => text,
        };

    private static string WithoutAccents(string text) =>
        string.Concat(
            text.Normalize(NormalizationForm.FormD)
                .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
        );

    private static string Mistype(string text, Random random)
    {
        var letters = Enumerable.Range(0, text.Length - 1).Where(i => char.IsLetter(text[i])).ToArray();
        if (letters.Length == 0)
        {
            return text;
        }
        var at = letters[random.Next(letters.Length)];
        return random.Next(4) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, text[at].ToString()),
            2 => text[..at] + (char)('a' + random.Next(26)) + text[(at + 1)..],
            _ => text[..at] + text[at + 1] + text[at] + text[(at + 2)..],
        };
    }
}
