using System.Globalization;
using System.Text.Json;
using Maillage.Features.Places.Hours;
using Maillage.Tests.Support;

namespace Maillage.Tests.Features.Places.Hours;

/// <summary>Our intervals beside those of the reference library: what differs is what docs/hours-differences.md lists.</summary>
public class ReferenceTests(ITestOutputHelper output)
{
    private static readonly string[] Weekdays = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

    private static readonly DateOnly Monday = new(2026, 11, 23);

    private static readonly (DateOnly From, int Days)[] AnswerPeriods =
    [
        (new(2026, 2, 23), 14),
        (new(2026, 10, 19), 7),
        (new(2026, 12, 21), 14),
        (new(2027, 3, 22), 8),
    ];

    [Fact]
    public void Every_real_value_gives_the_week_of_the_reference()
    {
        using var corpus = Read(SharedData.Path("opening-hours/corpus.json"));
        var entries = corpus.RootElement.EnumerateArray().ToList();

        var different = entries.Where(entry => !GivesTheSameWeek(entry)).Select(Value).ToList();

        Assert.True(entries.Count > 1_800);
        AssertListed(different);
    }

    [Fact]
    public void Synthetic_values_agree_over_holidays_and_clock_changes()
    {
        using var synthetic = Read(SharedData.Path("opening-hours/synthetic.json"));
        var entries = synthetic.RootElement.EnumerateArray().ToList();

        var different = entries.Where(entry => !GivesTheSamePeriods(entry)).Select(Value).ToList();

        Assert.True(entries.Count > 40);
        AssertListed(different);
    }

    [Fact]
    public void Recorded_answers_differ_only_where_the_document_says_so()
    {
        var different = new List<string>();
        var listed = Listed();
        foreach (var line in File.ReadLines(Beside("reference-answers.jsonl")))
        {
            using var answer = JsonDocument.Parse(line);
            if (!GivesTheSameAnswers(answer.RootElement))
            {
                different.Add(Value(answer.RootElement));
            }
        }

        AssertListed(different);
        Assert.Empty(listed.Except(different));
    }

    private void AssertListed(List<string> different)
    {
        different.ForEach(output.WriteLine);
        Assert.Empty(different.Except(Listed()));
    }

    /// <summary>The values in the code blocks of the document.</summary>
    private static HashSet<string> Listed()
    {
        var blocks = File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "hours-differences.md"))
            .Split("```text\n")
            .Skip(1);
        return
        [
            .. blocks.SelectMany(block =>
                block[..block.IndexOf("```", StringComparison.Ordinal)]
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            ),
        ];
    }

    private static bool GivesTheSameWeek(JsonElement entry)
    {
        var hours = OpeningHours.Parse(Value(entry));
        if (!entry.GetProperty("ok").GetBoolean())
        {
            return hours.Status == HoursStatus.NotUnderstood;
        }
        var week = hours.Intervals(Monday, 7, HoursContext.Metropolitan).Select(InWords);
        return hours.Status != HoursStatus.NotUnderstood
            && week.SequenceEqual(Strings(entry.GetProperty("week20261123")));
    }

    private static bool GivesTheSamePeriods(JsonElement entry)
    {
        var hours = OpeningHours.Parse(Value(entry));
        if (!entry.GetProperty("ok").GetBoolean())
        {
            return hours.Status == HoursStatus.NotUnderstood;
        }
        return hours.Status != HoursStatus.NotUnderstood
            && entry
                .GetProperty("periods")
                .EnumerateArray()
                .All(period =>
                {
                    var from = Day(period.GetProperty("from").GetString()!);
                    var days = Day(period.GetProperty("to").GetString()!).DayNumber - from.DayNumber;
                    return hours
                        .Intervals(from, days, HoursContext.Metropolitan)
                        .Select(InIso)
                        .SequenceEqual(Strings(period.GetProperty("open")).Select(WithoutComment));
                });
    }

    private static bool GivesTheSameAnswers(JsonElement answer)
    {
        var hours = OpeningHours.Parse(Value(answer));
        if (!answer.GetProperty("ok").GetBoolean())
        {
            return hours.Status == HoursStatus.NotUnderstood;
        }
        return hours.Status != HoursStatus.NotUnderstood
            && answer
                .GetProperty("periods")
                .EnumerateArray()
                .Zip(AnswerPeriods)
                .All(pair =>
                    hours
                        .Intervals(pair.Second.From, pair.Second.Days, HoursContext.Metropolitan)
                        .Select(InMinutes)
                        .SequenceEqual(Strings(pair.First))
                );
    }

    /// <summary>« Mo 09:00-Mo 12:00 ».</summary>
    private static string InWords(HoursInterval interval) =>
        $"{DayAndTime(interval.Start)}-{DayAndTime(interval.End)}{Mark(interval)}";

    private static string DayAndTime(DateTime time) =>
        $"{Weekdays[((int)time.DayOfWeek + 6) % 7]} {time.ToString("HH:mm", CultureInfo.InvariantCulture)}";

    /// <summary>« 2026-11-23T09:00+01:00/2026-11-23T12:00+01:00 unknown ».</summary>
    private static string InIso(HoursInterval interval) =>
        $"{WithOffset(interval.Start)}/{WithOffset(interval.End)}{Mark(interval)}";

    private static string WithOffset(DateTime time)
    {
        var offset = time - HoursContext.Metropolitan.ToUtc(time);
        return string.Create(CultureInfo.InvariantCulture, $"{Minute(time)}+{offset.Hours:00}:{offset.Minutes:00}");
    }

    /// <summary>« 2026-11-23T09:00 2026-11-23T12:00 unknown ».</summary>
    private static string InMinutes(HoursInterval interval) =>
        $"{Minute(interval.Start)} {Minute(interval.End)}{Mark(interval)}";

    private static string Minute(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    private static string Mark(HoursInterval interval) => interval.State == HoursState.Open ? "" : " unknown";

    private static string WithoutComment(string interval) => interval.Split(" #")[0];

    private static DateOnly Day(string time) =>
        DateOnly.ParseExact(time[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Value(JsonElement entry) => entry.GetProperty("value").GetString()!;

    private static IEnumerable<string> Strings(JsonElement array) =>
        array.EnumerateArray().Select(item => item.GetString()!);

    private static JsonDocument Read(string path)
    {
        using var stream = File.OpenRead(path);
        return JsonDocument.Parse(stream);
    }

    private static string Beside(string file) =>
        Path.Combine(SharedData.Repository, "tests", "Maillage.Tests", "Features", "Places", "Hours", file);
}
