using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Import;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Imports;

/// <summary>Imports that wait for somebody's agreement, and nightly lists that are not read, on the desk.</summary>
internal sealed class ImportsOnDesk(MaillageDb db) : IDeskGroup
{
    private const int Shown = 5;

    public async Task<DeskGroup?> For(Person person, CancellationToken cancellation)
    {
        if (person is { IsCoordinator: false, IsAdministrator: false })
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
        var paused = await db
            .ImportLists.AsNoTracking()
            .Where(l => l.IsPaused)
            .OrderBy(l => l.Name)
            .ToListAsync(cancellation);
        IReadOnlyList<DeskTask> tasks =
        [
            .. paused.Where(list => person.MaySee(list.Territories)).Select(AsTask),
            .. waiting.Where(run => person.MaySee(run.Territories)).Select(AsTask),
        ];
        return tasks.Count == 0
            ? null
            : new DeskGroup("imports", "Imports qui attendent", tasks.Count, [.. tasks.Take(Shown)], PlaceUrls.Imports);
    }

    private static DeskTask AsTask(ImportList list) =>
        new(
            list.Name,
            "N’est plus lue chaque nuit : la personne qui l’a demandé n’a plus ce rôle.",
            "Reprendre",
            PlaceUrls.ImportList(list.Id)
        );

    private static DeskTask AsTask(ImportRun run) =>
        new(
            run.Title(),
            run.Stopped ?? $"Déposé le {FrenchTypography.Day(ParisTime.DayAt(run.StartedAt), "d MMMM yyyy")}",
            run.State == ImportState.Abandoned ? "Voir" : "Vérifier",
            PlaceUrls.Import(run.Id)
        );
}
