using Maillage.Features.Accounts;
using Maillage.Features.Places.Search;
using Maillage.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Meetings.Desk;

/// <summary>The offers of the organisations for which one helps, with their next slot (offres).</summary>
[Authorize(Access.Helper)]
public sealed class OffersModel(
    OffersInHand offersInHand,
    FindSlots findSlots,
    PlaceDirectory directory,
    TimeProvider time
) : PageModel
{
    private const int Shown = 30;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public PageOf Paging { get; private set; } = null!;

    public bool MayAdd { get; private set; }

    public async Task OnGet([FromQuery(Name = "page")] string? page, CancellationToken cancellation)
    {
        var person = HttpContext.Person();
        MayAdd = person.HelpsFor.Any(person.MayChangeOffersOf);
        var all = (await offersInHand.Of(person, cancellation)).OrderBy(o => o.ClosedAt is not null).ToList();
        Paging = PageOf.Read(page, all.Count, Shown);
        var offers = all.Skip(Paging.Skip).Take(Shown).ToList();
        var now = time.GetUtcNow().UtcDateTime;
        var next = (await findSlots.Run(offers, now, now.AddDays(Offer.FurthestDays), cancellation)).ToLookup(slot =>
            slot.OfferId
        );
        var names = (await offersInHand.Organisations(person.HelpsFor, cancellation)).ToDictionary(
            o => o.Id,
            o => o.Name
        );
        Rows =
        [
            .. offers.Select(offer => new Row(
                offer,
                names[offer.OrganisationId],
                offer.PlaceId is { } id ? directory.Current.FindById(id)?.Place.Name : offer.Address,
                Words(offer, next[offer.Id].FirstOrDefault())
            )),
        ];
    }

    private static string Words(Offer offer, FreeSlot? slot) =>
        offer.ClosedAt is not null ? "Plus personne ne peut réserver. Ce qui était réservé reste."
        : slot is null ? "Aucun créneau à venir."
        : $"Prochain créneau : {DeskWords.Moment(slot.StartsAt)}{Seats(offer, slot)}";

    private static string Seats(Offer offer, FreeSlot slot) =>
        !offer.HasSessions || offer.MayBook == MayBook.Nobody ? "."
        : slot.Free == 0 ? ", complet."
        : $", {DeskWords.Plural(slot.Free, "place libre", "places libres")} sur {offer.Capacity}.";

    /// <summary>An offer and its next slot in words.</summary>
    public sealed record Row(Offer Offer, string Organisation, string? Place, string Next);
}
