using CsCheck;
using Maillage.Features.Places.Hours;

namespace Maillage.Tests.Features.Places.Hours;

public class HoursPropertyTests
{
    private static readonly string[] Days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

    private static readonly string[] Months =
    [
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    ];

    private static readonly string[] Pieces =
    [
        "Mo",
        "-",
        "Fr",
        ",",
        ";",
        "||",
        "10:00",
        "12:00",
        "[",
        "1",
        "]",
        "+",
        "PH",
        "SH",
        "off",
        "\"x\"",
        "week",
        "Jan",
        "31",
        "2026",
        "/",
        "2",
        "(",
        "sunrise",
        ")",
        "easter",
        " ",
        "lundi",
        "é",
        "\"",
        "day",
        ":",
        ".",
        "24/7",
        "99999999999",
        "²",
        "\u00A0",
        "\uD83D",
    ];

    private static readonly Gen<Rule> GenRule =
        from weekdays in Gen.Int[1, 127]
        from firstMonth in Gen.Int[0, 12]
        from lastMonth in Gen.Int[1, 12]
        // No range goes beyond a second midnight: the syntax refuses it.
        from times in Gen.Select(Gen.Int[0, 95], Gen.Int[1, 96]).Array[0, 3]
        from isOff in Gen.Int[0, 4]
        from separator in Gen.Int[0, 3]
        select new Rule(
            weekdays,
            firstMonth,
            lastMonth,
            [.. times.Select(time => (time.Item1 * 15, (time.Item1 + time.Item2) * 15))],
            isOff == 0,
            separator
        );

    [Fact]
    public void Garbage_never_throws() =>
        Gen.OneOf(
                Gen.String,
                Gen.Int[0, Pieces.Length - 1]
                    .Array[0, 25]
                    .Select(indices => string.Concat(indices.Select(index => Pieces[index])))
            )
            .Sample(text =>
            {
                var hours = OpeningHours.Parse(text);
                hours.Intervals(new(2026, 12, 21), 14, HoursContext.Metropolitan);
                hours.StateAt(new DateTime(2026, 12, 24, 11, 0, 0, DateTimeKind.Utc), HoursContext.Metropolitan);
                return string.Equals(hours.Text, text, StringComparison.Ordinal);
            });

    private static readonly Gen<string> GenNumber = Gen.OneOf(
        Gen.Int[0, 60].Select(number => $"{number:00}"),
        AnyOf("366", "1899", "1900", "1901", "2026", "2200", "2201", "9999", "10000", "20277", "99999999999")
    );

    /// <summary>Whole rules with any number where a number may stand.</summary>
    private static readonly Gen<string> GenNumberedRule = Gen.Select(
        AnyOf(
            "# Dec #-# Jan # off",
            "# easter +# days-# easter -# days",
            "easter -# days-Dec # 10:00-12:00",
            "# Feb Mo[#]-# Mar We[-#] +# days",
            "#-#/# Mo 10:00-12:00",
            "#+ Tu #:#-#:#",
            "#/# off",
            "week #-#/# We",
            "Jan #-#/# #:#+",
            "Th[#-#,-#] +# days",
            "PH +# day #-#",
            "(sunrise-#:#)-(sunset+#:#)+",
            "# Jan #,#-#/#",
            "SH Mo #:#-(sunset-#:#)"
        ),
        GenNumber.Array[7],
        (shape, numbers) =>
            string.Concat(shape.Split('#').Select((part, index) => index == 0 ? part : numbers[index - 1] + part))
    );

    [Fact]
    public void No_number_makes_hours_that_cannot_be_worked_out() =>
        Gen.Select(GenNumberedRule.Array[1, 3], Gen.Int[0, 101 * 365])
            .Sample(
                (rules, day) =>
                {
                    var hours = OpeningHours.Parse(string.Join("; ", rules));
                    var from = new DateOnly(2000, 1, 1).AddDays(day);
                    hours.Intervals(from, 7, HoursContext.Metropolitan);
                    hours.StateAt(from.ToDateTime(new TimeOnly(11, 0), DateTimeKind.Utc), HoursContext.Metropolitan);
                },
                iter: 3000
            );

