using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Maillage.Platform.Time;

namespace Maillage.Features.Meetings.PublicCalendar;

/// <summary>
/// Dates of the public calendar as iCalendar (RFC 5545): what recurs is one event with its rule and its exceptions, on the
/// clocks of Paris; a session that was moved off the rule stands by itself.
/// </summary>
public sealed class CalendarFile(Calendar calendar, string publicUrl, DateTime now)
{
    public const string ContentType = "text/calendar; charset=utf-8";

    private const string Product = "-//Maillage//Agenda//FR";
    private const string Zone = "Europe/Paris";

    /// <summary>Writes the sessions of offers, with the openings that made them.</summary>
    /// <param name="now">UTC: when the file is written.</param>
    public static string Write(
        string name,
        IReadOnlyList<Happening> happenings,
        IReadOnlyDictionary<Guid, Opening> openings,
        string publicUrl,
        DateTime now
    )
    {
        var calendar = new Calendar { ProductId = Product, Method = "PUBLISH" };
        calendar.AddProperty("X-WR-CALNAME", name);
        var file = new CalendarFile(calendar, publicUrl, now);
        if (happenings.Count > 0)
        {
            var first = happenings.Min(one => one.Slot.StartsAt);
            calendar.AddTimeZone(
                Zone,
                new DateTime(first.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc),
                includeHistoricalData: false
            );
        }

        foreach (var group in happenings.GroupBy(one => one.Slot.OpeningId))
        {
            file.Add(openings[group.Key], [.. group.OrderBy(one => one.Slot.StartsAt)]);
        }

        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    private void Add(Opening opening, List<Happening> sessions)
    {
        var regular = opening.EveryWeeks == 0 ? [] : sessions.Where(one => IsRegular(opening, one.Slot)).ToList();
        if (regular.Count > 1)
        {
            AddSeries(opening, regular);
        }

        foreach (var one in regular.Count > 1 ? sessions.Except(regular) : sessions)
        {
            calendar.Events.Add(Event(one, one.Slot.Id));
        }
    }

    /// <summary>The rule from the first session to the last, without the days on which there is none.</summary>
    private void AddSeries(Opening opening, List<Happening> sessions)
    {
        var series = Event(sessions[0], opening.Id);
        var (first, last) = (DayOf(sessions[0]), DayOf(sessions[^1]));
        series.RecurrenceRule = new RecurrenceRule(FrequencyType.Weekly, opening.EveryWeeks)
        {
            ByDay = [.. OpeningDays.WeekDaysOf(opening)],
            FirstDayOfWeek = DayOfWeek.Monday,
            Until = new CalDateTime(DateTime.SpecifyKind(sessions[^1].Slot.StartsAt, DateTimeKind.Utc)),
        };
        var held = sessions.Select(DayOf).ToHashSet();
        foreach (var day in OpeningDays.Ruled(opening, first, last).Where(day => !held.Contains(day)))
        {
            series.ExceptionDates.Add(new CalDateTime(day, opening.From, Zone));
        }

        calendar.Events.Add(series);
    }

    /// <summary>True where it stands at the hours of its opening: what was moved does not.</summary>
    private static bool IsRegular(Opening opening, Slot slot)
    {
        var (from, to) = (ParisTime.At(slot.StartsAt), ParisTime.At(slot.EndsAt));
        return TimeOnly.FromDateTime(from) == opening.From
            && TimeOnly.FromDateTime(to) == opening.To
            && OpeningDays.Ruled(opening, DateOnly.FromDateTime(from), DateOnly.FromDateTime(from)).Any();
    }

    private CalendarEvent Event(Happening one, Guid id) =>
        new()
        {
            Uid = id.ToString(),
            DtStamp = new CalDateTime(DateTime.SpecifyKind(now, DateTimeKind.Utc)),
            LastModified = new CalDateTime(DateTime.SpecifyKind(one.Offer.ModifiedAt, DateTimeKind.Utc)),
            Start = Local(one.Slot.StartsAt),
            End = Local(one.Slot.EndsAt),
            Summary = one.Title,
            Description = one.Offer.Description,
            Location = one.Shown.Where,
            Url = new Uri(CalendarUrls.Public(publicUrl, one.Offer)),
            Status = EventStatus.Confirmed,
        };

    private static DateOnly DayOf(Happening one) => ParisTime.DayAt(one.Slot.StartsAt);

    private static CalDateTime Local(DateTime utc) =>
        new(DateTime.SpecifyKind(ParisTime.At(utc), DateTimeKind.Unspecified), Zone);
}
