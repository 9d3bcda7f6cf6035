using Maillage.Data;
using Maillage.Platform.Settings;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Meetings.Desk;

/// <summary>
/// Adds an opening (ouvrir une plage), and the sessions of a workshop with it: what it needs is held first, so that nobody
/// and nothing is ever in two places.
/// </summary>
public sealed class AddOpening(MaillageDb db, WriteTurn turn, OffersInHand offersInHand, IOptions<SiteSettings> site)
{
    /// <summary>Refusals told at once: the others come once these are mended.</summary>
    public const int MostConflicts = 5;

    /// <summary>Adds it whole, or nothing of it.</summary>
    /// <param name="accounts">Those of the team who receive.</param>
    /// <param name="things">Rooms and equipment.</param>
    public async Task<OpeningAnswer> Run(
        Offer offer,
        Opening opening,
        IReadOnlyCollection<Guid> accounts,
        IReadOnlyCollection<Guid> things,
        CancellationToken cancellation
    )
    {
        using var held = await turn.Wait(db, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var needs = (await People(db, accounts, cancellation)).Concat(things).Distinct().Order().ToList();
        await HeldRows.Resources(db, needs, cancellation);
        if (await db.Openings.AnyAsync(o => o.Id == opening.Id, cancellation))
        {
            // The same form sent again.
            return new OpeningAnswer(1, []);
        }

        db.Openings.Add(opening);
        db.OpeningResources.AddRange(
            needs.Select(id => new OpeningResource { OpeningId = opening.Id, ResourceId = id })
        );
        if (offer.HasSessions)
        {
            var sessions = Sessions(offer, opening).ToList();
            if (sessions.Count == 0)
            {
                return new OpeningAnswer(0, []);
            }

            var conflicts = await Conflicts(offer, sessions, needs, cancellation);
            if (conflicts.Count > 0)
            {
                return new OpeningAnswer(0, conflicts);
            }

            db.Slots.AddRange(sessions);
            db.Occupations.AddRange(
                sessions.SelectMany(slot => needs.Select(id => Occupation.Of(slot, id, offer.Buffer)))
            );
            await Save(transaction, cancellation);
            return new OpeningAnswer(sessions.Count, []);
        }

        await Save(transaction, cancellation);
        return new OpeningAnswer(1, []);

        async Task Save(Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction under, CancellationToken stop)
        {
            await db.SaveChangesAsync(stop);
            await under.CommitAsync(stop);
        }
    }

    /// <summary>The resources that these accounts are, made for those who had none.</summary>
    internal static async Task<IReadOnlyList<Guid>> People(
        MaillageDb db,
        IReadOnlyCollection<Guid> accounts,
        CancellationToken cancellation
    )
    {
        var asked = accounts.Distinct().Order().ToList();
        var known = await Known();
        var added = asked
            .Where(account => !known.ContainsKey(account))
            .Select(account => new Resource
            {
                Id = Guid.CreateVersion7(),
                Kind = ResourceKind.Person,
                AccountId = account,
            })
            .ToList();
        db.Resources.AddRange(added);
        try
        {
            await db.SaveChangesAsync(cancellation);
            return [.. known.Values, .. added.Select(resource => resource.Id)];
        }
        catch (DbUpdateException) when (added.Count > 0)
        {
            // Somebody made them at the same instant: EF went back to before, and theirs are read.
            added.ForEach(resource => db.Entry(resource).State = EntityState.Detached);
            known = await Known();
            var missing = added.Where(resource => !known.ContainsKey(resource.AccountId!.Value)).ToList();
            db.Resources.AddRange(missing);
            await db.SaveChangesAsync(cancellation);
            return [.. known.Values, .. missing.Select(resource => resource.Id)];
        }

        Task<Dictionary<Guid, Guid>> Known() =>
            db
                .Resources.AsNoTracking()
                .Where(r => r.AccountId != null && asked.Contains(r.AccountId.Value))
                .ToDictionaryAsync(r => r.AccountId!.Value, r => r.Id, cancellation);
    }

    private IEnumerable<Slot> Sessions(Offer offer, Opening opening)
    {
        foreach (
            var day in OpeningDays.Between(
                opening,
                opening.FirstDay,
                opening.LastDay ?? opening.FirstDay,
                site.Value.Departement
            )
        )
        {
            if (
                ParisTime.InstantOf(day, opening.From) is { } startsAt
                && ParisTime.InstantOf(day, opening.To) is { } endsAt
            )
            {
                yield return new Slot
                {
                    Id = Guid.CreateVersion7(),
                    OfferId = offer.Id,
                    OpeningId = opening.Id,
                    StartsAt = startsAt,
                    EndsAt = endsAt,
                    Capacity = offer.Capacity,
                };
            }
        }
    }

    private async Task<IReadOnlyList<string>> Conflicts(
        Offer offer,
        List<Slot> sessions,
        List<Guid> needs,
        CancellationToken cancellation
    )
    {
        var busy = await FindSlots.Busy(
            db,
            needs,
            sessions[0].StartsAt,
            sessions[^1].EndsAt.AddMinutes(offer.Buffer),
            cancellation
        );
        var taken = (
            from slot in sessions
            from span in busy
            where span.StartsAt < slot.EndsAt.AddMinutes(offer.Buffer) && span.EndsAt > slot.StartsAt
            select (slot.StartsAt, span.ResourceId)
        )
            .Distinct()
            .Take(MostConflicts)
            .ToList();
        var names = await offersInHand.Names([.. taken.Select(t => t.ResourceId)], cancellation);
        return [.. taken.Select(t => $"{names[t.ResourceId]} n’est pas libre le {DeskWords.Moment(t.StartsAt)}")];
    }
}

/// <summary>What came of a new opening.</summary>
/// <param name="Sessions">How many sessions it made, 1 for an opening of appointments; 0 when it was refused.</param>
/// <param name="Conflicts">Who or what is taken, and when.</param>
public sealed record OpeningAnswer(int Sessions, IReadOnlyList<string> Conflicts);
