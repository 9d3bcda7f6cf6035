using Maillage.Data;
using Maillage.Features.Inhabitants;
using Microsoft.Extensions.Localization;

namespace Maillage.Features.Meetings.Public;

/// <summary>An inhabitant’s bookings, among what they open with their reference.</summary>
internal sealed class BookingSection(MaillageDb db, MeetingWords words, IStringLocalizer texts, TimeProvider time)
    : IInhabitantSection
{
    private const int Order = 10;

    public async Task<InhabitantSection?> For(InhabitantAccess access, CancellationToken cancellation)
    {
        var mine = await MyBooking.List(db, b => b.AccessId == access.Id, cancellation);
        var now = time.GetUtcNow().UtcDateTime;
        var shown = mine.Where(m => m.Booking.State != BookingState.Cancelled || m.Slot.StartsAt > now).ToList();
        return shown.Count == 0
            ? null
            : new InhabitantSection(
                $"rendez-vous-{access.Reference}",
                texts["Vos rendez-vous"],
                Order,
                [],
                [
                    .. shown.Select(m => new InhabitantLink(
                        words.When(m.Slot.StartsAt) + State(m, now),
                        MeetingUrls.Booking(m.Booking.Id)
                    )),
                ]
            );
    }

    private string? State(MyBooking mine, DateTime now) =>
        mine.Booking.State switch
        {
            BookingState.Cancelled => texts[", annulé"].Value,
            BookingState.Waiting => texts[", liste d’attente"].Value,
            BookingState.Offered when mine.IsToCome(now) => texts[", une place est libre pour vous"].Value,
            _ => null,
        };
}
