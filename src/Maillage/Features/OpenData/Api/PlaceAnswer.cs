using System.ComponentModel;
using Maillage.Features.Places;
using Maillage.Features.Places.Search;

namespace Maillage.Features.OpenData.Api;

/// <summary>A place in the list of a search (résultat).</summary>
public sealed record PlaceSummary
{
    [Description("Identifiant stable (UUID).")]
    public required Guid Id { get; init; }

    [Description("Fin lisible de l’adresse de la page, stable elle aussi.")]
    public required string Slug { get; init; }

    [Description("Adresse de la page du lieu.")]
    public required string Page { get; init; }

    public required string Name { get; init; }

    [Description("Sorte de lieu, en mots : « Médiathèque », « France services ».")]
    public required string Kind { get; init; }

    public required string? Address { get; init; }

    public required string? PostalCode { get; init; }

    [Description("Code de la commune (INSEE), cinq signes.")]
    public required string? Insee { get; init; }

    public required string? Commune { get; init; }

    [Description("Degrés, WGS 84.")]
    public required double? Latitude { get; init; }

    [Description("Degrés, WGS 84.")]
    public required double? Longitude { get; init; }

    [Description("Vrai quand la position n’est pas celle du lieu : centre de la commune, ou inconnue.")]
    public required bool IsApproximate { get; init; }

    [Description("Mètres à vol d’oiseau depuis le point demandé, jusqu’au lieu ou à son passage.")]
    public double? DistanceMetres { get; init; }

    [Description("Le passage le plus proche, pour un lieu itinérant.")]
    public StopAnswer? Stop { get; init; }

    [Description("E.164 quand il a pu être lu.")]
    public required string? Phone { get; init; }

    [Description("Syntaxe OpenStreetMap opening_hours.")]
    public required string? OpeningHours { get; init; }

    [Description("Services, dans les mots du standard national.")]
    public required IReadOnlyList<string> Services { get; init; }

    public required IReadOnlyList<string> Fees { get; init; }

    public required IReadOnlyList<string> AccessModes { get; init; }

    [Description("Jour de la dernière vérification.")]
    public required DateOnly? VerifiedOn { get; init; }

    internal static PlaceSummary Of(PlaceHit hit, string pageOf)
    {
        var entry = hit.Entry;
        var place = entry.Place;
        return new PlaceSummary
        {
            Id = place.Id,
            Slug = place.Slug,
            Page = pageOf + place.Slug,
            Name = place.Name,
            Kind = entry.Kind,
            Address = place.Address,
            PostalCode = place.PostalCode,
            Insee = place.Insee,
            Commune = place.CommuneName ?? entry.Commune?.Name,
            Latitude = entry.Position?.Latitude,
            Longitude = entry.Position?.Longitude,
            IsApproximate = entry.IsApproximate,
            DistanceMetres = hit.DistanceMetres is { } metres ? Math.Round(metres) : null,
            Stop = hit.Stop is { } stop ? StopAnswer.Of(stop.Stop) with { On = stop.On } : null,
            Phone = place.Phone,
            OpeningHours = place.OpeningHours,
            Services = place.Services.ConvertAll(service => service.Kind),
            Fees = place.Fees,
            AccessModes = place.AccessModes,
            VerifiedOn = place.VerifiedOn,
        };
    }
}

/// <summary>Everything public about a place (fiche).</summary>
public sealed record PlaceAnswer
{
    public required Guid Id { get; init; }

    public required string Slug { get; init; }

    [Description("Adresse de la page du lieu.")]
    public required string Page { get; init; }

    public required string Name { get; init; }

    [Description("Sorte de lieu, en mots.")]
    public required string Kind { get; init; }

    [Description("Codes du standard national.")]
    public required IReadOnlyList<string> Typologies { get; init; }

    [Description("SIRET, RNA ou RIDET tel que la source le donne.")]
    public required string? Pivot { get; init; }

    public required string? ParentOrganisation { get; init; }

    public required string? Address { get; init; }

    public required string? AddressComplement { get; init; }

    public required string? PostalCode { get; init; }

    [Description("Code de la commune (INSEE), cinq signes.")]
    public required string? Insee { get; init; }

    public required string? Commune { get; init; }

    [Description("Degrés, WGS 84.")]
    public required double? Latitude { get; init; }

    [Description("Degrés, WGS 84.")]
    public required double? Longitude { get; init; }

    [Description("Vrai quand la position n’est pas celle du lieu : centre de la commune, ou inconnue.")]
    public required bool IsApproximate { get; init; }

    [Description("E.164 quand il a pu être lu.")]
    public required string? Phone { get; init; }

    public required IReadOnlyList<string> Emails { get; init; }

    public required IReadOnlyList<string> Websites { get; init; }

    [Description("Personnes qui ont accepté d’être nommées.")]
    public required IReadOnlyList<ContactAnswer> Contacts { get; init; }

    [Description("Syntaxe OpenStreetMap opening_hours.")]
    public required string? OpeningHours { get; init; }

    public required IReadOnlyList<Closure> Closures { get; init; }

    public required string? Summary { get; init; }

    public required string? Presentation { get; init; }

    public required IReadOnlyList<string> Itinerancy { get; init; }

    public required IReadOnlyList<StopAnswer> Stops { get; init; }

    public required IReadOnlyList<Service> Services { get; init; }

    public required IReadOnlyList<string> Audiences { get; init; }

    public required IReadOnlyList<string> SpecificNeeds { get; init; }

    public required IReadOnlyList<string> Fees { get; init; }

    public required string? FeesDetail { get; init; }

    public required IReadOnlyList<string> Programmes { get; init; }

    public required IReadOnlyList<string> TrainingLabels { get; init; }

