using Maillage.Features.Inhabitants;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.DataProtection;

namespace Maillage.Features.Meetings.Public;

/// <summary>What was booked a moment ago, and the code that opens it: sealed, kept five minutes in the browser.</summary>
public sealed class JustBooked(IDataProtectionProvider protection, TimeProvider time)
{
    // One for each request: English pages have their own path.
    private readonly BriefCookie cookie = new(
        protection,
        time,
        "maillage-pris",
        "Maillage.Meetings.JustBooked",
        Language.Link(MeetingUrls.DonePath)
    );

    public void Keep(HttpContext context, Guid bookingId, NewAccess access) =>
        cookie.Keep(context, $"{bookingId:N} {access.Access.Reference} {access.Code}");

    /// <summary>Null when nothing was booked, or too long ago.</summary>
    public (Guid BookingId, string Reference, string Code)? Read(HttpRequest request) =>
        cookie.Read(request)?.Split(' ') is [var id, var reference, var code]
            ? (Guid.Parse(id), reference, code)
            : null;
}
