using Maillage.Data;
using Maillage.Platform.Privacy;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings;

/// <summary>Who booked what, in the register.</summary>
internal sealed class BookingRecords(MaillageDb db) : IPersonalRecords
{
    public PersonalKind Kind { get; } =
        new()
        {
            Id = "bookings",
            Name = "Rendez-vous",
            Holds =
                "Le nom que la personne a donné, son téléphone ou son e-mail si elle en a laissé un, son mot pour l’équipe, le jour et l’heure, si elle est venue.",
            Purpose = "Recevoir la personne, la prévenir d’un changement.",
            Basis = LegalBasis.PublicTask,
            Readers = "La personne elle-même ; l’équipe de la structure qui la reçoit.",
            Kept =
                "{0} mois après le rendez-vous ou son annulation ; ensuite reste que quelqu’un est venu, ou non, sans rien sur la personne.",
            Length = Booking.MonthsKept,
            Entities = [typeof(Booking)],
        };

    public async Task<int> DeleteExpired(DateTime now, CancellationToken cancellation)
    {
        var limit = now.AddMonths(-Kind.Length);
        var old = await (
            from booking in db.Bookings
            join slot in db.Slots on booking.SlotId equals slot.Id
            where slot.EndsAt <= limit || (booking.State == BookingState.Cancelled && booking.ClosedAt <= limit)
            where (booking.Name != null || booking.AccessId != null)
            select booking
        ).ToListAsync(cancellation);
        old.ForEach(booking => booking.Erase());
        await db.SaveChangesAsync(cancellation);
        return old.Count;
    }

    /// <summary>Those that the person wrote down for others: the others are theirs alone.</summary>
    public async Task<IReadOnlyList<ExportedRecord>> Export(AccountHolder holder, CancellationToken cancellation)
    {
        var found = await (
            from booking in db.Bookings.AsNoTracking()
            join slot in db.Slots on booking.SlotId equals slot.Id
            where booking.EnteredBy == holder.AccountId
            orderby booking.CreatedAt
            select new { booking.CreatedAt, slot.StartsAt }
        ).ToListAsync(cancellation);
        return
        [
            .. found.Select(row => new ExportedRecord(
                "Rendez-vous que vous avez noté",
                new("Pour le", ParisTime.Words(row.StartsAt)),
                new("Noté le", ParisTime.Words(row.CreatedAt))
            )),
        ];
    }
}

/// <summary>When members of the teams are away, in the register.</summary>
internal sealed class AbsenceRecords(MaillageDb db, TimeProvider time) : IPersonalRecords
{
    public PersonalKind Kind { get; } =
        new()
        {
            Id = "absences",
            Name = "Agendas de l’équipe",
            Holds = "Qui reçoit, quand, et les heures où la personne n’est pas là, jamais pourquoi.",
            Purpose = "Ne proposer que des heures où quelqu’un est là.",
            Basis = LegalBasis.PublicTask,
            Readers = "L’équipe de la structure.",
            Kept = "Les absences {0} mois après leur fin ; le reste tant que la personne fait partie du réseau.",
            Length = 1,
            Entities = [typeof(Absence), typeof(Resource)],
        };

    public async Task<int> DeleteExpired(DateTime now, CancellationToken cancellation)
    {
        var limit = now.AddMonths(-Kind.Length);
        var old = await db.Absences.Where(a => a.EndsAt <= limit).ToListAsync(cancellation);
        db.Absences.RemoveRange(old);
        await db.SaveChangesAsync(cancellation);
        return old.Count;
    }

    public async Task<IReadOnlyList<ExportedRecord>> Export(AccountHolder holder, CancellationToken cancellation)
    {
        var found = await (
            from absence in db.Absences.AsNoTracking()
            join resource in db.Resources on absence.ResourceId equals resource.Id
            where resource.AccountId == holder.AccountId
            orderby absence.StartsAt
            select absence
        ).ToListAsync(cancellation);
        return
        [
            .. found.Select(absence => new ExportedRecord(
                "Absence",
                new("Du", ParisTime.Words(absence.StartsAt)),
                new("Au", ParisTime.Words(absence.EndsAt))
            )),
        ];
    }

    /// <summary>
    /// Nobody can book with somebody who is gone: their openings of appointments have ended, and they keep no session of a
    /// workshop any more; the page of the offer says that nobody leads it.
    /// </summary>
    public async Task Erase(AccountHolder holder, CancellationToken cancellation)
    {
        var mine = await db.Resources.Where(r => r.AccountId == holder.AccountId).ToListAsync(cancellation);
        var ids = mine.ConvertAll(r => r.Id);
        var openings = await (
            from need in db.OpeningResources
            join opening in db.Openings on need.OpeningId equals opening.Id
            where ids.Contains(need.ResourceId)
            join offer in db.Offers on opening.OfferId equals offer.Id
            where !Offer.KindsWithSessions.Contains(offer.Kind)
            select opening
        ).ToListAsync(cancellation);
        var yesterday = time.TodayInParis().AddDays(-1);
        foreach (var opening in openings.Where(o => o.LastDay is null || o.LastDay > yesterday))
        {
            opening.LastDay = yesterday;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var workshops = await (
            from need in db.OpeningResources
            join opening in db.Openings on need.OpeningId equals opening.Id
            join offer in db.Offers on opening.OfferId equals offer.Id
            where ids.Contains(need.ResourceId) && Offer.KindsWithSessions.Contains(offer.Kind)
            select need
        ).ToListAsync(cancellation);
        var led = workshops.ConvertAll(need => need.OpeningId);
        db.OpeningResources.RemoveRange(workshops);
        db.Occupations.RemoveRange(
            await db
                .Occupations.Where(o => ids.Contains(o.ResourceId) && o.StartsAt > now)
                .Where(o => db.Slots.Any(s => s.Id == o.SlotId && led.Contains(s.OpeningId)))
                .ToListAsync(cancellation)
        );
        db.Absences.RemoveRange(await db.Absences.Where(a => ids.Contains(a.ResourceId)).ToListAsync(cancellation));
        mine.ForEach(resource => resource.AccountId = null);
        await db.SaveChangesAsync(cancellation);
    }
}
