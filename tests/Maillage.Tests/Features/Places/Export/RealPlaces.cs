using System.Globalization;
using System.Text.Json;
using Maillage.Data;
using Maillage.Features.Places;
using Maillage.Tests.Support;

namespace Maillage.Tests.Features.Places.Export;

/// <summary>Real places put into a database as they stand in their file, without the repairs of an import.</summary>
internal static class RealPlaces
{
    public const string National = "places/places-national-2023-02.standard-v1.json";

    public static void Fill(MaillageDb db, string file)
    {
        using var rows = JsonDocument.Parse(File.ReadAllText(SharedData.Path(file)));
        foreach (var row in rows.RootElement.EnumerateArray())
        {
            db.Places.Add(Read(row));
        }
    }

    private static Place Read(JsonElement row)
    {
        var id = Guid.CreateVersion7();
        var pivot = Text("pivot");
        var now = TestApp.DefaultNow.UtcDateTime;
        var place = new Place
        {
            Id = id,
            Slug = id.ToString(),
            Name = Text("nom") ?? "",
            Pivot = pivot?.All(c => c == '0') == true ? null : pivot,
            ParentOrganisation = Text("structure_parente"),
            Address = Text("adresse"),
            AddressComplement = Text("complement_adresse"),
            PostalCode = Text("code_postal"),
            Insee = Text("code_insee"),
            CommuneName = Text("commune"),
            Latitude = Number("latitude"),
            Longitude = Number("longitude"),
            LocationPrecision = LocationPrecision.Exact,
            Typologies = List("typologie"),
            Phone = Text("telephone"),
            Emails = List("courriels"),
            Websites = List("site_web"),
            OpeningHours = Text("horaires"),
            Summary = Text("presentation_resume"),
            Presentation = Text("presentation_detail"),
            Itinerancy = List("itinerance"),
            Services = [.. List("services").Select(s => new Service { Id = Guid.CreateVersion7(), Kind = s })],
            Audiences = List("publics_specifiquement_adresses"),
            SpecificNeeds = List("prise_en_charge_specifique"),
            Fees = List("frais_a_charge"),
            Programmes = List("dispositif_programmes_nationaux"),
            TrainingLabels = List("formations_labels"),
            OtherLabels = List("autres_formations_labels"),
            AccessModes = List("modalites_acces"),
            SupportModes = List("modalites_accompagnement"),
            AccessibilityUrl = Text("fiche_acces_libre"),
            BookingUrl = Text("prise_rdv"),
            UpdatedOn = DateOnly.TryParse(Text("date_maj"), CultureInfo.InvariantCulture, out var day) ? day : null,
            CreatedAt = now,
            ModifiedAt = now,
        };
        place.Sources.Add(
            new PlaceSource
            {
                Id = Guid.CreateVersion7(),
                PlaceId = id,
                Source = Text("source") ?? "inconnue",
                SourceId = $"{Text("id")}#{id}",
                Original = row.GetRawText(),
                Fingerprint = "",
                FirstSeenAt = now,
                LastSeenAt = now,
            }
        );
        return place;

        string? Text(string field) => row.TryGetProperty(field, out var value) ? value.ToString() : null;

        double? Number(string field) =>
            row.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number
                ? value.GetDouble()
                : null;

        List<string> List(string field) =>
            [.. (Text(field) ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}
