using Maillage.Data;
using Maillage.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Platform.Messaging;

/// <summary>The stop list in the register.</summary>
internal sealed class StopListRecords(MaillageDb db) : IPersonalRecords
{
    public PersonalKind Kind { get; } =
        new()
        {
            Id = "stop-list",
            Name = "Adresses qui ne reçoivent plus rien",
            Holds = "Une empreinte de l’adresse, qui ne permet pas de la relire, et la raison.",
            Purpose =
                "Ne plus écrire à qui ne le veut plus, à qui est décédé ou parti, ou à une adresse qui n’existe plus.",
            Basis = LegalBasis.LegalObligation,
            Readers = "Personne : le site compare, il ne montre pas.",
            Kept =
                "{0} mois ; sans limite quand la personne a demandé elle-même à ne plus rien recevoir, ou est décédée.",
            // CNIL: a list of those who object is kept three years at least.
            Length = 36,
            Entities = [typeof(StoppedAddress)],
        };

    public Task<int> DeleteExpired(DateTime now, CancellationToken cancellation)
    {
        var limit = now.AddMonths(-Kind.Length);
        return db
            .StoppedAddresses.Where(s =>
                s.StoppedAt < limit && (s.Reason == StopReason.Bounced || s.Reason == StopReason.Left)
            )
            .ExecuteDeleteAsync(cancellation);
    }
}
