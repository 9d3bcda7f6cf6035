using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Maillage.Features.Meetings.PublicCalendar;

/// <summary>
/// The public calendar in the shape in which OpenAgenda's API (v2) gives events: an event for each offer, its dates as
/// timings, texts by language. What reads an OpenAgenda agenda reads this one.
/// </summary>
internal static class OpenAgendaFile
{
    private const int Offline = 1;
    private const int Scheduled = 1;
    private const int Published = 2;
    private const string Zone = "Europe/Paris";

    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(IReadOnlyList<Happening> happenings, string publicUrl)
    {
        var events = happenings.GroupBy(one => one.Offer.Id).Select(group => Event([.. group], publicUrl)).ToArray();
        return new JsonObject
        {
            ["success"] = true,
            ["total"] = events.Length,
            ["sort"] = "timings.asc",
            ["after"] = null,
            ["events"] = new JsonArray(events),
        }.ToJsonString(Options);
    }

    private static JsonNode Event(List<Happening> dates, string publicUrl)
    {
        var (offer, shown) = (dates[0].Offer, dates[0].Shown);
        var address = CalendarUrls.Public(publicUrl, offer);
        return new JsonObject
        {
            ["uid"] = NumberOf(offer.Id),
            ["slug"] = offer.Slug,
            ["title"] = InFrench(offer.Title),
            ["description"] = InFrench(Start(offer.Description ?? offer.Title)),
            ["longDescription"] = InFrench(offer.Description ?? offer.Title),
            ["conditions"] = InFrench(offer.Price ?? "Gratuit"),
            ["keywords"] = new JsonObject
            {
                ["fr"] = new JsonArray([.. offer.Needs.Concat(offer.Audiences).Select(word => JsonValue.Create(word))]),
            },
            ["registration"] =
                offer.MayBook == MayBook.Anyone
                    ? new JsonArray(
                        new JsonObject
                        {
                            ["type"] = "link",
                            ["value"] = $"{publicUrl}{MeetingUrls.SearchPath}/{offer.Slug}",
                        }
                    )
                    : new JsonArray(),
            ["timezone"] = Zone,
            ["attendanceMode"] = Offline,
            ["status"] = Scheduled,
            ["state"] = Published,
            ["originAgenda"] = new JsonObject { ["title"] = "Maillage", ["url"] = publicUrl + CalendarUrls.Path },
            ["canonicalUrl"] = address,
            ["createdAt"] = Utc(offer.CreatedAt),
            ["updatedAt"] = Utc(offer.ModifiedAt),
            ["timings"] = new JsonArray([.. dates.Select(Timing)]),
            ["firstTiming"] = Timing(dates[0]),
            ["nextTiming"] = Timing(dates[0]),
            ["lastTiming"] = Timing(dates[^1]),
            ["location"] = new JsonObject
            {
                ["uid"] = NumberOf(offer.PlaceId ?? offer.Id),
                ["name"] = shown.Door,
                ["address"] = shown.Entry is { } entry
                    ? $"{entry.Place.Address}, {shown.PostalCode} {shown.Town}".Trim(' ', ',')
                    : $"{shown.Door}, {shown.Address}",
                ["city"] = shown.Town,
                ["postalCode"] = shown.PostalCode,
                ["insee"] = shown.Commune?.Insee,
                ["countryCode"] = "FR",
                ["timezone"] = Zone,
                ["latitude"] = shown.Position?.Latitude,
                ["longitude"] = shown.Position?.Longitude,
            },
        };
    }

    private static JsonObject Timing(Happening one) =>
        new()
        {
            ["begin"] = CalendarFiles.Written(one.Slot.StartsAt),
            ["end"] = CalendarFiles.Written(one.Slot.EndsAt),
        };

    private static JsonObject InFrench(string text) => new() { ["fr"] = text };

    /// <summary>OpenAgenda cuts descriptions at 200 characters.</summary>
    private static string Start(string text) => text.Length <= 200 ? text : text[..199] + "…";

    /// <summary>OpenAgenda names things by whole numbers: the same one for ever, from the random end of the id.</summary>
    private static int NumberOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes[12..]) & int.MaxValue;
    }

    private static string Utc(DateTime utc) =>
        utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
