using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace Maillage.Features.Meetings.Public;

/// <summary>A booking for a calendar (fichier d’agenda): when and where, never what for nor who.</summary>
internal static class BookingCalendar
{
    public const string ContentType = "text/calendar; charset=utf-8";

    private const string Product = "-//Maillage//Rendez-vous//FR";

    public static string Write(MyBooking mine, ShownOffer shown, string summary, DateTime now)
    {
        var calendar = new Calendar { ProductId = Product };
        calendar.Events.Add(
            new CalendarEvent
            {
                Uid = mine.Booking.Id.ToString(),
                DtStamp = Instant(now),
                Start = Instant(mine.Slot.StartsAt),
                End = Instant(mine.Slot.EndsAt),
                Summary = summary,
                Location =
                    shown.Where is { } where ? where
                    : mine.Booking.State == BookingState.Confirmed ? shown.Offer.VideoLink
                    : null,
                Status = mine.Booking.State switch
                {
                    BookingState.Cancelled => EventStatus.Cancelled,
                    BookingState.Waiting or BookingState.Offered => EventStatus.Tentative,
                    _ => EventStatus.Confirmed,
                },
            }
        );
        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    private static CalDateTime Instant(DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Utc));
}
