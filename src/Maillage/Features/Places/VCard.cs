using System.Globalization;
using System.Text;
using Maillage.Features.Places.Search;

namespace Maillage.Features.Places;

/// <summary>A place as a contact for a telephone: vCard 3.0 (RFC 2426), which every address book reads.</summary>
public static class VCard
{
    public const string ContentType = "text/vcard; charset=utf-8";

    public static string Of(DirectoryEntry entry, string address)
    {
        var place = entry.Place;
        var card = new StringBuilder("BEGIN:VCARD\r\nVERSION:3.0\r\n");
        Add(card, "FN", place.Name);
        Add(card, "N", place.Name, ";;;;");
        Add(card, "ORG", place.Name);
        Add(card, "TEL;TYPE=WORK,VOICE", place.Phone);
        foreach (var email in place.Emails)
        {
            Add(card, "EMAIL;TYPE=INTERNET,WORK", email);
        }

        card.Append("ADR;TYPE=WORK:;")
            .Append(Escape(place.AddressComplement))
            .Append(';')
            .Append(Escape(place.Address))
            .Append(';')
            .Append(Escape(place.CommuneName ?? entry.Commune?.Name))
            .Append(";;")
            .Append(Escape(place.PostalCode))
            .Append(";France\r\n");
        if (place is { LocationPrecision: LocationPrecision.Exact, Latitude: { } latitude, Longitude: { } longitude })
        {
            card.Append(CultureInfo.InvariantCulture, $"GEO:{latitude};{longitude}\r\n");
        }

        Add(card, "URL", address);
        return card.Append("END:VCARD\r\n").ToString();
    }

    private static void Add(StringBuilder card, string name, string? value, string rest = "")
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            card.Append(name).Append(':').Append(Escape(value)).Append(rest).Append("\r\n");
        }
    }

    private static string Escape(string? value) =>
        (value ?? "")
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(";", "\\;", StringComparison.Ordinal)
            .Replace(",", "\\,", StringComparison.Ordinal)
            .Replace("\r", "", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
