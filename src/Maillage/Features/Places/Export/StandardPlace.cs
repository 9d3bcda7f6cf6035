using System.Globalization;

namespace Maillage.Features.Places.Export;

/// <summary>One row of the national standard « lieux de médiation numérique » v1.0.2: its 32 fields, under our names.</summary>
internal sealed record StandardPlace
{
    /// <summary>The fields in the order of the schema. A value is a text, a number or a list of texts.</summary>
    public static readonly IReadOnlyList<(string Name, Func<StandardPlace, object?> Read)> Fields =
    [
        ("id", p => p.Id),
        ("pivot", p => p.Pivot),
        ("nom", p => p.Name),
        ("commune", p => p.Commune),
        ("code_postal", p => p.PostalCode),
        ("code_insee", p => p.Insee),
        ("adresse", p => p.Address),
        ("complement_adresse", p => p.AddressComplement),
        ("latitude", p => p.Latitude),
        ("longitude", p => p.Longitude),
        ("typologie", p => p.Typologies),
        ("telephone", p => p.Phone),
        ("courriels", p => p.Emails),
        ("site_web", p => p.Websites),
        ("horaires", p => p.OpeningHours),
        ("presentation_resume", p => p.Summary),
        ("presentation_detail", p => p.Presentation),
        ("source", p => p.Source),
        ("itinerance", p => p.Itinerancy),
        ("structure_parente", p => p.ParentOrganisation),
        ("date_maj", p => p.UpdatedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("services", p => p.Services),
        ("publics_specifiquement_adresses", p => p.Audiences),
        ("prise_en_charge_specifique", p => p.SpecificNeeds),
        ("frais_a_charge", p => p.Fees),
        ("dispositif_programmes_nationaux", p => p.Programmes),
        ("formations_labels", p => p.TrainingLabels),
        ("autres_formations_labels", p => p.OtherLabels),
        ("modalites_acces", p => p.AccessModes),
        ("modalites_accompagnement", p => p.SupportModes),
        ("fiche_acces_libre", p => p.AccessibilityUrl),
        ("prise_rdv", p => p.BookingUrl),
    ];

    public required Guid PlaceId { get; init; }
    public required string Slug { get; init; }

    public string Id => PlaceId.ToString();
    public required string Pivot { get; init; }
    public required string Name { get; init; }
    public required string Commune { get; init; }
    public required string PostalCode { get; init; }
    public string? Insee { get; init; }
    public required string Address { get; init; }
    public string? AddressComplement { get; init; }
    public double? Latitude { get; init; }
    public double? Longitude { get; init; }
    public required IReadOnlyList<string> Typologies { get; init; }
    public string? Phone { get; init; }
    public required IReadOnlyList<string> Emails { get; init; }
    public required IReadOnlyList<string> Websites { get; init; }
    public string? OpeningHours { get; init; }
    public string? Summary { get; init; }
    public string? Presentation { get; init; }
    public required string Source { get; init; }
    public required IReadOnlyList<string> Itinerancy { get; init; }
    public string? ParentOrganisation { get; init; }
    public required DateOnly UpdatedOn { get; init; }
    public required IReadOnlyList<string> Services { get; init; }
    public required IReadOnlyList<string> Audiences { get; init; }
    public required IReadOnlyList<string> SpecificNeeds { get; init; }
    public required IReadOnlyList<string> Fees { get; init; }
    public required IReadOnlyList<string> Programmes { get; init; }
    public required IReadOnlyList<string> TrainingLabels { get; init; }
    public required IReadOnlyList<string> OtherLabels { get; init; }
    public required IReadOnlyList<string> AccessModes { get; init; }
    public required IReadOnlyList<string> SupportModes { get; init; }
    public string? AccessibilityUrl { get; init; }
    public string? BookingUrl { get; init; }
}