    public required IReadOnlyList<string> OtherLabels { get; init; }

    public required IReadOnlyList<string> AccessModes { get; init; }

    public required IReadOnlyList<string> SupportModes { get; init; }

    [Description("Codes de langues sur deux lettres (ISO 639-1) ; fsl pour la langue des signes française.")]
    public required IReadOnlyList<string> Languages { get; init; }

    public required IReadOnlyList<Equipment> Equipment { get; init; }

    public required bool? WheelchairAccess { get; init; }

    public required string? AccessibilityUrl { get; init; }

    public required string? BookingUrl { get; init; }

    [Description("Jour du dernier changement dans la source.")]
    public required DateOnly? UpdatedOn { get; init; }

    public required DateOnly? VerifiedOn { get; init; }

    [Description("Listes qui citent ce lieu.")]
    public required IReadOnlyList<EntrySource> Sources { get; init; }

    internal static PlaceAnswer Of(DirectoryEntry entry, string pageOf)
    {
        var place = entry.Place;
        return new PlaceAnswer
        {
            Id = place.Id,
            Slug = place.Slug,
            Page = pageOf + place.Slug,
            Name = place.Name,
            Kind = entry.Kind,
            Typologies = place.Typologies,
            Pivot = place.Pivot,
            ParentOrganisation = place.ParentOrganisation,
            Address = place.Address,
            AddressComplement = place.AddressComplement,
            PostalCode = place.PostalCode,
            Insee = place.Insee,
            Commune = place.CommuneName ?? entry.Commune?.Name,
            Latitude = entry.Position?.Latitude,
            Longitude = entry.Position?.Longitude,
            IsApproximate = entry.IsApproximate,
            Phone = place.Phone,
            Emails = place.Emails,
            Websites = place.Websites,
            Contacts =
            [
                .. place
                    .Contacts.Where(contact => contact.AgreedOn is not null)
                    .Select(c => new ContactAnswer(c.Name, c.Role, c.Email, c.Phone)),
            ],
            OpeningHours = place.OpeningHours,
            Closures = place.Closures,
            Summary = place.Summary,
            Presentation = place.Presentation,
            Itinerancy = place.Itinerancy,
            Stops = place.Stops.ConvertAll(StopAnswer.Of),
            Services = place.Services,
            Audiences = place.Audiences,
            SpecificNeeds = place.SpecificNeeds,
            Fees = place.Fees,
            FeesDetail = place.FeesDetail,
            Programmes = place.Programmes,
            TrainingLabels = place.TrainingLabels,
            OtherLabels = place.OtherLabels,
            AccessModes = place.AccessModes,
            SupportModes = place.SupportModes,
            Languages = place.Languages,
            Equipment = place.Equipment,
            WheelchairAccess = place.WheelchairAccess,
            AccessibilityUrl = place.AccessibilityUrl,
            BookingUrl = place.BookingUrl,
            UpdatedOn = place.UpdatedOn,
            VerifiedOn = place.VerifiedOn,
            Sources = entry.Sources,
        };
    }
}

/// <summary>A person at a place who has agreed to be named (contact).</summary>
public sealed record ContactAnswer(string? Name, string? Role, string? Email, string? Phone);

/// <summary>Where and when an itinerant place can be met (passage).</summary>
public sealed record StopAnswer
{
    public required string Where { get; init; }

    public required string? Address { get; init; }

    [Description("Code de la commune (INSEE), cinq signes.")]
    public required string Insee { get; init; }

    public required double? Latitude { get; init; }

    public required double? Longitude { get; init; }

    [Description("Syntaxe OpenStreetMap opening_hours.")]
    public required string Times { get; init; }

    public required string? Note { get; init; }

    [Description("Le premier jour demandé où il a lieu.")]
    public DateOnly? On { get; init; }

    internal static StopAnswer Of(Stop stop) =>
        new()
        {
            Where = stop.Where,
            Address = stop.Address,
            Insee = stop.Insee,
            Latitude = stop.Latitude,
            Longitude = stop.Longitude,
            Times = stop.Times,
            Note = stop.Note,
        };
}

/// <summary>A page of results (réponse à une recherche).</summary>
public sealed record PlacesAnswer
{
    [Description("Nombre de lieux trouvés en tout.")]
    public required int Total { get; init; }

    [Description("Vrai quand rien ne répond exactement : les lieux sont alors ceux qui s’en approchent.")]
    public required bool IsWidened { get; init; }

    [Description("Mots corrigés avant de chercher : ce qui était écrit, ce qui a été cherché.")]
    public required IReadOnlyList<Correction> Corrections { get; init; }

    [Description("Mots que rien ne rappelle, laissés de côté.")]
    public required IReadOnlyList<string> IgnoredWords { get; init; }

    [Description(
        "Vrai quand l’adresse n’a pas été trouvée, ou que le service des adresses ne répond pas : les distances partent alors du point ou de la commune donnés."
    )]
    public required bool IsAddressIgnored { get; init; }

    public required IReadOnlyList<PlaceSummary> Places { get; init; }

    [Description("À redonner dans « curseur » pour la suite ; absent à la dernière page.")]
    public string? Next { get; init; }
}

/// <summary>Communes that answer a name or a code.</summary>
public sealed record CommunesAnswer(IReadOnlyList<CommuneSummary> Communes);

/// <summary>A commune of today (commune).</summary>
/// <param name="Insee">Its code, five characters.</param>
/// <param name="FormerName">The former name or delegated commune that was recognised.</param>
public sealed record CommuneSummary(
    string Insee,
    string Name,
    string? FormerName,
    IReadOnlyList<string> PostalCodes,
    int Population,
    string Departement,
    string? Epci,
    double Latitude,
    double Longitude
);
