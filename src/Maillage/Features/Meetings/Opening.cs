using Maillage.Platform.Audit;

namespace Maillage.Features.Meetings;

/// <summary>
/// When an offer takes place: once or every few weeks, on some days, with what cannot be in two places (plage d’ouverture).
/// All times are on the clocks of Paris.
/// </summary>
public sealed class Opening : IJournaled
{
    public const int MostWeeks = 52;
    public const int LongestTitle = 100;

    public required Guid Id { get; init; }

    public required Guid OfferId { get; init; }

    /// <summary>What this part of an event is called; null for the others.</summary>
    public string? Title { get; init; }

    public required DateOnly FirstDay { get; init; }

    public required TimeOnly From { get; init; }

    /// <summary>Later the same day.</summary>
    public required TimeOnly To { get; init; }

    /// <summary>0 for a single date; 1 for every week, 2 for every other.</summary>
    public int EveryWeeks { get; init; }

    /// <summary>Days of the week on which it recurs.</summary>
    public WeekDays Days { get; init; }

    /// <summary>The last day on which it may take place; null while it goes on.</summary>
    public DateOnly? LastDay { get; set; }

    public bool OnPublicHolidays { get; init; }

    public bool InSchoolHolidays { get; init; } = true;

    /// <summary>Days on which it does not take place after all.</summary>
    public List<DateOnly> Except { get; set; } = [];

    /// <summary>A version of the row: two that edit it at once are told apart.</summary>
    public int Version { get; set; }
}

/// <summary>What an opening needs and keeps busy.</summary>
public sealed class OpeningResource
{
    public required Guid OpeningId { get; init; }

    public required Guid ResourceId { get; init; }
}

/// <summary>Days of the week, several at once.</summary>
[Flags]
public enum WeekDays
{
    None = 0,
    Monday = 1,
    Tuesday = 2,
    Wednesday = 4,
    Thursday = 8,
    Friday = 16,
    Saturday = 32,
    Sunday = 64,
}
