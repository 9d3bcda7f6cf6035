using System.Globalization;
using Maillage.Features.Accounts;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Editing;

/// <summary>The places that one looks after, the longest unverified first, with the share of those verified.</summary>
[Authorize(Access.SignedIn)]
public sealed class ListModel(PlaceInHand placeInHand, TimeProvider time) : PageModel
{
    private const int PageSize = 25;

    public Freshness? State { get; private set; }

    public int Number { get; private set; } = 1;

    public int Pages { get; private set; }

    public int Total { get; private set; }

    public string ShareVerified { get; private set; } = "";

    public IReadOnlyList<(Freshness State, int Count)> Counts { get; private set; } = [];

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGet(string? fraicheur, [FromQuery(Name = "page")] string? page, CancellationToken cancellation)
    {
        State =
            Enum.TryParse<Freshness>(fraicheur, ignoreCase: true, out var state) && Enum.IsDefined(state)
                ? state
                : null;
        var today = time.TodayInParis();
        var places = placeInHand.Of(HttpContext.Person());
        var byDay = await places
            .GroupBy(p => p.VerifiedOn)
            .Select(group => new { Day = group.Key, Count = group.Count() })
            .ToListAsync(cancellation);
        var counts = byDay.ToLookup(group => FreshnessStates.Of(group.Day, today), group => group.Count);
        Counts = [.. Enum.GetValues<Freshness>().Select(s => (s, counts[s].Sum()))];
        var all = Counts.Sum(c => c.Count);
        Total = State is { } wanted ? counts[wanted].Sum() : all;
        Pages = (Total + PageSize - 1) / PageSize;
        Number = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? Math.Clamp(asked, 1, Math.Max(1, Pages))
            : 1;
        var fresh = counts[Freshness.UpToDate].Sum();
        ShareVerified =
            all == 0
                ? ""
                : $"{fresh} lieu{(fresh > 1 ? "x" : "")} sur {all} à jour : vérifié{(fresh > 1 ? "s" : "")} il y a moins de six mois.";
        if (State is { } only)
        {
            var (from, before) = DaysOf(only, today);
            places = places.Where(p =>
                (before == null || p.VerifiedOn < before || (from == null && p.VerifiedOn == null))
                && (from == null || p.VerifiedOn >= from)
            );
        }

        var found = await places
            .LongestUnverifiedFirst()
            .Skip((Number - 1) * PageSize)
            .Take(PageSize)
            .Select(p => new
            {
                p.Slug,
                p.Name,
                p.CommuneName,
                Organisation = p.Organisation == null ? null : p.Organisation.Name,
                p.VerifiedOn,
                p.UpdatedOn,
            })
            .ToListAsync(cancellation);
        Rows =
        [
            .. found.Select(p => new Row(
                p.Slug,
                p.Name,
                p.CommuneName,
                p.Organisation,
                FreshnessStates.Of(p.VerifiedOn, today),
                FreshnessStates.Of(p.VerifiedOn, today).Words(p.VerifiedOn),
                p.VerifiedOn is { } day ? $"Vérifié le {FrenchTypography.Day(day, "d MMMM yyyy")}"
                    : p.UpdatedOn is { } updated
                        ? $"Mis à jour par sa liste le {FrenchTypography.Day(updated, "d MMMM yyyy")}"
                    : "Sans date"
            )),
        ];
    }

    public string Address(Freshness? state, int page)
    {
        var parts = new List<string>();
        if (state is { } only)
        {
            parts.Add($"fraicheur={only}");
        }

        if (page > 1)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={page}"));
        }

        return parts.Count == 0 ? PlaceUrls.Desk : $"{PlaceUrls.Desk}?{string.Join('&', parts)}";
    }

    /// <summary>From which day on, and before which, a place is in a state; null where there is no bound.</summary>
    private static (DateOnly? From, DateOnly? Before) DaysOf(Freshness state, DateOnly today) =>
        (
            FreshnessStates.Since(state, today),
            state == Freshness.UpToDate ? null : FreshnessStates.Since(state - 1, today)
        );

    /// <summary>A place of the list.</summary>
    public sealed record Row(
        string Slug,
        string Name,
        string? Commune,
        string? Organisation,
        Freshness Freshness,
        string State,
        string CheckedOn
    );
}
