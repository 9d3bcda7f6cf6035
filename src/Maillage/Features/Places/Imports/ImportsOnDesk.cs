using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Import;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Imports;

/// <summary>Imports that wait for somebody's agreement, and nightly lists that could not be read, on the desk.</summary>
internal sealed class ImportsOnDesk(MaillageDb db) : IDeskGroup
{
    private const int Shown = 5;

    public async Task<DeskGroup?> For(Person person, CancellationToken cancellation)
    {
        if (!person.GivesRoles)
        {
            return null;
        }

        var waiting = await db
            .ImportRuns.AsNoTracking()
            .Where(r =>
                r.State == ImportState.Waiting
                || r.State == ImportState.Matching
                || (
                    r.State == ImportState.Abandoned
                    && r.AccountId == null
                    && r.ListId != null
                    && r.Stopped != null
                    && !db.ImportRuns.Any(later => later.ListId == r.ListId && later.StartedAt > r.StartedAt)
                )
            )
            .OrderByDescending(r => r.StartedAt)
            .ToListAsync(cancellation);
        var mine = waiting.FindAll(run => person.MaySee(run.Territories));
        return mine.Count == 0
            ? null
            : new DeskGroup(
                "imports",
                "Imports qui attendent",
                mine.Count,
                [
                    .. mine.Take(Shown)
                        .Select(run => new DeskTask(
                            run.Title(),
                            run.Stopped
                                ?? $"Déposé le {FrenchTypography.Day(ParisTime.DayAt(run.StartedAt), "d MMMM yyyy")}",
                            run.State == ImportState.Abandoned ? "Voir" : "Vérifier",
                            PlaceUrls.Import(run.Id)
                        )),
                ],
                PlaceUrls.Imports
            );
    }
}
