using Maillage.Data;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Import;
using Maillage.Features.Places.Search;
using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Maillage.Features.Places.Duplicates;

/// <summary>
/// Takes a merge back (séparer), whenever it was made: both places are as they were, and what came later goes where it
/// belongs. What a person wrote since stays with the place kept; what a list said since goes to the place that this list
/// fed (docs/duplicates.md).
/// </summary>
public sealed class SeparatePlaces(MaillageDb db, PlaceDirectory directory, Journal journal, TimeProvider time)
{
    /// <summary>No source says these, and no person writes them through a form: what was set since the merge stays.</summary>
    private static readonly string[] SetByHand =
    [
        nameof(Place.OrganisationId),
        nameof(Place.VerifiedOn),
        nameof(Place.VerifiedBy),
    ];

    /// <summary>What is not a fact of the place.</summary>
    private static readonly string[] OfTheRecord =
    [
        nameof(Place.Id),
        nameof(Place.Slug),
        nameof(Place.CreatedAt),
        nameof(Place.ModifiedAt),
        nameof(Place.GoneAt),
        nameof(Place.MergedIntoId),
        nameof(Place.Written),
    ];

    public async Task<MergeOutcome> Run(Guid mergeId, Guid accountId, CancellationToken cancellation)
    {
        await using var held = await db.TryLock(ImportPlaces.LockName, cancellation);
        if (held is null)
        {
            return MergeOutcome.Busy;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var merge = await db.PlaceMerges.SingleAsync(m => m.Id == mergeId, cancellation);
        var kept = await db.Places.Include(p => p.Stops).SingleAsync(p => p.Id == merge.KeptPlaceId, cancellation);
        if (merge.SeparatedAt is not null || kept.MergedIntoId is not null)
        {
            return merge.SeparatedAt is not null ? MergeOutcome.AlreadySeparated : MergeOutcome.KeptWasMerged;
        }

        var merged = await db.Places.Include(p => p.Stops).SingleAsync(p => p.Id == merge.MergedPlaceId, cancellation);
        var seen = kept.ModifiedAt > merged.ModifiedAt ? kept.ModifiedAt : merged.ModifiedAt;
        var now = EditPlace.After(seen, time);
        var (keptId, modifiedAt) = (kept.Id, kept.ModifiedAt);
        var taken = await db
            .Places.Where(p => p.Id == keptId && p.ModifiedAt == modifiedAt)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.ModifiedAt, now), cancellation);
        if (taken == 0)
        {
            return MergeOutcome.SomebodyWasFaster;
        }

        var before = EditPlace.StateOf(db, kept);
        await EditPlace.AddStateBefore(db, kept, modifiedAt, before, cancellation);
        var later = await db
            .PlaceMerges.Where(m => m.KeptPlaceId == keptId && m.SeparatedAt == null && m.At > merge.At)
            .OrderBy(m => m.At)
            .ToListAsync(cancellation);
        var sources = await db.PlaceSources.Where(s => s.PlaceId == keptId).ToListAsync(cancellation);
        var theirs = merge.Sources.Where(s => s.IsOfMerged).ToDictionary(s => s.SourceId, s => s.Reading);
        var ours = sources.FindAll(s => !theirs.ContainsKey(s.Id));

        await GiveBack(merged, kept, merge, sources.FindAll(s => theirs.ContainsKey(s.Id)), ours, cancellation);
        var alone = Without(merge, later, RecordJson.ReadPlace(before), ours.Select(s => (s.Id, s.Reading)));
        Copy(alone, kept);
        kept.ModifiedAt = now;
        kept.GoneAt ??= GoneWith(ours);
        foreach (var other in later)
        {
            var then = other.Sources.Where(s => !s.IsOfMerged && !theirs.ContainsKey(s.SourceId)).ToList();
            var state = RecordJson.ReadPlace(other.KeptBefore);
            Copy(Without(merge, later, state, then.Select(s => (s.SourceId, s.Reading))), state);
            other.KeptBefore = RecordJson.Write(state);
            other.Sources = [.. other.Sources.Where(s => s.IsOfMerged), .. then];
        }

