using Maillage.Features.Meetings;
using Maillage.Platform.Time;

namespace Maillage.Tests.Features.Meetings;

/// <summary>When openings take place.</summary>
public class OpeningDaysTests
{
    private const string Here = "49";

    [Fact]
    public void Every_other_week_without_the_days_left_out()
    {
        var opening = Meeting.Opening(Guid.CreateVersion7(), everyWeeks: 2, days: WeekDays.Tuesday | WeekDays.Thursday);
        opening.Except.Add(new DateOnly(2026, 12, 10));
        opening.LastDay = new DateOnly(2026, 12, 24);

        Assert.Equal(
            [new(2026, 11, 26), new(2026, 12, 8), new(2026, 12, 22), new(2026, 12, 24)],
            OpeningDays.Between(opening, new DateOnly(2026, 11, 1), new DateOnly(2027, 3, 1), Here)
        );
    }

    [Fact]
    public void A_single_date_is_one_day()
    {
        var opening = Meeting.Opening(Guid.CreateVersion7(), everyWeeks: 0, days: WeekDays.None);

        Assert.Equal(
            [Meeting.Thursday],
            OpeningDays.Between(opening, new DateOnly(2026, 11, 1), new DateOnly(2027, 3, 1), Here)
        );
        Assert.Empty(OpeningDays.Between(opening, new DateOnly(2026, 11, 27), new DateOnly(2027, 3, 1), Here));
    }

    [Fact]
    public void Nobody_comes_on_Christmas_unless_told_so()
    {
        var opening = Meeting.Opening(Guid.CreateVersion7(), new DateOnly(2026, 12, 18), days: WeekDays.Friday);
        var (from, to) = (new DateOnly(2026, 12, 18), new DateOnly(2026, 12, 31));

        Assert.Equal([new DateOnly(2026, 12, 18)], OpeningDays.Between(opening, from, to, Here));
    }

    /// <summary>Maine-et-Loire is in zone B: the holidays of winter begin on 20 February 2027 or so; those of Christmas are everywhere.</summary>
    [Fact]
    public void School_holidays_are_left_out_where_the_opening_says_so()
    {
        var opening = new Opening
        {
            Id = Guid.CreateVersion7(),
            OfferId = Guid.CreateVersion7(),
            FirstDay = new DateOnly(2026, 12, 10),
            From = new TimeOnly(9, 0),
            To = new TimeOnly(12, 0),
            EveryWeeks = 1,
            Days = WeekDays.Thursday,
            InSchoolHolidays = false,
        };

        Assert.Equal(
            [new(2026, 12, 10), new(2026, 12, 17), new(2027, 1, 7)],
            OpeningDays.Between(opening, opening.FirstDay, new DateOnly(2027, 1, 10), Here)
        );
    }

    [Fact]
    public void Nine_o_clock_stays_nine_o_clock_when_the_clocks_change()
    {
        Assert.Equal(
            new DateTime(2026, 10, 24, 7, 0, 0, DateTimeKind.Utc),
            ParisTime.InstantOf(new DateOnly(2026, 10, 24), new TimeOnly(9, 0))
        );
        Assert.Equal(
            new DateTime(2026, 10, 26, 8, 0, 0, DateTimeKind.Utc),
            ParisTime.InstantOf(new DateOnly(2026, 10, 26), new TimeOnly(9, 0))
        );
        Assert.Null(ParisTime.InstantOf(new DateOnly(2026, 3, 29), new TimeOnly(2, 30)));
        Assert.Equal(
            new DateTime(2026, 10, 25, 0, 30, 0, DateTimeKind.Utc),
            ParisTime.InstantOf(new DateOnly(2026, 10, 25), new TimeOnly(2, 30))
        );
    }

    [Fact]
    public void A_slot_is_named_in_words_that_come_back_whole_and_nothing_else_does()
    {
        var key = new SlotKey(Guid.CreateVersion7(), Meeting.Thursday10);

        Assert.Equal(key, SlotKey.Read(key.ToString()));
        Assert.Null(SlotKey.Read(null));
        Assert.Null(SlotKey.Read("rien"));
        Assert.Null(SlotKey.Read(key.ToString()[..^12] + "202602310900"));
        Assert.Null(SlotKey.Read(new string('é', 34)));
        Assert.Null(SlotKey.Read(key.ToString()[..20] + "  " + key.ToString()[22..]));
        Assert.Null(SlotKey.Read(key.ToString()[..^12] + "999912312359"));
    }
}
