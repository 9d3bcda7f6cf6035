using Maillage.Data;
using Maillage.Features.Places.Import;
using Maillage.Features.Places.Imports;
using Maillage.Platform.Privacy;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Places.Records;

/// <summary>
/// Lists given on the desk, in the register: the files, which may name people, are deleted a few days after their import;
/// who imported what stays with the import.
/// </summary>
internal sealed class ImportRecords(MaillageDb db, KeptLists keptLists, IOptions<ImportSettings> settings)
    : IPersonalRecords
{
    public PersonalKind Kind { get; } =
        new()
        {
            Id = "imports",
            Name = "Listes de lieux importées",
            Holds =
                "Le fichier donné, avec les personnes qu’il nomme, le rapport de sa lecture, qui l’a importé et quand.",
            Purpose = "Vérifier une liste avant qu’elle change l’annuaire, et pouvoir annuler.",
            Basis = LegalBasis.PublicTask,
            Readers = "Les personnes qui coordonnent le département et l’administration.",
            Kept =
                "Le fichier et son rapport : {0} jours après la fin de l’import. Le nom de qui a importé disparaît avec le compte.",
            Length = settings.Value.KeptDays,
            Entities = [typeof(ImportRun), typeof(ImportList)],
        };

    public async Task<int> DeleteExpired(DateTime now, CancellationToken cancellation)
    {
        var limit = now.AddDays(-Kind.Length);
        var left = await db
            .ImportRuns.Where(r =>
                r.HasFile
                && r.EndedAt == null
                && r.StartedAt <= limit
                && (r.State == ImportState.Matching || r.State == ImportState.Waiting)
            )
            .ToListAsync(cancellation);
        foreach (var run in left)
        {
            (run.State, run.EndedAt) = (ImportState.Abandoned, now);
            run.Stopped = "Personne n’a décidé à temps : la liste n’a pas été importée.";
        }

        var ended = await db.ImportRuns.Where(r => r.HasFile && r.EndedAt <= limit).ToListAsync(cancellation);
        foreach (var run in ended.Concat(left))
        {
            (run.HasFile, run.Preview) = (false, null);
        }

        await db.SaveChangesAsync(cancellation);
        var ids = left.ConvertAll(run => run.Id);
        await db.StagedPlaces.Where(s => ids.Contains(s.RunId)).ExecuteDeleteAsync(cancellation);
        return ended.Count + left.Count;
    }

    /// <summary>Files that no import keeps any more, or left by a process that was killed.</summary>
    public async Task AfterDeletion(CancellationToken cancellation)
    {
        var kept = await db.ImportRuns.Where(r => r.HasFile).Select(r => r.Id).ToHashSetAsync(cancellation);
        keptLists.DeleteAllBut(kept);
    }

    public async Task<IReadOnlyList<ExportedRecord>> Export(AccountHolder holder, CancellationToken cancellation)
    {
        var runs = await db
            .ImportRuns.AsNoTracking()
            .Where(r => r.AccountId == holder.AccountId)
            .OrderBy(r => r.StartedAt)
            .ToListAsync(cancellation);
        var lists = await db
            .ImportLists.AsNoTracking()
            .Where(l => l.SavedBy == holder.AccountId || l.NightlyBy == holder.AccountId)
            .OrderBy(l => l.SavedAt)
            .ToListAsync(cancellation);
        return
        [
            .. runs.Select(r => new ExportedRecord(
                "Import d’une liste",
                new("Liste", r.ListName ?? r.Origin),
                new("Le", ParisTime.Words(r.StartedAt))
            )),
            .. lists.Select(l => new ExportedRecord(
                "Liste suivie",
                new("Nom", l.Name),
                new("Le", ParisTime.Words(l.SavedAt))
            )),
        ];
    }
}
