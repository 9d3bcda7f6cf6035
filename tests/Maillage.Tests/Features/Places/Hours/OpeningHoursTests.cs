using System.Globalization;
using Maillage.Features.Places.Hours;

namespace Maillage.Tests.Features.Places.Hours;

public class OpeningHoursTests
{
    private static readonly HoursContext Angers = HoursContext.OfCommune("49007");

    [Theory]
    [InlineData("Mo-Fr 09:00-12:00", HoursStatus.Understood)]
    [InlineData("Lu-Ve 09:00-12:00", HoursStatus.UnderstoodWithWarning)]
    [InlineData("Mo-Fr 09.00-12.00", HoursStatus.UnderstoodWithWarning)]
    [InlineData("Mo–Fr 09:00–12:00", HoursStatus.UnderstoodWithWarning)]
    [InlineData("Mo-Fr 09:00-12:00;", HoursStatus.UnderstoodWithWarning)]
    [InlineData("Oct 25 2026 off", HoursStatus.UnderstoodWithWarning)]
    [InlineData("lundi à vendredi 9h-12h", HoursStatus.UnderstoodWithWarning)]
    [InlineData("lundi au vendredi 9h-12h", HoursStatus.NotUnderstood)]
    [InlineData("Fermé le mercredi après-midi", HoursStatus.NotUnderstood)]
    [InlineData("Mo 08:30", HoursStatus.NotUnderstood)]
    [InlineData("Mo 25:00-26:00", HoursStatus.NotUnderstood)]
    [InlineData("Mo-", HoursStatus.NotUnderstood)]
    [InlineData("|| Mo", HoursStatus.NotUnderstood)]
    [InlineData(";", HoursStatus.NotUnderstood)]
    [InlineData("", HoursStatus.NotUnderstood)]
    public void A_text_says_how_well_it_was_understood(string text, HoursStatus status)
    {
        var hours = OpeningHours.Parse(text);

        Assert.Equal(status, hours.Status);
        Assert.Equal(text, hours.Text);
        Assert.Equal(status == HoursStatus.UnderstoodWithWarning, hours.Warnings.Count > 0);
    }

    [Fact]
    public void A_warning_says_in_French_what_to_write()
    {
        Assert.Contains("Écrivez « Mo » plutôt que « Lu ».", OpeningHours.Parse("Lu 09:00-12:00").Warnings);
    }

    [Theory]
    [InlineData("Mo 09:00-12:00; Mo 14:00-17:00", 14)]
    [InlineData("Mo 09:00-12:00, Mo 14:00-17:00", 9)]
    public void A_semicolon_overrides_where_a_comma_adds(string text, int firstHour)
    {
        var monday = OpeningHours.Parse(text).Intervals(new(2026, 11, 23), 1, Angers);

        Assert.Equal(firstHour, monday[0].Start.Hour);
    }

    [Fact]
    public void What_depends_on_something_is_kept_apart_with_its_comment()
    {
        var monday = OpeningHours
            .Parse("Mo 09:00-12:00, Mo 12:00-17:00 \"sur rendez-vous\"")
            .Intervals(new(2026, 11, 23), 1, Angers);

        Assert.Equal([HoursState.Open, HoursState.Unknown], monday.Select(interval => interval.State));
        Assert.Equal("sur rendez-vous", monday[1].Comment);
    }

    [Theory]
    [InlineData("49007", false)]
    [InlineData("67482", true)]
    [InlineData("97209", true)]
    public void Good_Friday_is_a_holiday_in_some_places_only(string commune, bool isClosed)
    {
        var isOpen = OpeningHours
            .Parse("Mo-Fr 09:00-17:00; PH off")
            .IsOpenOn(new(2027, 3, 26), null, HoursContext.OfCommune(commune));

        Assert.Equal(isClosed, !isOpen);
    }

    [Theory]
    [InlineData("35238", "2027-02-24", true)]
    [InlineData("69123", "2027-02-24", true)]
    [InlineData("75056", "2027-02-24", false)]
    [InlineData("69123", "2027-03-01", false)]
    public void School_holidays_are_those_of_the_zone(string commune, string day, bool isOpen)
    {
        var hours = OpeningHours.Parse("SH Mo-Fr 10:00-18:00");

        Assert.Equal(
            isOpen,
            hours.IsOpenOn(DateOnly.Parse(day, CultureInfo.InvariantCulture), null, HoursContext.OfCommune(commune))
        );
    }

    [Fact]
    public void Beyond_the_last_school_calendar_hours_are_to_be_confirmed()
    {
        var days = OpeningHours.Parse("Mo-Fr 09:00-17:00; SH off").Intervals(new(2028, 2, 14), 1, Angers);

        Assert.Equal(HoursState.Unknown, Assert.Single(days).State);
    }

    [Fact]
    public void The_hour_that_the_clock_skips_is_never_open()
    {
        var night = OpeningHours.Parse("Su 01:30-02:30,02:45-02:50,02:55-04:00").Intervals(new(2027, 3, 28), 1, Angers);

        Assert.Equal(
            [(new DateTime(2027, 3, 28, 1, 30, 0), new DateTime(2027, 3, 28, 4, 0, 0))],
            night.Select(interval => (interval.Start, interval.End))
        );
    }

    [Theory]
    [InlineData("2026-10-25T00:30:00Z", "2026-10-25T03:00:00Z")]
    [InlineData("2026-10-25T02:30:00Z", "2026-10-25T03:00:00Z")]
    [InlineData("2027-03-27T23:30:00Z", "2027-03-28T02:00:00Z")]
    public void A_night_of_clock_change_ends_at_the_right_instant(string now, string end)
    {
        var state = OpeningHours.Parse("Su 00:00-04:00").StateAt(Utc(now), Angers);

        Assert.Equal(HoursState.Open, state.State);
        Assert.Equal(Utc(end), state.ChangesAtUtc);
    }

    [Fact]
    public void A_place_overseas_opens_by_its_own_clock()
    {
        var nineInParis = Utc("2026-11-23T08:00:00Z");
        var hours = OpeningHours.Parse("Mo-Fr 09:00-17:00");

        Assert.Equal(HoursState.Open, hours.StateAt(nineInParis, Angers).State);
        Assert.Equal(HoursState.Closed, hours.StateAt(nineInParis, HoursContext.OfCommune("97209")).State);
        Assert.Equal(HoursState.Open, hours.StateAt(nineInParis, HoursContext.OfCommune("97411")).State);
    }

    [Fact]
    public void A_place_that_never_closes_has_no_next_change()
    {
        Assert.Null(OpeningHours.Parse("24/7").StateAt(Utc("2026-11-23T08:00:00Z"), Angers).ChangesAtUtc);
    }

    [Fact]
    public void A_night_stands_whole_on_the_row_of_the_evening()
    {
        var rows = WeekTable.Rows(OpeningHours.Parse("Su,Mo 20:00-02:00; PH off"), new(2026, 12, 21), Angers);

        Assert.Equal([1, 0, 0, 0, 0, 0, 1], rows.Select(row => row.Intervals.Count));
        Assert.Equal(new DateTime(2026, 12, 28, 2, 0, 0), rows[6].Intervals[0].End);
        Assert.Equal("Noël", rows[4].PublicHoliday);
    }

    private static DateTime Utc(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
