using Maillage.Data;
using Maillage.Features.Places.Import;
using Maillage.Features.Places.Search;
using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Editing;

/// <summary>
/// Changes a place in the name of somebody (modifier un lieu). Each change is a version; a change made meanwhile by
/// somebody else is never overwritten, and the fields written are kept from what lists say later.
/// </summary>
public sealed class EditPlace(MaillageDb db, PlaceDirectory directory, Journal journal, TimeProvider time)
{
    /// <summary>Makes the change if the place is still the one that was seen.</summary>
    /// <param name="placeId">The place.</param>
    /// <param name="seen">The <see cref="Place.ModifiedAt"/> of the place that the person saw.</param>
    /// <param name="accountId">Who changes it; null for whoever holds a link that was sent to the place.</param>
    /// <param name="kind">What is being done.</param>
    /// <param name="change">Makes the change.</param>
    /// <param name="cancellation">Stops the work.</param>
    public Task<EditOutcome> Run(
        Guid placeId,
        DateTime seen,
        Guid? accountId,
        VersionKind kind,
        Action<Place> change,
        CancellationToken cancellation
    ) => Run(placeId, seen, accountId, kind, [], change, cancellation);

    /// <summary>The same, with what changes beside the fields that people write.</summary>
    public async Task<EditOutcome> Run(
        Guid placeId,
        DateTime seen,
        Guid? accountId,
        VersionKind kind,
        IReadOnlyList<VersionNote> notes,
        Action<Place> change,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = After(seen, time);
        var taken = await db
            .Places.Where(p => p.Id == placeId && p.ModifiedAt == seen)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.ModifiedAt, now), cancellation);
        if (taken == 0)
        {
            return EditOutcome.SomebodyWasFaster;
        }

        var place = await db.Places.Include(p => p.Stops).SingleAsync(p => p.Id == placeId, cancellation);
        var before = StateOf(db, place);
        await AddStateBefore(db, place, seen, before, cancellation);
        change(place);
        var fields = PlaceFields.Changed(RecordJson.ReadPlace(before), place);
        if (fields.Count == 0 && notes.Count == 0 && kind != VersionKind.Verified && place.GoneAt is null)
        {
            return EditOutcome.NothingChanged;
        }

        foreach (var field in fields)
        {
            place.Written =
            [
                .. place.Written.Where(w => w.Field != field.Property),
                // A value taken from a list follows the list again.
                .. kind == VersionKind.Imported ? [] : new[] { new WrittenField(field.Property, now) },
            ];
        }

        db.PlaceVersions.Add(Version(place, kind, accountId, now, StateOf(db, place), notes));
        journal.Note(
            JournalLine.Changed,
            nameof(Place),
            place.Id,
            [
                .. fields.Select(f => f.Property),
                .. notes.Select(n => n.Property),
                .. kind == VersionKind.Verified ? [nameof(Place.VerifiedOn)] : Array.Empty<string>(),
            ]
        );
        await db.SaveChangesAsync(cancellation);
        await DirectoryVersion.Bump(db, cancellation);
        await transaction.CommitAsync(cancellation);
        await directory.Follow(cancellation);
        return EditOutcome.Done;
    }

    /// <summary>What lists have brought since the last version is a version too, so that it can be put back.</summary>
    internal static async Task AddStateBefore(
        MaillageDb db,
        Place place,
        DateTime seen,
        string before,
        CancellationToken cancellation
    )
    {
        var last = await db
            .PlaceVersions.Where(v => v.PlaceId == place.Id)
            .OrderByDescending(v => v.At)
            .Select(v => v.State)
            .FirstOrDefaultAsync(cancellation);
        if (last != before)
        {
            db.PlaceVersions.Add(Version(place, VersionKind.Imported, accountId: null, seen, before));
        }
    }

    /// <summary>
    /// The instant of the change: whole microseconds, as PostgreSQL keeps them, and later than the state seen even where
    /// the clock stands still, since it tells one state from another.
    /// </summary>
    internal static DateTime After(DateTime seen, TimeProvider time)
    {
        var ticks = Math.Max(time.GetUtcNow().UtcTicks, seen.Ticks + TimeSpan.TicksPerMicrosecond);
        return new DateTime(ticks - ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
    }

    internal static PlaceVersion Version(
        Place place,
        VersionKind kind,
        Guid? accountId,
        DateTime at,
        string state,
        IReadOnlyList<VersionNote>? notes = null
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            PlaceId = place.Id,
            Kind = kind,
            AccountId = accountId,
            At = at,
            State = state,
            Notes = [.. notes ?? []],
        };

    /// <summary>The place and its stops, without the instant of its change: two equal states are the same text.</summary>
    internal static string StateOf(MaillageDb db, Place place)
    {
        var copy = (Place)db.Entry(place).CurrentValues.ToObject();
        copy.ModifiedAt = default;
        copy.Stops.AddRange(place.Stops.OrderBy(stop => stop.Id));
        return RecordJson.Write(copy);
    }
}

/// <summary>What comes of a change.</summary>
public enum EditOutcome
{
    Done,
    NothingChanged,

    /// <summary>The place is no longer the one that the person saw.</summary>
    SomebodyWasFaster,
}
