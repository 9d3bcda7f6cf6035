using Maillage.Data;

namespace Maillage.Features.Meetings.Desk;

/// <summary>Says when somebody is away (ajouter une absence): nothing more is booked then; what is booked stays.</summary>
public sealed class AddAbsence(MaillageDb db, WriteTurn turn)
{
    /// <summary>Adds it; whoever books at the same instant waits for the row.</summary>
    /// <param name="startsAt">UTC.</param>
    public async Task<Absence> Run(Guid accountId, DateTime startsAt, DateTime endsAt, CancellationToken cancellation)
    {
        using var held = await turn.Wait(db, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var resource = (await AddOpening.People(db, [accountId], cancellation))[0];
        await HeldRows.Resources(db, [resource], cancellation);
        var absence = new Absence
        {
            Id = Guid.CreateVersion7(),
            ResourceId = resource,
            StartsAt = startsAt,
            EndsAt = endsAt,
        };
        db.Absences.Add(absence);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return absence;
    }
}
