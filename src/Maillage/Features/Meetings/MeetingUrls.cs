using System.Globalization;
using Maillage.Features.Inhabitants;
using Maillage.Platform.Web;

namespace Maillage.Features.Meetings;

/// <summary>Addresses of the pages where the public books, and of what they booked. None holds anything on a person.</summary>
public static class MeetingUrls
{
    public const string SearchPath = "/rendez-vous";

    /// <summary>Where one reads the reference and the code, once.</summary>
    public const string DonePath = SearchPath + "/pris";

    private const string MinePath = InhabitantUrls.Open + "/rendez-vous";

    public static string Search => Language.Link(SearchPath);

    /// <summary>What may be booked at one place.</summary>
    public static string At(string slug) => $"{Search}?lieu={slug}";

    public static string Offer(string slug) => $"{Search}/{slug}";

    /// <summary>The times of an offer from a day on.</summary>
    public static string From(string slug, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{Offer(slug)}?du={day:yyyy-MM-dd}");

    public static string Book(string slug) => $"{Offer(slug)}/vous";

    public static string Booking(Guid booking) => $"{Language.Link(MinePath)}/{booking}";

    /// <summary>A question about a booking before anything is done.</summary>
    public static string CancelBooking(Guid booking) => $"{Booking(booking)}?voir=annuler";

    /// <summary>Other times of the same offer.</summary>
    public static string MoveBooking(Guid booking) => $"{Booking(booking)}?voir=heures";

    /// <summary>The file for a calendar.</summary>
    public static string Calendar(Guid booking) => $"{MinePath}/{booking}.ics";
}
