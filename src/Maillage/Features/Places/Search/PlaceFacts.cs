namespace Maillage.Features.Places.Search;

/// <summary>
/// Everything that a place offers of the closed vocabularies, in one word of 64 bits: a filter is one comparison.
/// </summary>
public readonly record struct PlaceFacts(ulong Bits)
{
    /// <summary>Somebody checked it once: the day tells whether recently.</summary>
    internal const ulong WasVerified = 1UL << 57;

    /// <summary>It, or one of its stops, says when.</summary>
    internal const ulong HasHours = 1UL << 58;

    /// <summary>Some days it is closed whatever its hours say.</summary>
    internal const ulong HasClosures = 1UL << 59;
    internal const ulong HasPhone = 1UL << 60;
    internal const ulong Wheelchair = 1UL << 61;

    /// <summary>Someone does it with you: a level of support, individual support, or France services.</summary>
    internal const ulong HelpsInPerson = 1UL << 62;

    /// <summary>It has stops: the directory holds it at several positions.</summary>
    internal const ulong Itinerant = 1UL << 63;

    internal static readonly FactField Services = new(0, Vocabularies.Services);
    internal static readonly FactField Audiences = Services.Next(Vocabularies.Audiences);
    internal static readonly FactField SpecificNeeds = Audiences.Next(Vocabularies.SpecificNeeds);
    internal static readonly FactField Fees = SpecificNeeds.Next(Vocabularies.Fees);
    internal static readonly FactField AccessModes = Fees.Next(Vocabularies.AccessModes);
    internal static readonly FactField SupportModes = AccessModes.Next(Vocabularies.SupportModes);
    internal static readonly FactField Programmes = SupportModes.Next(Vocabularies.Programmes);

    internal static readonly ulong Free = Fees.Pack(Vocabularies.Fees.Find("Gratuit")!.Mask);

    internal static readonly ulong NoPublic = AccessModes.Pack(
        Vocabularies.AccessModes.Find("Ce lieu n'accueille pas de public")!.Mask
    );

    internal static readonly ulong FranceServices = Programmes.Pack(
        Vocabularies.Programmes.Find("France Services")!.Mask
    );

    /// <summary>Ways to be helped without going there.</summary>
    internal static readonly ulong WithoutGoingThere =
        NoPublic | SupportModes.Pack(["À distance"]) | AccessModes.Pack(["Téléphoner", "Contacter par mail"]);

    private static readonly ulong Individual = SupportModes.Pack(
        Vocabularies.SupportModes.Find("Accompagnement individuel")!.Mask
    );

    public static PlaceFacts Of(Place place)
    {
        var services = place.Services;
        var bits =
            Services.Pack(services.Select(s => s.Kind))
            | Audiences.Pack(place.Audiences.Concat(services.SelectMany(s => s.Audiences ?? [])))
            | SpecificNeeds.Pack(place.SpecificNeeds)
            | Fees.Pack(place.Fees.Concat(services.SelectMany(s => s.Fees ?? [])))
            | AccessModes.Pack(place.AccessModes.Concat(services.SelectMany(s => s.AccessModes ?? [])))
            | SupportModes.Pack(place.SupportModes.Concat(services.SelectMany(s => s.SupportModes ?? [])))
            | Programmes.Pack(place.Programmes);
        if (place.Typologies.Contains("RFS"))
        {
            bits |= FranceServices;
        }

        if (place.Phone is not null)
        {
            bits |= HasPhone;
        }

        if (place.VerifiedOn is not null)
        {
            bits |= WasVerified;
        }

        if (!string.IsNullOrWhiteSpace(place.OpeningHours) || place.Stops.Count > 0)
        {
            bits |= HasHours;
        }

        if (place.Closures.Count > 0)
        {
            bits |= HasClosures;
        }

        if (place.Stops.Count > 0)
        {
            bits |= Itinerant;
        }

        if (place.WheelchairAccess == true)
        {
            bits |= Wheelchair;
        }

        if (
            (bits & (Individual | FranceServices)) != 0
            || services.Exists(s => s.Levels?.Any(level => level != SupportLevel.DoingFor) == true)
        )
        {
            bits |= HelpsInPerson;
        }

        return new PlaceFacts(bits);
    }
}

/// <summary>Where one vocabulary stands within <see cref="PlaceFacts"/>.</summary>
internal readonly record struct FactField(int Offset, Vocabulary Vocabulary)
{
    public FactField Next(Vocabulary vocabulary) => new(Offset + Vocabulary.Terms.Count, vocabulary);

    public ulong Mask => ((1UL << Vocabulary.Terms.Count) - 1) << Offset;

    /// <summary>A mask of the vocabulary, moved to where the field stands.</summary>
    public ulong Pack(ulong mask) => (mask << Offset) & Mask;

    public ulong Pack(IEnumerable<string> labels) => Pack(Vocabulary.MaskOf(labels));
}
