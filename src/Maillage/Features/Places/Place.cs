using System.Text.Json.Serialization;
using Maillage.Features.Organisations;

namespace Maillage.Features.Places;

/// <summary>A place where people get help with digital procedures (lieu).</summary>
public sealed class Place
{
    public required Guid Id { get; init; }

    /// <summary>The readable end of its address, kept for ever: a change of name gives no new one.</summary>
    public required string Slug { get; init; }

    public required string Name { get; set; }

    public Guid? OrganisationId { get; set; }

    /// <summary>SIRET, RNA or RIDET as the source gives it, valid or not; null when the source gave a placeholder.</summary>
    public string? Pivot { get; set; }

    /// <summary>The parent organisation in the source's words.</summary>
    public string? ParentOrganisation { get; set; }

    public string? Address { get; set; }

    public string? AddressComplement { get; set; }

    public string? PostalCode { get; set; }

    /// <summary>Commune code of today, five characters, when known.</summary>
    public string? Insee { get; set; }

    public string? CommuneName { get; set; }

    /// <summary>Degrees, WGS 84; null when unknown, never 0.</summary>
    public double? Latitude { get; set; }

    public double? Longitude { get; set; }

    public LocationPrecision LocationPrecision { get; set; }

    /// <summary>Codes of <see cref="Vocabularies.Typologies"/>, or the source's own.</summary>
    public List<string> Typologies { get; set; } = [];

    /// <summary>The organisation's phone, E.164 when it could be read, otherwise as given.</summary>
    public string? Phone { get; set; }

    public List<string> Emails { get; set; } = [];

    public List<string> Websites { get; set; } = [];

    /// <summary>Named people: published only with their recorded agreement.</summary>
    public List<PlaceContact> Contacts { get; set; } = [];

    /// <summary>OSM opening_hours text, kept as written.</summary>
    public string? OpeningHours { get; set; }

    /// <summary>Days on which the place is closed whatever its opening hours say.</summary>
    public List<Closure> Closures { get; set; } = [];

    public string? Summary { get; set; }

    public string? Presentation { get; set; }

    /// <summary>Labels of <see cref="Vocabularies.Itinerancy"/>.</summary>
    public List<string> Itinerancy { get; set; } = [];

    public List<Service> Services { get; set; } = [];

    /// <summary>Labels of <see cref="Vocabularies.Audiences"/>, or local audiences beyond the standard.</summary>
    public List<string> Audiences { get; set; } = [];

    public List<string> SpecificNeeds { get; set; } = [];

    public List<string> Fees { get; set; } = [];

    public string? FeesDetail { get; set; }

    public List<string> Programmes { get; set; } = [];

    public List<string> TrainingLabels { get; set; } = [];

    public List<string> OtherLabels { get; set; } = [];

    public List<string> AccessModes { get; set; } = [];

    public List<string> SupportModes { get; set; } = [];

    /// <summary>Two-letter codes (ISO 639-1) of the languages spoken, besides French; <c>fsl</c> for French sign language.</summary>
    public List<string> Languages { get; set; } = [];

    public List<Equipment> Equipment { get; set; } = [];

    /// <summary>True, false or not known.</summary>
    public bool? WheelchairAccess { get; set; }

    /// <summary>The place's page on acceslibre.</summary>
    public string? AccessibilityUrl { get; set; }

    public string? BookingUrl { get; set; }

    /// <summary>The day the source says it last changed the record (field date_maj): nobody has verified anything by it.</summary>
    public DateOnly? UpdatedOn { get; set; }

    /// <summary>The day somebody checked the facts with the place, apart from any change.</summary>
    public DateOnly? VerifiedOn { get; set; }

    public string? VerifiedBy { get; set; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ModifiedAt { get; set; }

    /// <summary>Fields that a person wrote, and when: they win over a source that has not changed since.</summary>
    public List<WrittenField> Written { get; set; } = [];

    /// <summary>Since when it is out of the directory: no source lists it any more, or it was merged. Never deleted.</summary>
    public DateTime? GoneAt { get; set; }

    /// <summary>The place that it was merged into, and that its addresses lead to; <see cref="GoneAt"/> is then set.</summary>
    public Guid? MergedIntoId { get; set; }

    public List<Stop> Stops { get; } = [];

    public List<PlaceSource> Sources { get; } = [];

    public Organisation? Organisation { get; set; }

    /// <summary>Kept apart from the record: no list brings one, no version holds one.</summary>
    [JsonIgnore]
    public PlacePhoto? Photo { get; init; }
}

/// <summary>A field that a person wrote (champ saisi).</summary>
/// <param name="Field">The name of the property: <c>Phone</c>.</param>
/// <param name="At">When, UTC.</param>
public sealed record WrittenField(string Field, DateTime At);

/// <summary>How much the position of a place can be trusted.</summary>
public enum LocationPrecision
{
    Unknown,

    /// <summary>Only the commune is known: its centre stands in.</summary>
    Commune,
    Exact,
}

/// <summary>What one can do at a place, for whom and how (service). Null lists mean: as for the whole place.</summary>
public sealed record Service
{
    public required Guid Id { get; init; }

    /// <summary>Label of <see cref="Vocabularies.Services"/>, or a local one.</summary>
    public required string Kind { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<string>? Audiences { get; init; }

    public IReadOnlyList<string>? Fees { get; init; }

    public IReadOnlyList<string>? AccessModes { get; init; }

    public IReadOnlyList<string>? SupportModes { get; init; }

    /// <summary>Its own hours, OSM syntax, when they differ from the place's.</summary>
    public string? OpeningHours { get; init; }

    /// <summary>Who does what: how far the help goes.</summary>
    public IReadOnlyList<SupportLevel>? Levels { get; init; }

    /// <summary>Specialised topics, in plain words: « retraite », « titre de séjour ».</summary>
    public IReadOnlyList<string>? Topics { get; init; }
}

/// <summary>Levels of accompaniment (niveaux d'accompagnement), mission row A7.</summary>
public enum SupportLevel
{
    /// <summary>Faire à la place.</summary>
    DoingFor,

    /// <summary>Faire avec.</summary>
    DoingWith,

    /// <summary>Apprendre à faire seul.</summary>
    LearningToDoAlone,
}

/// <summary>Something on site that people may use (équipement).</summary>
public sealed record Equipment
{
    public required EquipmentKind Kind { get; init; }

    /// <summary>How many, when known.</summary>
    public int? Count { get; init; }

    /// <summary>Conditions in plain words: « 10 pages gratuites par visite ».</summary>
    public string? Note { get; init; }
}

/// <summary>Kinds of equipment and connection, mission row A4.</summary>
public enum EquipmentKind
{
    Computer,
    Tablet,
    Printer,
    Scanner,
    Wifi,
    WebcamBooth,
    Kiosk,
    PhoneCharging,
}

/// <summary>A period, both days included, in which the place is closed (fermeture).</summary>
public sealed record Closure
{
    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    public string? Reason { get; init; }
}

/// <summary>A named person at a place. Shown only when <see cref="AgreedOn"/> is set.</summary>
public sealed record PlaceContact
{
    public string? Name { get; init; }

    public string? Role { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    /// <summary>The day the person agreed to be published; null: never shown nor exported to the public.</summary>
    public DateOnly? AgreedOn { get; init; }
}
