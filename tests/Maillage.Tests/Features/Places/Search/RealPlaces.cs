using System.Globalization;
using System.Text.Json;
using Maillage.Features.Places;

namespace Maillage.Tests.Features.Places.Search;

/// <summary>Places of a file of the national standard, as an import leaves them; read here without its repairs.</summary>
public static class RealPlaces
{
    public static IEnumerable<Place> Read(string path)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(path));
        return [.. file.RootElement.EnumerateArray().Select(PlaceOf)];
    }

    private static Place PlaceOf(JsonElement record)
    {
        var id = Text("id")!;
        return new Place
        {
            Id = Guid.CreateVersion7(),
            Slug = id.ToLowerInvariant(),
            Name = Text("nom")!,
            Address = Text("adresse"),
            PostalCode = Text("code_postal"),
            Insee = Text("code_insee"),
            CommuneName = Text("commune"),
            Latitude = Number("latitude"),
            Longitude = Number("longitude"),
            Typologies = Values("typologie"),
            Phone = Text("telephone"),
            OpeningHours = Text("horaires"),
            Summary = Text("presentation_resume"),
            Presentation = Text("presentation_detail"),
            Services = [.. Values("services").Select(kind => new Service { Id = Guid.CreateVersion7(), Kind = kind })],
            Audiences = Values("publics_specifiquement_adresses"),
            SpecificNeeds = Values("prise_en_charge_specifique"),
            Fees = Values("frais_a_charge"),
            Programmes = Values("dispositif_programmes_nationaux"),
            AccessModes = Values("modalites_acces"),
            SupportModes = Values("modalites_accompagnement"),
            CreatedAt = DateTime.UnixEpoch,
            ModifiedAt = DateTime.UnixEpoch,
        };

        string? Text(string field) =>
            record.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;

        double? Number(string field) =>
            record.TryGetProperty(field, out var value)
                ? value.ValueKind switch
                {
                    JsonValueKind.Number => value.GetDouble(),
                    JsonValueKind.String
                        when double.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var read) => read,
                    _ => null,
                }
                : null;

        List<string> Values(string field) =>
            [.. (Text(field) ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}
