using System.Globalization;
using System.Xml.Linq;
using Maillage.Features.Meetings.Public;

namespace Maillage.Features.Meetings.PublicCalendar;

/// <summary>Dates of the public calendar as an Atom feed (RFC 4287), an entry each.</summary>
internal static class AtomFile
{
    public const string ContentType = "application/atom+xml; charset=utf-8";

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public static string Write(
        string name,
        string address,
        IReadOnlyList<Happening> happenings,
        MeetingWords words,
        string publicUrl,
        DateTime now
    )
    {
        var feed = new XElement(
            Atom + "feed",
            new XAttribute(XNamespace.Xml + "lang", "fr"),
            new XElement(Atom + "id", address),
            new XElement(Atom + "title", name),
            new XElement(
                Atom + "updated",
                Instant(happenings.Select(one => one.Offer.ModifiedAt).DefaultIfEmpty(now).Max())
            ),
            new XElement(Atom + "author", new XElement(Atom + "name", "Maillage")),
            new XElement(Atom + "link", new XAttribute("rel", "self"), new XAttribute("href", address)),
            new XElement(Atom + "link", new XAttribute("href", publicUrl + CalendarUrls.Path)),
            happenings.Select(one => new XElement(
                Atom + "entry",
                new XElement(Atom + "id", $"urn:uuid:{one.Slot.Id}"),
                new XElement(Atom + "title", Clean($"{words.When(one.Slot.StartsAt)} : {one.Title}")),
                new XElement(Atom + "updated", Instant(one.Offer.ModifiedAt)),
                new XElement(Atom + "published", Instant(one.Offer.CreatedAt)),
                new XElement(Atom + "link", new XAttribute("href", CalendarUrls.Public(publicUrl, one.Offer))),
                new XElement(
                    Atom + "summary",
                    Clean(string.Join(". ", new[] { one.Shown.Where, one.Offer.Description }.OfType<string>()))
                )
            ))
        );
        return $"""<?xml version="1.0" encoding="utf-8"?>{'\n'}{feed}""";
    }

    /// <summary>XML has no control characters, whatever somebody pasted.</summary>
    private static string Clean(string text) => string.Concat(text.Where(c => !char.IsControl(c) || c is '\n' or '\t'));

    private static string Instant(DateTime utc) =>
        utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
