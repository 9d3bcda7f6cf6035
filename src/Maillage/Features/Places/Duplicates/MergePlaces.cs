using Maillage.Data;
using Maillage.Features.Places.Campaigns;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Import;
using Maillage.Features.Places.Search;
using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Duplicates;

/// <summary>What comes of a merge, or of taking it back.</summary>
public enum MergeOutcome
{
    Done,

    /// <summary>One of the two is no longer the one that the person saw.</summary>
    SomebodyWasFaster,

    /// <summary>One of the two is no longer in the directory of its own: it was merged already.</summary>
    AlreadyMerged,

    /// <summary>It was taken back already.</summary>
    AlreadySeparated,

    /// <summary>The place kept was itself merged since: that merge is to be taken back first.</summary>
    KeptWasMerged,

    /// <summary>An import or another merge is under way.</summary>
    Busy,
}

/// <summary>A merge to be made, as a person has chosen it (choix d’une fusion).</summary>
/// <param name="KeptSeen">The <see cref="Place.ModifiedAt"/> of the place kept that the person saw.</param>
/// <param name="MergedSeen">The same of the other.</param>
/// <param name="Sides">By <see cref="MergeRow.Code"/>; what is missing is as <see cref="MergeRow.Proposed"/>.</param>
public sealed record MergeChoice(
    Guid KeptId,
    Guid MergedId,
    DateTime KeptSeen,
    DateTime MergedSeen,
    IReadOnlyDictionary<string, MergeSide> Sides
);

