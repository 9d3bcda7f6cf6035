using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Ical.Net.DataTypes;
using Maillage.Features.Meetings;
using Maillage.Features.Meetings.Public;
using Maillage.Features.Meetings.PublicCalendar;
using Maillage.Platform.Time;
using Maillage.Tests.Support;
using static Maillage.Tests.Features.Meetings.PublicCalendar.Happenings;
using Calendar = Ical.Net.Calendar;

namespace Maillage.Tests.Features.Meetings.PublicCalendar;

/// <summary>The files of the public calendar are read back, by others, as what they say.</summary>
public class CalendarFilesTests
{
    private const int Rules = 60;

    private static readonly DateTime From = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime To = new(2028, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>
    /// The oracle: series drawn at random, with days left out, sessions moved off the rule, both clock changes, holidays;
    /// npm ical.js and Ical.Net both give the sessions that are in the database, at the same instants.
    /// </summary>
    [Fact]
    public async Task Series_drawn_at_random_are_read_back_alike_by_two_other_readers()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (happenings, openings) = (new List<Happening>(), new Dictionary<Guid, Opening>());
        for (var rule = 0; rule < Rules; rule++)
        {
            var offer = Offer(OfferKind.Workshop, $"atelier-{rule}", $"Atelier {rule}, l’été ; « oui »");
            var opening = Drawn(offer, random);
            openings.Add(opening.Id, opening);
            happenings.AddRange(Sessions(offer, opening, random));
        }

        var file = Path.Combine(Path.GetTempPath(), $"agenda-{Guid.CreateVersion7()}.ics");
        var text = CalendarFile.Write("Essai", happenings, openings, "https://exemple.test", From);
        await File.WriteAllTextAsync(file, text, Token);
        try
        {
            var expected = happenings
                .Select(one => $"{Instant(one.Slot.StartsAt)}/{Instant(one.Slot.EndsAt)} {one.Title}")
                .Order(StringComparer.Ordinal)
                .ToList();
            Assert.True(expected.Count > 10 * Rules, $"{expected.Count} sessions, seed {seed}");
            var (code, output) = await Node.Run(
                Path.Combine(
                    SharedData.Repository,
                    "tests/Maillage.Tests/Features/Meetings/PublicCalendar/read-calendar.mjs"
                ),
                file,
                Instant(From),
                Instant(To)
            );
            Assert.True(code == 0, output);
            var read = output.Split('\n').Order(StringComparer.Ordinal).ToList();
            Assert.Equal([], expected.Except(read).Concat(read.Except(expected)).Take(5));
            Assert.Equal(expected.Count, read.Count);

            var again = Calendar.Load(text)!;
            var own = again
                .GetOccurrences(new CalDateTime(From))
                .TakeWhile(one => one.Period.StartTime.AsUtc < To)
                .Select(one =>
                    $"{Instant(one.Period.StartTime.AsUtc)}/{Instant(one.Period.EffectiveEndTime!.AsUtc)} {((Ical.Net.CalendarComponents.CalendarEvent)one.Source).Summary}"
                )
                .Order(StringComparer.Ordinal)
                .ToList();
            Assert.Equal(expected, own);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_series_is_one_event_with_its_rule_and_the_days_left_out()
    {
        var offer = Offer(OfferKind.DropIn, "permanence", "Permanence");
        var opening = new Opening
        {
            Id = Guid.CreateVersion7(),
            OfferId = offer.Id,
            FirstDay = December(1),
            From = new TimeOnly(14, 0),
            To = new TimeOnly(16, 0),
            EveryWeeks = 1,
            Days = WeekDays.Tuesday,
            LastDay = December(29),
        };
        await using var app = await Start(db =>
        {
            db.Offers.Add(offer);
            db.Openings.Add(opening);
            foreach (var day in new[] { 1, 8, 22, 29 })
            {
                db.Slots.Add(Session(offer, opening, December(day)));
            }
        });
        var text = await app.Client().GetStringAsync("/agenda/permanence.ics", Token);

        Assert.Equal(1, text.Split("BEGIN:VEVENT").Length - 1);
        Assert.Contains("RRULE:FREQ=WEEKLY;UNTIL=20261229T130000Z;BYDAY=TU", text);
        Assert.Contains("EXDATE;TZID=Europe/Paris:20261215T140000", text);
        Assert.Contains("DTSTART;TZID=Europe/Paris:20261201T140000", text);
        Assert.Contains("BEGIN:VTIMEZONE", text);
        Assert.Equal(text.Split("UID:")[1][..36], opening.Id.ToString());
    }

    [Fact]
    public async Task Json_Atom_and_OpenAgenda_say_the_same_dates()
    {
        await using var app = await Start(CalendarPagesTests.Fill);
        var client = app.Client();
        using var answer = await client.GetAsync("/agenda.json", Token);
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        var dates = json.RootElement.GetProperty("dates").EnumerateArray().ToList();
        Assert.Equal(4, dates.Count);
        var fair = dates[1];
        Assert.Equal("evenement", fair.GetProperty("kind").GetString());
        Assert.Equal("Table ronde", fair.GetProperty("part").GetString());
        Assert.Equal("2026-12-08T14:00:00+01:00", fair.GetProperty("startsAt").GetString());
        Assert.Equal(12, fair.GetProperty("free").GetInt32());
        Assert.Equal("49328", fair.GetProperty("place").GetProperty("insee").GetString());
        Assert.False(dates[0].TryGetProperty("free", out _));

        XNamespace atom = "http://www.w3.org/2005/Atom";
        var feed = XDocument.Parse(await client.GetStringAsync("/agenda.atom", Token)).Root!;
        Assert.Equal(
            dates.Select(date => $"urn:uuid:{date.GetProperty("id").GetString()}"),
            feed.Elements(atom + "entry").Select(entry => entry.Element(atom + "id")!.Value)
        );
        Assert.Contains("Mardi 8 décembre à 14 h", feed.ToString().Replace('\u00A0', ' '));

        using var agenda = JsonDocument.Parse(await client.GetStringAsync("/agenda/openagenda.json", Token));
        var events = agenda.RootElement.GetProperty("events").EnumerateArray().ToList();
        Assert.Equal(3, agenda.RootElement.GetProperty("total").GetInt32());
        Assert.Equal(
            dates.Select(date => date.GetProperty("startsAt").GetString()).Order(),
            events
                .SelectMany(one => one.GetProperty("timings").EnumerateArray())
                .Select(timing => timing.GetProperty("begin").GetString())
                .Order()
        );
        var own = events.Single(one => one.GetProperty("slug").GetString() == "fete");
        Assert.Equal("Fête du numérique", own.GetProperty("title").GetProperty("fr").GetString());
        Assert.Equal("Saumur", own.GetProperty("location").GetProperty("city").GetString());
        Assert.All(events, one => Assert.True(one.GetProperty("uid").GetInt32() > 0));
    }

    [Fact]
    public async Task Five_hundred_dates_come_by_two_hundred()
    {
        var offer = Offer(OfferKind.DropIn, "permanence", "Permanence");
        await using var app = await Start(db =>
            db.AddDates(offer, null, [.. Enumerable.Range(0, 500).Select(December(1).AddDays)])
        );
        var (client, seen, address) = (app.Client(), new HashSet<string>(), "/agenda.json?sorte=permanence");
        for (var pages = 1; ; pages++)
        {
            using var json = JsonDocument.Parse(await client.GetStringAsync(address, Token));
            foreach (var date in json.RootElement.GetProperty("dates").EnumerateArray())
            {
                Assert.True(seen.Add(date.GetProperty("id").GetString()!));
            }

            if (!json.RootElement.TryGetProperty("next", out var next))
            {
                Assert.Equal(3, pages);
                break;
            }

            address = new Uri(next.GetString()!).PathAndQuery;
        }

        Assert.Equal(500, seen.Count);
    }

    private static Opening Drawn(Offer offer, Random random)
    {
        var days = (WeekDays)random.Next(1, 128);
        var first = new DateOnly(2026, 2, 1).AddDays(random.Next(400));
        var from = new TimeOnly(random.Next(7, 20), random.Next(4) * 15);
        return new Opening
        {
            Id = Guid.CreateVersion7(),
            OfferId = offer.Id,
            FirstDay = first,
            From = from,
            To = from.AddMinutes(random.Next(2, 12) * 15),
            EveryWeeks = random.Next(5),
            Days = days,
            LastDay = first.AddDays(random.Next(30, 360)),
            OnPublicHolidays = random.Next(2) == 0,
            InSchoolHolidays = random.Next(2) == 0,
            Except = [.. Enumerable.Range(0, random.Next(4)).Select(_ => first.AddDays(random.Next(90)))],
        };
    }

    private static IEnumerable<Happening> Sessions(Offer offer, Opening opening, Random random)
    {
        var shown = new ShownOffer(offer, null, null, null);
        foreach (var day in OpeningDays.Between(opening, opening.FirstDay, opening.LastDay!.Value, "49"))
        {
            // Some were cancelled, some were moved to another hour.
            var fate = random.Next(10);
            if (fate > 0)
            {
                var slot = Session(offer, opening, day);
                if (fate == 1)
                {
                    slot.StartsAt = slot.StartsAt.AddMinutes(30);
                }

                yield return new Happening(shown, slot, null, null);
            }
        }
    }

    private static Slot Session(Offer offer, Opening opening, DateOnly day) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            OfferId = offer.Id,
            OpeningId = opening.Id,
            StartsAt = ParisTime.InstantOf(day, opening.From)!.Value,
            EndsAt = ParisTime.InstantOf(day, opening.To)!.Value,
            Capacity = 12,
        };

    private static string Instant(DateTime utc) =>
        utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
