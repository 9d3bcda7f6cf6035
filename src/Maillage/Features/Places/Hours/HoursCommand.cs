using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Maillage.Features.Places.Hours;

/// <summary>The command « hours »: one value of opening hours per line in, one line of JSON with its intervals out.</summary>
public static class HoursCommand
{
    private static readonly JsonWriterOptions Json = new()
    {
        // The output is a file of JSON lines, not a page: accents stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var from = new Option<DateOnly>("--from")
        {
            Description = "Premier jour, par exemple 2026-11-23",
            Required = true,
        };
        var days = new Option<int>("--days") { Description = "Nombre de jours", DefaultValueFactory = _ => 7 };
        days.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 366)
            {
                result.AddError("Le nombre de jours va de 1 à 366.");
            }
        });
        var command = new Command(
            "hours",
            "Lit des horaires d’ouverture, un par ligne, et écrit leurs plages en JSON, une ligne chacun"
        )
        {
            from,
            days,
        };
        command.SetAction(
            (result, cancellation) =>
                Run(
                    Console.OpenStandardInput(),
                    Console.OpenStandardOutput(),
                    result.GetValue(from),
                    result.GetValue(days),
                    cancellation
                )
        );
        return command;
    }

    /// <summary>Streams UTF-8 lines from input to output, in Europe/Paris with the holidays of Metropolitan France.</summary>
    public static async Task Run(Stream input, Stream output, DateOnly from, int days, CancellationToken cancellation)
    {
        using var reader = new StreamReader(input, Encoding.UTF8, leaveOpen: true);
        await using var buffered = new BufferedStream(output, 1 << 16);
        await using var json = new Utf8JsonWriter(buffered, Json);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            Write(json, OpeningHours.Parse(line), from, days);
            await json.FlushAsync(cancellation);
            json.Reset();
            buffered.WriteByte((byte)'\n');
        }
        await buffered.FlushAsync(cancellation);
    }

    private static void Write(Utf8JsonWriter json, OpeningHours hours, DateOnly from, int days)
    {
        var context = HoursContext.Metropolitan;
        var intervals = hours.Intervals(from, days, context);
        json.WriteStartObject();
        json.WriteString("value", hours.Text);
        json.WriteString("status", StatusOf(hours, from, days));
        json.WriteStartArray("intervals");
        foreach (var interval in intervals)
        {
            WritePair(json, interval);
        }
        json.WriteEndArray();
        // The reference lists what is to be confirmed among the intervals; these are named here.
        if (intervals.Any(IsToConfirm))
        {
            json.WriteStartArray("toConfirm");
            foreach (var interval in intervals.Where(IsToConfirm))
            {
                WritePair(json, interval);
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static bool IsToConfirm(HoursInterval interval) => interval.State != HoursState.Open;

    private static void WritePair(Utf8JsonWriter json, HoursInterval interval)
    {
        json.WriteStartArray();
        json.WriteStringValue(Minute(interval.Start));
        json.WriteStringValue(Minute(interval.End));
        json.WriteEndArray();
    }

    private static string StatusOf(OpeningHours hours, DateOnly from, int days)
    {
        if (hours.Status == HoursStatus.NotUnderstood)
        {
            return "not-understood";
        }
        var goesBeyondSchoolYear =
            hours.UsesSchoolHolidays
            && !(
                HoursContext.Metropolitan.SchoolHolidays.Covers(from)
                && HoursContext.Metropolitan.SchoolHolidays.Covers(from.AddDays(days - 1))
            );
        return hours.Status == HoursStatus.Understood && !goesBeyondSchoolYear
            ? "understood"
            : "understood-with-warning";
    }

    private static string Minute(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
}
