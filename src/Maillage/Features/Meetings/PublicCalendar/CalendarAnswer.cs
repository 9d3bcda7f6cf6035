using System.Text.Json.Serialization;

namespace Maillage.Features.Meetings.PublicCalendar;

/// <summary>The public calendar as JSON.</summary>
/// <param name="Dates">In order of time.</param>
/// <param name="Next">The address of the dates that follow; absent at the end.</param>
public sealed record CalendarAnswer(IReadOnlyList<CalendarDate> Dates, string? Next);

/// <summary>One date.</summary>
/// <param name="Kind"><c>permanence</c>, <c>atelier</c> or <c>evenement</c>.</param>
/// <param name="StartsAt">With its distance from UTC: <c>2026-11-26T09:00:00+01:00</c>.</param>
/// <param name="Free">Seats left; absent where one comes without booking.</param>
/// <param name="Needs">Codes of the needs that it answers.</param>
/// <param name="Audiences">Terms of the national standard; none for everybody.</param>
/// <param name="Price">What it costs, in words; absent when it is free.</param>
public sealed record CalendarDate(
    Guid Id,
    string Kind,
    string Title,
    string? Part,
    string? Description,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    int? Free,
    string Address,
    IReadOnlyList<string> Needs,
    IReadOnlyList<string> Audiences,
    string? Price,
    CalendarPlace? Place
);

/// <summary>Where one goes.</summary>
/// <param name="Id">Of a place of the directory; absent for another address.</param>
/// <param name="Insee">Code of the commune.</param>
/// <param name="Latitude">WGS 84; the middle of the commune where the place is not known better.</param>
public sealed record CalendarPlace(
    string? Id,
    string Name,
    string? Address,
    string? Insee,
    string? Commune,
    double? Latitude,
    double? Longitude
);

/// <summary>How the calendar writes JSON, compiled ahead.</summary>
[JsonSerializable(typeof(CalendarAnswer))]
internal sealed partial class CalendarJson : JsonSerializerContext;