/// <summary>
/// Makes two records of one place one (fusionner). The place merged away stays in the database as it was, out of the
/// directory; its addresses lead to the place kept, which its sources feed from now on (docs/duplicates.md).
/// </summary>
public sealed class MergePlaces(MaillageDb db, PlaceDirectory directory, Journal journal, TimeProvider time)
{
    public async Task<(MergeOutcome Outcome, Guid? MergeId)> Run(
        MergeChoice choice,
        Guid accountId,
        CancellationToken cancellation
    )
    {
        // An import that has read a place before and writes it after would bring it back.
        await using var held = await db.TryLock(ImportPlaces.LockName, cancellation);
        if (held is null)
        {
            return (MergeOutcome.Busy, null);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = EditPlace.After(choice.KeptSeen > choice.MergedSeen ? choice.KeptSeen : choice.MergedSeen, time);
        if (await Take(choice, now, cancellation) is { } refusal)
        {
            return (refusal, null);
        }

        var kept = await db.Places.Include(p => p.Stops).SingleAsync(p => p.Id == choice.KeptId, cancellation);
        var merged = await db.Places.Include(p => p.Stops).SingleAsync(p => p.Id == choice.MergedId, cancellation);
        var (keptBefore, mergedBefore) = (EditPlace.StateOf(db, kept), EditPlace.StateOf(db, merged));
        await EditPlace.AddStateBefore(db, kept, choice.KeptSeen, keptBefore, cancellation);
        await EditPlace.AddStateBefore(db, merged, choice.MergedSeen, mergedBefore, cancellation);
        var changed = Write(kept, RecordJson.ReadPlace(mergedBefore), choice, now);
        (merged.MergedIntoId, merged.GoneAt) = (kept.Id, now);

        var (keptId, mergedId) = (kept.Id, merged.Id);
        var sources = await db
            .PlaceSources.Where(s => s.PlaceId == keptId || s.PlaceId == mergedId)
            .ToListAsync(cancellation);
        var reports = await db.PlaceReports.Where(r => r.PlaceId == mergedId).ToListAsync(cancellation);
        var verifications = await db
            .Verifications.Where(v =>
                v.State == VerificationState.Proposed && (v.MergedIntoId ?? v.PlaceId) == mergedId
            )
            .ToListAsync(cancellation);
        var stops = merged.Stops.ConvertAll(s => s.Id);
        kept.Stops.AddRange(merged.Stops);
        merged.Stops.Clear();
        db.ChangeTracker.DetectChanges();
        var keptAfter = EditPlace.StateOf(db, kept);
        var merge = new PlaceMerge
        {
            Id = Guid.CreateVersion7(),
            KeptPlaceId = keptId,
            MergedPlaceId = mergedId,
            AccountId = accountId,
            At = now,
            KeptBefore = keptBefore,
            KeptAfter = keptAfter,
            MergedBefore = mergedBefore,
            Sources = sources.ConvertAll(s => new MergedSource(s.Id, s.PlaceId == mergedId, s.Reading)),
            ReportIds = reports.ConvertAll(r => r.Id),
            VerificationIds = verifications.ConvertAll(v => v.Id),
            StopIds = stops,
        };
        db.PlaceMerges.Add(merge);
        sources.ForEach(source => source.PlaceId = keptId);
        reports.ForEach(report => report.PlaceId = keptId);
        verifications.ForEach(verification => verification.MergedIntoId = keptId);
        db.PlaceVersions.Add(EditPlace.Version(kept, VersionKind.Merged, accountId, now, keptAfter));
        db.PlaceVersions.Add(
            EditPlace.Version(merged, VersionKind.Merged, accountId, now, EditPlace.StateOf(db, merged))
        );
        journal.Note(JournalLine.Changed, nameof(Place), keptId, [.. changed]);
        journal.Note(JournalLine.Changed, nameof(Place), mergedId, nameof(Place.MergedIntoId));
        var (first, second) = DuplicateProposal.Key(keptId, mergedId);
        if (
            await db.DuplicateProposals.SingleOrDefaultAsync(
                p => p.FirstPlaceId == first && p.SecondPlaceId == second,
                cancellation
            ) is
            { } proposal
        )
        {
            proposal.DeclareMerged(accountId, now);
        }

        await db.SaveChangesAsync(cancellation);
        await DirectoryVersion.Bump(db, cancellation);
        await transaction.CommitAsync(cancellation);
        await directory.Follow(cancellation);
        return (MergeOutcome.Done, merge.Id);
    }

    /// <summary>Both places, if they are still those that were seen; always in the same order, so that nobody waits in a ring.</summary>
    private async Task<MergeOutcome?> Take(MergeChoice choice, DateTime now, CancellationToken cancellation)
    {
        (Guid Id, DateTime Seen)[] both = [(choice.KeptId, choice.KeptSeen), (choice.MergedId, choice.MergedSeen)];
        foreach (var (id, seen) in both.OrderBy(place => place.Id))
        {
            var taken = await db
                .Places.Where(p => p.Id == id && p.ModifiedAt == seen && p.GoneAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.ModifiedAt, now), cancellation);
            if (taken == 0)
            {
                return await db.Places.AnyAsync(p => p.Id == id && p.GoneAt != null, cancellation)
                    ? MergeOutcome.AlreadyMerged
                    : MergeOutcome.SomebodyWasFaster;
            }
        }

        return null;
    }

    /// <summary>Writes the answers in the place kept; gives the names of the properties that were compared and differed.</summary>
    internal static IReadOnlyList<string> Write(Place kept, Place merged, MergeChoice choice, DateTime now)
    {
        var changed = new List<string>();
        foreach (var row in MergeRow.All.Where(row => row.Differs(kept, merged)))
        {
            var side = choice.Sides.TryGetValue(row.Code, out var chosen) ? chosen : row.Proposed(kept, merged);
            var isDecision = row.IsDecision(kept, merged, side);
            row.Apply(kept, merged, side);
            changed.AddRange(row.Properties);
            if (isDecision)
            {
                kept.Written =
                [
                    .. kept.Written.Where(w => !row.Properties.Contains(w.Field)),
                    .. row.Properties.Where(p => PlaceFields.Of(p) is not null).Select(p => new WrittenField(p, now)),
                ];
            }
        }

        if (merged.VerifiedOn > (kept.VerifiedOn ?? DateOnly.MinValue))
        {
            (kept.VerifiedOn, kept.VerifiedBy) = (merged.VerifiedOn, merged.VerifiedBy);
        }

        if (merged.UpdatedOn > (kept.UpdatedOn ?? DateOnly.MinValue))
        {
            kept.UpdatedOn = merged.UpdatedOn;
        }

        return changed;
    }
}
