using Maillage.Features.Accounts;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Editing;

/// <summary>Reports that wait for an answer, on the desk.</summary>
internal sealed class ReportsOnDesk(ReportsInHand reportsInHand) : IDeskGroup
{
    private const int Shown = 5;

    public async Task<DeskGroup?> For(Person person, CancellationToken cancellation)
    {
        if (!LooksAfterPlaces(person))
        {
            return null;
        }

        var waiting = reportsInHand.Of(person);
        var first = await waiting
            .OrderBy(row => row.Report.CreatedAt)
            .ThenBy(row => row.Report.Id)
            .Take(Shown)
            .Select(row => new { row.Report.CreatedAt, row.Place.Name })
            .ToListAsync(cancellation);
        return new DeskGroup(
            "signalements",
            "Erreurs signalées",
            await waiting.CountAsync(cancellation),
            [
                .. first.Select(r => new DeskTask(
                    r.Name,
                    $"Signalé le {FrenchTypography.Day(ParisTime.DayAt(r.CreatedAt), "d MMMM yyyy")}",
                    "Répondre",
                    PlaceUrls.Reports
                )),
            ],
            PlaceUrls.Reports
        );
    }

    internal static bool LooksAfterPlaces(Person person) =>
        person.IsCoordinator
        || person.IsAdministrator
        || person.Memberships.Any(m => person.LooksAfterPlacesOf(m.OrganisationId));
}

/// <summary>Places not verified for six months, on the desk.</summary>
internal sealed class FreshnessOnDesk(PlaceInHand placeInHand, TimeProvider time) : IDeskGroup
{
    private const int Shown = 5;

    public async Task<DeskGroup?> For(Person person, CancellationToken cancellation)
    {
        if (!ReportsOnDesk.LooksAfterPlaces(person))
        {
            return null;
        }

        var limit = time.TodayInParis().AddMonths(-6);
        var old = placeInHand.Of(person).Where(p => p.VerifiedOn == null || p.VerifiedOn < limit);
        var first = await old.LongestUnverifiedFirst()
            .Take(Shown)
            .Select(p => new
            {
                p.Name,
                p.Slug,
                Day = p.VerifiedOn,
            })
            .ToListAsync(cancellation);
        return new DeskGroup(
            "verifications",
            "Lieux à vérifier",
            await old.CountAsync(cancellation),
            [
                .. first.Select(p => new DeskTask(
                    p.Name,
                    p.Day is { } day
                        ? $"Pas vérifié depuis le {FrenchTypography.Day(day, "d MMMM yyyy")}"
                        : "Jamais vérifié",
                    "Vérifier",
                    PlaceUrls.Manage(p.Slug)
                )),
            ],
            PlaceUrls.Desk
        );
    }
}
