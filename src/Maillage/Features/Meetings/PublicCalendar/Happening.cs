using Maillage.Features.Meetings.Public;

namespace Maillage.Features.Meetings.PublicCalendar;

/// <summary>One time at which people may come (date de l’agenda): a drop-in, a session of a workshop, a part of an event.</summary>
/// <param name="Part">What this part of an event is called.</param>
/// <param name="Metres">From where one asked; null where no commune was asked for.</param>
public sealed record Happening(ShownOffer Shown, Slot Slot, string? Part, double? Metres)
{
    public Offer Offer => Shown.Offer;

    public string Title => Part is null ? Offer.Title : $"{Offer.Title} : {Part}";
}

/// <summary>An offer of the public calendar with its dates.</summary>
/// <param name="Sessions">To come or going on, in order; a hundred at most.</param>
/// <param name="Past">The last that are over, the latest first.</param>
public sealed record CalendarOffer(
    ShownOffer Shown,
    IReadOnlyList<Happening> Sessions,
    IReadOnlyList<Happening> Past,
    IReadOnlyList<OfferDocument> Documents
)
{
    public Offer Offer => Shown.Offer;
}

/// <summary>An offer that is over, in the list of what is left.</summary>
/// <param name="Last">UTC: when its last session began.</param>
/// <param name="Documents">How many documents and recordings.</param>
public sealed record ArchivedOffer(Offer Offer, DateTime Last, int Documents);
