using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Maillage.Features.Meetings.PublicCalendar;

/// <summary>An offer of the public calendar as search engines read it: schema.org Event, JSON-LD.</summary>
internal static class CalendarSchema
{
    private const int Most = 20;

    // Angle brackets stay escaped: the text stands within a script element.
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static string Json(CalendarOffer found, string publicUrl)
    {
        var dates = found.Sessions.Count > 0 ? found.Sessions.Take(Most) : found.Past.Take(1);
        return new JsonArray([.. dates.Select(one => Event(one, publicUrl))]).ToJsonString(Options);
    }

    private static JsonNode Event(Happening one, string publicUrl)
    {
        var (offer, shown) = (one.Offer, one.Shown);
        var address = CalendarUrls.Public(publicUrl, offer);
        var schema = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = offer.Kind == OfferKind.Workshop ? "EducationEvent" : "Event",
            ["@id"] = $"{address}#{one.Slot.Id}",
            ["url"] = address,
            ["name"] = one.Title,
            ["startDate"] = CalendarFiles.Written(one.Slot.StartsAt),
            ["endDate"] = CalendarFiles.Written(one.Slot.EndsAt),
            ["eventStatus"] = "https://schema.org/EventScheduled",
            ["eventAttendanceMode"] = "https://schema.org/OfflineEventAttendanceMode",
            ["isAccessibleForFree"] = offer.Price is null,
            ["location"] = new JsonObject
            {
                ["@type"] = "Place",
                ["name"] = shown.Door,
                ["address"] = new JsonObject
                {
                    ["@type"] = "PostalAddress",
                    ["streetAddress"] = shown.Entry?.Place.Address ?? shown.Door,
                    ["postalCode"] = shown.PostalCode,
                    ["addressLocality"] = shown.Town,
                    ["addressCountry"] = "FR",
                },
            },
        };
        if (offer.Description is not null)
        {
            schema["description"] = offer.Description;
        }

        return schema;
    }
}