        merged.ModifiedAt = now;
        merge.Separate(accountId, now);
        db.PlaceVersions.Add(
            EditPlace.Version(kept, VersionKind.Separated, accountId, now, EditPlace.StateOf(db, kept))
        );
        db.PlaceVersions.Add(
            EditPlace.Version(merged, VersionKind.Separated, accountId, now, EditPlace.StateOf(db, merged))
        );
        journal.Note(
            JournalLine.Changed,
            nameof(Place),
            kept.Id,
            [.. PlaceFields.Changed(RecordJson.ReadPlace(before), kept).Select(f => f.Property)]
        );
        journal.Note(JournalLine.Changed, nameof(Place), merged.Id, nameof(Place.MergedIntoId));
        await DeclareTwoPlaces(merge, accountId, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        await DirectoryVersion.Bump(db, cancellation);
        await transaction.CommitAsync(cancellation);
        await directory.Follow(cancellation);
        return MergeOutcome.Done;
    }

    /// <summary>The place merged away comes back with its sources, what they have said since, its reports and its stops.</summary>
    private async Task GiveBack(
        Place merged,
        Place kept,
        PlaceMerge merge,
        List<PlaceSource> sources,
        List<PlaceSource> ours,
        CancellationToken cancellation
    )
    {
        var disputes = await db.FieldDisputes.Where(d => d.PlaceId == kept.Id).ToListAsync(cancellation);
        var own = await db.FieldDisputes.Where(d => d.PlaceId == merged.Id).ToListAsync(cancellation);
        foreach (var source in sources.OrderBy(s => s.LastSeenAt))
        {
            var then = merge.Sources.First(s => s.SourceId == source.Id).Reading;
            var now = RecordJson.ReadPlace(source.Reading);
            var disputed = PlaceChanges.Merge(db.Entry(merged), RecordJson.ReadPlace(then), now);
            foreach (var dispute in disputes.Where(d => d.At > merge.At && d.Source == source.Source))
            {
                // The other place may be in the same list: the dispute is of the record whose words it repeats.
                if (SaysTheSame(dispute, now) && !ours.Exists(o => IsOf(dispute, o)))
                {
                    db.FieldDisputes.Remove(dispute);
                }
            }

            foreach (var field in disputed)
            {
                db.FieldDisputes.RemoveRange(own.Where(d => d.Field == field));
                db.FieldDisputes.Add(
                    new FieldDispute
                    {
                        Id = Guid.CreateVersion7(),
                        PlaceId = merged.Id,
                        Field = field,
                        Source = source.Source,
                        Theirs = TheirsOf(field, now),
                        RunId = source.SeenBy ?? Guid.Empty,
                        At = source.LastSeenAt,
                    }
                );
            }

            source.PlaceId = merged.Id;
        }

        (merged.MergedIntoId, merged.GoneAt) = (null, GoneWith(sources));
        var reports = await db.PlaceReports.Where(r => merge.ReportIds.Contains(r.Id)).ToListAsync(cancellation);
        reports.ForEach(report => report.PlaceId = merged.Id);
        var verifications = await db
            .Verifications.Where(v => merge.VerificationIds.Contains(v.Id))
            .ToListAsync(cancellation);
        verifications.ForEach(v => v.MergedIntoId = v.PlaceId == merged.Id ? null : merged.Id);
        merged.Stops.AddRange(kept.Stops.Where(s => merge.StopIds.Contains(s.Id)));
        kept.Stops.RemoveAll(s => merge.StopIds.Contains(s.Id));
        db.ChangeTracker.DetectChanges();
    }