    [Theory]
    [InlineData("2026 Dec 20-20277 Jan 3 off")]
    [InlineData("2201 Jan 1-2300 Jan 3 off")]
    [InlineData("99999 easter-99999 Dec 3 off")]
    public void A_year_beyond_all_calendars_is_not_understood(string text) =>
        Assert.Equal(HoursStatus.NotUnderstood, OpeningHours.Parse(text).Status);

    [Fact]
    public void Rules_mean_what_they_say_minute_by_minute() =>
        Gen.Select(GenRule.Array[1, 4], Gen.Int[0, 700])
            .Sample(
                (rules, offset) =>
                {
                    var from = new DateOnly(2026, 1, 1).AddDays(offset);
                    var hours = OpeningHours.Parse(string.Concat(rules.Select((rule, index) => rule.Print(index))));
                    var minutes = new bool[7 * 1440];
                    foreach (var interval in hours.Intervals(from, 7, WithoutClockChange))
                    {
                        var start = (int)(interval.Start - from.ToDateTime(TimeOnly.MinValue)).TotalMinutes;
                        minutes.AsSpan(start, (int)(interval.End - interval.Start).TotalMinutes).Fill(true);
                    }

                    for (var minute = 0; minute < minutes.Length; minute++)
                    {
                        if (minutes[minute] != IsOpen(rules, from.AddDays(minute / 1440), minute % 1440))
                        {
                            return false;
                        }
                    }
                    return true;
                },
                iter: 300
            );

    private static Gen<string> AnyOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static HoursContext WithoutClockChange { get; } =
        new(TimeZoneInfo.Utc, PublicHolidays.Metropolitan, SchoolHolidays.ZoneB);

    /// <summary>The meaning of the rules with no regard for speed: one minute of one day at a time.</summary>
    private static bool IsOpen(Rule[] rules, DateOnly day, int minute)
    {
        var isOpen = false;
        var firstThatCounts = 0;
        for (var index = 0; index < rules.Length; index++)
        {
            if (!rules[index].IsOff && !rules[index].IsAdditional(index) && rules[index].AppliesOn(day))
            {
                firstThatCounts = index;
            }
        }
        for (var index = firstThatCounts; index < rules.Length; index++)
        {
            var rule = rules[index];
            var hasTimes = rule.Times.Length > 0;
            var isToday = rule.AppliesOn(day) && (!hasTimes || rule.Covers(minute));
            var isSinceEve = hasTimes && rule.AppliesOn(day.AddDays(-1)) && rule.Covers(minute + 1440);
            if (isToday || isSinceEve)
            {
                isOpen = !rule.IsOff;
            }
        }
        return isOpen;
    }

    private sealed record Rule(
        int Weekdays,
        int FirstMonth,
        int LastMonth,
        (int From, int To)[] Times,
        bool IsOff,
        int Separator
    )
    {
        public bool IsAdditional(int index) => index > 0 && Separator == 0;

        public bool AppliesOn(DateOnly day) =>
            (Weekdays & (1 << (((int)day.DayOfWeek + 6) % 7))) != 0
            && (
                FirstMonth == 0
                || (
                    FirstMonth <= LastMonth
                        ? day.Month >= FirstMonth && day.Month <= LastMonth
                        : day.Month >= FirstMonth || day.Month <= LastMonth
                )
            );

        public bool Covers(int minute) => Times.Any(time => minute >= time.From && minute < time.To);

        public string Print(int index)
        {
            var separator =
                index == 0 ? ""
                : IsAdditional(index) ? ", "
                : "; ";
            var months = FirstMonth == 0 ? "" : $"{Months[FirstMonth - 1]}-{Months[LastMonth - 1]} ";
            var days = string.Join(',', Days.Where((_, day) => (Weekdays & (1 << day)) != 0));
            var times = string.Join(',', Times.Select(time => $"{Clock(time.From)}-{Clock(time.To)}"));
            // A comma after a list of days would go on with the list: the state ends the rule.
            return $"{separator}{months}{days} {times} {(IsOff ? "off" : "open")}";
        }

        private static string Clock(int minute) => $"{minute / 60:00}:{minute % 60:00}";
    }
}
