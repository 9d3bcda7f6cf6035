using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Maillage.Features.Places.Hours;
using Maillage.Features.Places.Search;

namespace Maillage.Features.Places;

/// <summary>A place as search engines read it: schema.org, JSON-LD.</summary>
public static class PlaceSchema
{
    // Angle brackets stay escaped: the text stands within a script element.
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static string Json(DirectoryEntry entry, IReadOnlyList<DayRow> week, string address)
    {
        var place = entry.Place;
        var schema = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "CivicStructure",
            ["@id"] = address,
            ["url"] = address,
            ["name"] = place.Name,
            ["address"] = new JsonObject
            {
                ["@type"] = "PostalAddress",
                ["streetAddress"] = place.Address,
                ["postalCode"] = place.PostalCode,
                ["addressLocality"] = place.CommuneName ?? entry.Commune?.Name,
                ["addressCountry"] = "FR",
            },
        };
        AddText(schema, "description", place.Summary);
        AddText(schema, "telephone", place.Phone);
        if (place is { LocationPrecision: LocationPrecision.Exact, Latitude: { } latitude, Longitude: { } longitude })
        {
            schema["geo"] = new JsonObject
            {
                ["@type"] = "GeoCoordinates",
                ["latitude"] = latitude,
                ["longitude"] = longitude,
            };
        }

        if (place.WheelchairAccess is { } wheelchair)
        {
            schema["amenityFeature"] = new JsonObject
            {
                ["@type"] = "LocationFeatureSpecification",
                ["name"] = "wheelchair",
                ["value"] = wheelchair,
            };
        }

        JsonNode[] openings =
        [
            .. week.Where(row => !entry.IsClosedOn(row.Day))
                .SelectMany(row =>
                    row.Intervals.Where(interval => interval.State is HoursState.Open or HoursState.OpenEnded)
                        .Select(interval => Specification(row.Day, interval))
                ),
        ];
        if (openings.Length > 0)
        {
            schema["openingHoursSpecification"] = new JsonArray(openings);
        }

        return schema.ToJsonString(Options);
    }

    private static JsonObject Specification(DateOnly day, HoursInterval interval) =>
        new()
        {
            ["@type"] = "OpeningHoursSpecification",
            ["dayOfWeek"] = $"https://schema.org/{day.DayOfWeek}",
            ["opens"] = Time(interval.Start),
            ["closes"] = Time(interval.End),
            ["validFrom"] = day.ToString("O", CultureInfo.InvariantCulture),
            ["validThrough"] = day.ToString("O", CultureInfo.InvariantCulture),
        };

    private static string Time(DateTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static void AddText(JsonObject schema, string name, string? text)
    {
        if (text is not null)
        {
            schema[name] = text;
        }
    }
}