    private async Task DeclareTwoPlaces(PlaceMerge merge, Guid accountId, DateTime now, CancellationToken cancellation)
    {
        var (first, second) = DuplicateProposal.Key(merge.KeptPlaceId, merge.MergedPlaceId);
        var proposal = await db.DuplicateProposals.SingleOrDefaultAsync(
            p => p.FirstPlaceId == first && p.SecondPlaceId == second,
            cancellation
        );
        proposal?.DeclareNotDuplicate(accountId, now);
    }

    /// <summary>The place kept as it would be if the merge had never been.</summary>
    /// <param name="merge">The merge to take away.</param>
    /// <param name="later">Later merges into the same place, whose sources feed it too.</param>
    /// <param name="now">The place as it stands.</param>
    /// <param name="readings">What each of its own sources says.</param>
    private Place Without(
        PlaceMerge merge,
        List<PlaceMerge> later,
        Place now,
        IEnumerable<(Guid SourceId, string Reading)> readings
    )
    {
        var alone = RecordJson.ReadPlace(merge.KeptBefore);
        var after = RecordJson.ReadPlace(merge.KeptAfter);
        foreach (var (source, reading) in readings)
        {
            if (ReadingThen(source) is { } then && then != reading)
            {
                Follow(alone, RecordJson.ReadPlace(then), RecordJson.ReadPlace(reading));
            }
        }

        var since = now.Written.FindAll(w => w.At > merge.At);
        foreach (var property in Facts())
        {
            var (info, comparer) = (property.PropertyInfo!, property.GetValueComparer());
            if (
                since.Exists(w => w.Field == property.Name)
                || (SetByHand.Contains(property.Name) && !comparer.Equals(info.GetValue(now), info.GetValue(after)))
            )
            {
                info.SetValue(alone, info.GetValue(now));
            }
        }

        alone.Written = [.. alone.Written.Where(w => !since.Exists(s => s.Field == w.Field)), .. since];
        return alone;

        string? ReadingThen(Guid source) =>
            merge.Sources.Find(s => s.SourceId == source)?.Reading
            ?? later.SelectMany(m => m.Sources).FirstOrDefault(s => s.SourceId == source && s.IsOfMerged)?.Reading;
    }

    /// <summary>What an import does, to a place that is not in the context.</summary>
    private void Follow(Place place, Place before, Place after)
    {
        foreach (var property in Facts().Where(p => !place.Written.Exists(w => w.Field == p.Name)))
        {
            var info = property.PropertyInfo!;
            if (!property.GetValueComparer().Equals(info.GetValue(before), info.GetValue(after)))
            {
                info.SetValue(
                    place,
                    property.Name == nameof(Place.Services)
                        ? PlaceChanges.Identified(after.Services, place.Services)
                        : info.GetValue(after)
                );
            }
        }
    }

    private void Copy(Place from, Place to)
    {
        foreach (var property in Facts())
        {
            property.PropertyInfo!.SetValue(to, property.PropertyInfo.GetValue(from));
        }

        to.Written = from.Written;
    }

    private IEnumerable<IProperty> Facts() =>
        db.Model.FindEntityType(typeof(Place))!.GetProperties().Where(p => !OfTheRecord.Contains(p.Name));

    private static bool IsOf(FieldDispute dispute, PlaceSource source) =>
        dispute.Source == source.Source && SaysTheSame(dispute, RecordJson.ReadPlace(source.Reading));

    private static bool SaysTheSame(FieldDispute dispute, Place reading) =>
        dispute.Theirs == TheirsOf(dispute.Field, reading);

    private static string TheirsOf(string field, Place reading)
    {
        var theirs = RecordJson.ReadPlace("{}");
        PlaceFields.Of(field)!.Copy(reading, theirs);
        return RecordJson.Write(theirs);
    }

    /// <summary>Since when no list holds a place fed by these; null when one does, or when no list ever did.</summary>
    private static DateTime? GoneWith(List<PlaceSource> sources) =>
        sources.Count > 0 && sources.TrueForAll(s => s.GoneAt is not null) ? sources.Max(s => s.GoneAt) : null;
}
