using System.Globalization;
using Maillage.Design.Forms;
using Maillage.Features.Places;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;
using Maillage.Platform.Settings;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Meetings.Public;

/// <summary>The next times that are free for a need, near a commune, at several places (trouver un rendez-vous).</summary>
[AllowAnonymous]
public sealed class SearchModel(
    PublicOffers offers,
    FindSlots findSlots,
    PlaceDirectory directory,
    PlaceWords placeWords,
    TerritoryMap map,
    IOptions<SiteSettings> site,
    IStringLocalizer texts,
    TimeProvider time
) : PageModel
{
    private const int Most = 30;
    private const int Days = 84;
    private const int LongestCommune = 200;
    private const int MetresOfKm = 1000;
    private const string Anywhere = "tout";

    private static readonly string[] Radii = ["20", "50", Anywhere];

    public Need? Need { get; private set; }

    /// <summary>A name or a postal code, as typed.</summary>
    public string? CommuneTyped { get; private set; }

    public Commune? Commune { get; private set; }

    /// <summary>The communes that answer to what was typed, when there are several.</summary>
    public IReadOnlyList<CommuneMatch> Communes { get; private set; } = [];

    /// <summary>The only place asked for; null for all.</summary>
    public DirectoryEntry? Place { get; private set; }

    public string Radius { get; private set; } = "50";

    public IReadOnlyList<FoundTime> Found { get; private set; } = [];

    public CommuneExample Example => CommuneExample.Of(map, site.Value.Departement);

    public string? Phone => site.Value.Phone.Length == 0 ? null : "+33" + site.Value.Phone[1..];

    public IReadOnlyList<Choice> NeedChoices =>
        [
            .. Needs
                .All.Where(need => need != Needs.NotSure)
                .Select(need => new Choice(need.Code, texts[need.Title]))
                .Prepend(new Choice("", texts["Peu importe"])),
        ];

    public IReadOnlyList<Choice> RadiusChoices =>
        [
            .. Radii.Select(radius => new Choice(
                radius,
                radius == Anywhere ? texts["Peu importe"] : texts["{0} km au plus", radius]
            )),
        ];

    public async Task OnGet(
        [FromQuery(Name = "besoin")] string? need,
        [FromQuery(Name = "ou")] string? commune,
        [FromQuery(Name = "rayon")] string? radius,
        [FromQuery(Name = "lieu")] string? place,
        CancellationToken cancellation
    )
    {
        ModelState.Clear();
        Need = Needs.Find(need);
        Place = place is null ? null : directory.Current.FindBySlug(place);
        Radius = Radii.Contains(radius) ? radius! : Radius;
        if (!ReadCommune(TypedText.LineOf(commune)))
        {
            ModelState.AddModelError(
                "ou",
                texts["Nous ne connaissons pas cette commune. Vérifiez le nom, ou écrivez le code postal"]
            );
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (Communes.Count == 0)
        {
            Found = await Look(cancellation);
        }
    }

    private bool ReadCommune(string? typed)
    {
        CommuneTyped = typed;
        if (typed is null)
        {
            return true;
        }

        if (typed.Length > LongestCommune)
        {
            return false;
        }

        var answer = CommuneAnswer.OfAddress(typed, map, site.Value.Departement);
        (Commune, Communes) = (answer.Commune, answer.Choices);
        CommuneTyped = Commune?.Name ?? typed;
        return Commune is not null || Communes.Count > 0;
    }

    /// <summary>The next time of each offer, the soonest first, then the nearest.</summary>
    private async Task<IReadOnlyList<FoundTime>> Look(CancellationToken cancellation)
    {
        var all = await offers.All(Place?.Place.Id, cancellation);
        var near = all.Where(shown => Need is not { } need || shown.Offer.Needs.Contains(need.Code))
            .Select(shown => (Shown: shown, Metres: MetresTo(shown)))
            .Where(pair => IsNear(pair.Shown, pair.Metres))
            .ToDictionary(pair => pair.Shown.Offer.Id);
        var now = time.GetUtcNow().UtcDateTime;
        var times = await findSlots.Run(
            [.. near.Values.Select(pair => pair.Shown.Offer)],
            now,
            ParisTime.StartOf(ParisTime.DayAt(now).AddDays(Days)),
            cancellation
        );
        return
        [
            .. times
                // What is full comes last, for its waiting list.
                .OrderBy(slot => slot.Free == 0)
                .DistinctBy(slot => slot.OfferId)
                .Select(slot => (slot, pair: near[slot.OfferId]))
                .OrderBy(found => found.slot.Free == 0)
                .ThenBy(found => found.slot.StartsAt)
                .ThenBy(found => found.pair.Metres ?? double.MaxValue)
                .Take(Most)
                .Select(found => new FoundTime(
                    found.pair.Shown,
                    found.slot,
                    found.pair.Metres is { } metres ? placeWords.Metres(metres) : null
                )),
        ];
    }

    private double? MetresTo(ShownOffer shown) =>
        Commune is { } commune && shown.Position is { } position
            ? position.MetresTo(new GeoPoint(commune.Latitude, commune.Longitude))
            : null;

    private bool IsNear(ShownOffer shown, double? metres) =>
        shown.Offer.IsRemote
        || Commune is null
        || Radius == Anywhere
        || metres <= int.Parse(Radius, CultureInfo.InvariantCulture) * MetresOfKm;
}

/// <summary>The next time of an offer, and how far it is from where one asked.</summary>
/// <param name="Distance">Null on the telephone, and where no commune was asked for.</param>
public sealed record FoundTime(ShownOffer Shown, FreeSlot Slot, string? Distance);
