namespace Maillage.Features.Places.Search;

/// <summary>
/// What a person looks for (recherche). Masks are those of <see cref="Vocabularies"/>: any value within a field,
/// all fields together; 0 asks nothing.
/// </summary>
public sealed record PlaceQuery
{
    public const double DefaultRadiusKm = 20;

    public const double MaxRadiusKm = 200;

    public const int MaxTake = 100;

    public const int MaxSkip = 10_000;

    /// <summary>What was typed; only the first <see cref="SearchText.MaxLength"/> characters are read.</summary>
    public string? Words { get; init; }

    /// <summary>Where from: results carry a distance and are no further than <see cref="RadiusKm"/>.</summary>
    public GeoPoint? Near { get; init; }

    public double RadiusKm { get; init; } = DefaultRadiusKm;

    /// <summary>Codes of the communes to which the places, or their stops, belong; null: everywhere.</summary>
    public IReadOnlySet<string>? Within { get; init; }

    /// <summary>One of <see cref="Needs.All"/>.</summary>
    public Need? Need { get; init; }

    public ulong Services { get; init; }

    public ulong Audiences { get; init; }

    public ulong SpecificNeeds { get; init; }

    public ulong Fees { get; init; }

    public ulong AccessModes { get; init; }

    public ulong SupportModes { get; init; }

    public ulong Programmes { get; init; }

    /// <summary>Two-letter codes of languages, or <c>fsl</c>: any of them.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Audiences beyond the standard, as places write them: any of them.</summary>
    public IReadOnlyList<string> LocalAudiences { get; init; } = [];

    public bool FreeOnly { get; init; }

    public bool WheelchairOnly { get; init; }

    public OpenFilter? Open { get; init; }

    /// <summary>Only itinerant places, at their stops of these days.</summary>
    public StopFilter? StopsOn { get; init; }

    /// <summary>Fixed places only: stops are left out, and so is what is met at its stops alone.</summary>
    public bool WithoutStops { get; init; }

    public int Skip { get; init; }

    public int Take { get; init; } = 20;

    /// <summary>Asks for <see cref="PlaceResults.Counts"/>, which costs a little more.</summary>
    public bool CountFilters { get; init; }

    /// <summary>False when nobody reads <see cref="PlaceResults.Total"/>: the search may stop earlier.</summary>
    public bool CountTotal { get; init; } = true;

    /// <summary>False when only true answers count: nothing found then stays nothing.</summary>
    public bool Widen { get; init; } = true;
}

/// <summary>When the place must be open, in the place's own time (quand).</summary>
public sealed record OpenFilter
{
    private OpenFilter(OpenWhen when, DateOnly day = default, TimeOnly time = default) =>
        (When, Day, Time) = (when, day, time);

    public OpenWhen When { get; }

    public DateOnly Day { get; }

    public TimeOnly Time { get; }

    public static OpenFilter Now { get; } = new(OpenWhen.Now);

    /// <summary>After 18 h or on a Saturday, within the seven days to come.</summary>
    public static OpenFilter EveningOrSaturday { get; } = new(OpenWhen.EveningOrSaturday);

    public static OpenFilter On(DateOnly day) => new(OpenWhen.OnDay, day);

    public static OpenFilter At(DateOnly day, TimeOnly time) => new(OpenWhen.At, day, time);
}

/// <summary>The kinds of <see cref="OpenFilter"/>.</summary>
public enum OpenWhen
{
    Now,
    At,
    OnDay,
    EveningOrSaturday,
}

/// <summary>The days, both included, on which a stop must take place (passages du…).</summary>
public sealed record StopFilter(DateOnly From, DateOnly To)
{
    public static StopFilter On(DateOnly day) => new(day, day);
}
