using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Editing;

/// <summary>
/// The reports that wait for somebody's answer (signalements à traiter): of the places of their organisations; to whoever
/// coordinates, of the places that nobody looks after, and those that nobody answered in time.
/// </summary>
public sealed class ReportsInHand(MaillageDb db, PlaceInHand placeInHand, TimeProvider time)
{
    /// <summary>After as many days without an answer, whoever coordinates sees a report too.</summary>
    public const int DaysOfTheTeam = 15;

    /// <summary>Those on one place, whoever answers first, where a slug is given.</summary>
    public IQueryable<WaitingReport> Of(Person person, string? slug) =>
        string.IsNullOrEmpty(slug) ? Of(person) : All(person).Where(row => row.Place.Slug == slug);

    public IQueryable<WaitingReport> Of(Person person)
    {
        var today = time.TodayInParis();
        var late = time.GetUtcNow().UtcDateTime.AddDays(-DaysOfTheTeam);
        var own = person.Memberships.Select(m => m.OrganisationId).Where(person.LooksAfterPlacesOf).ToList();
        return All(person)
            .Where(row =>
                row.Report.CreatedAt <= late
                || (row.Place.OrganisationId != null && own.Contains(row.Place.OrganisationId.Value))
                || !db.Memberships.Any(m =>
                    m.OrganisationId == row.Place.OrganisationId
                    && (m.Role == OrganisationRole.Manager || m.Role == OrganisationRole.Mediator)
                    && m.From <= today
                    && (m.EndedOn == null || m.EndedOn > today)
                )
            );
    }

    private IQueryable<WaitingReport> All(Person person) =>
        db
            .PlaceReports.AsNoTracking()
            .Where(r => r.ClosedAt == null)
            .Join(
                placeInHand.Of(person),
                r => r.PlaceId,
                p => p.Id,
                (r, p) => new WaitingReport { Report = r, Place = p }
            );
}

/// <summary>A report and the place that it is about.</summary>
public sealed class WaitingReport
{
    public required PlaceReport Report { get; init; }

    public required Place Place { get; init; }
}
