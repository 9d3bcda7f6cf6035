using Maillage.Features.Inhabitants;
using Maillage.Features.Messages.Templates;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;
using Maillage.Platform.Messaging;
using Maillage.Platform.Settings;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Meetings;

/// <summary>Queues what is told about bookings, in the save that changes them. Who left no way to be written to is called.</summary>
public sealed class BookingMessages(
    Outbox outbox,
    PlaceDirectory directory,
    TerritoryMap map,
    IMailTransport mail,
    ISmsGateway sms,
    IOptions<SiteSettings> site
)
{
    private string Where => site.Value.PublicUrl.Split("://")[^1] + InhabitantUrls.Open;

    public void Booked(Offer offer, Slot slot, Booking booking, NewAccess? access) =>
        Add(
            offer,
            slot,
            booking,
            Notice(
                booking.State == BookingState.Waiting ? BookingEvent.Waiting : BookingEvent.Confirmed,
                offer,
                slot
            ) with
            {
                Reference = access is null ? null : Credentials.Grouped(access.Access.Reference),
                Code = access is null ? null : Credentials.Grouped(access.Code),
            }
        );

    public void SeatOffered(Offer offer, Slot slot, Booking booking) =>
        booking.OfferMessageId = Queued(
            offer,
            slot,
            booking,
            Notice(BookingEvent.Offered, offer, slot) with
            {
                Until = ParisTime.At(booking.OfferedUntil!.Value),
            }
        );

    public void Cancelled(Offer offer, Slot slot, Booking booking) =>
        Add(offer, slot, booking, Notice(BookingEvent.Cancelled, offer, slot));

    /// <summary>Tells the hour that a session has now.</summary>
    /// <param name="former">UTC.</param>
    /// <returns>False when there is no way to write to the person.</returns>
    public bool Moved(Offer offer, Slot slot, Booking booking, DateTime former) =>
        Add(offer, slot, booking, Notice(BookingEvent.Moved, offer, slot) with { Former = ParisTime.At(former) });

    /// <summary>Tells where it is now.</summary>
    /// <returns>False when there is no way to write to the person.</returns>
    public bool OtherPlace(Offer offer, Slot slot, Booking booking) =>
        Add(offer, slot, booking, Notice(BookingEvent.OtherPlace, offer, slot));

    /// <summary>Reminds somebody of what they booked.</summary>
    /// <returns>False when there is no way to write to the person.</returns>
    public bool Reminder(Offer offer, Slot slot, Booking booking) =>
        Add(offer, slot, booking, Notice(BookingEvent.Reminder, offer, slot));

    /// <summary>Where a booking's messages go; null for a person who is called.</summary>
    public MessageAddress? AddressOf(Booking booking) =>
        new[] { booking.Phone, booking.Email }
            .Select(MessageAddress.Read)
            .OfType<MessageAddress>()
            .FirstOrDefault(address => address.Channel == MessageChannel.Sms ? sms.IsOn : mail.IsOn);

    private bool Add(Offer offer, Slot slot, Booking booking, BookingNotice notice) =>
        Queued(offer, slot, booking, notice) is not null;

    // Nothing is told after the hour, nor of a seat that is kept no longer.
    private Guid? Queued(Offer offer, Slot slot, Booking booking, BookingNotice notice) =>
        AddressOf(booking) is { } address
            ? outbox.Add(address, notice, offer.OrganisationId, booking.OfferedUntil ?? slot.StartsAt).Id
            : null;

    private BookingNotice Notice(BookingEvent @event, Offer offer, Slot slot)
    {
        var place = offer.PlaceId is { } id ? directory.Current.FindById(id)?.Place : null;
        var phone = place?.Phone ?? (site.Value.Phone.Length > 0 ? site.Value.Phone : null);
        return new BookingNotice(
            @event,
            ParisTime.At(slot.StartsAt),
            place?.CommuneName ?? map.CommuneByInsee(offer.Insee)?.Name,
            Where
        )
        {
            // A place that has left the directory is still where the person goes.
            Place = offer.Kind switch
            {
                OfferKind.Telephone => null,
                OfferKind.Video => "en visio",
                _ => place?.Name ?? offer.Address ?? "sur place",
            },
            Phone = phone is null ? null : FrenchTypography.Phone(phone),
        };
    }
}
