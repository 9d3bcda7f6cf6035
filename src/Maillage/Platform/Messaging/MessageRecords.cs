using Maillage.Data;
using Maillage.Platform.Privacy;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Platform.Messaging;

/// <summary>Messages in the register: their addresses and words.</summary>
internal sealed class MessageRecords(
    MaillageDb db,
    EraseMessages eraseMessages,
    MessageSignatures signatures,
    IOptions<MessagingSettings> settings,
    TimeProvider time
) : IPersonalRecords
{
    public PersonalKind Kind { get; } =
        new()
        {
            Id = "messages",
            Name = "Messages envoyés",
            Holds = "L’adresse ou le numéro, et les mots du message.",
            Purpose = "Prévenir les personnes qui l’ont demandé ou qui s’occupent d’un lieu.",
            Basis = LegalBasis.PublicTask,
            Readers =
                "Les lettres : la coordination, qui les imprime. Le reste : personne dans le réseau ; la personne qui exploite le site quand un envoi échoue.",
            Kept =
                "{0} jours après l’envoi ; ensuite seules restent la date et la sorte de message. Un message qui porte un code est effacé dès qu’il est parti.",
            Length = settings.Value.ErasedAfterDays,
            Entities = [typeof(Message)],
        };

    public Task<int> DeleteExpired(DateTime now, CancellationToken cancellation) => eraseMessages.Run(cancellation);

    public async Task<IReadOnlyList<ExportedRecord>> Export(AccountHolder holder, CancellationToken cancellation)
    {
        var found = await To(holder).AsNoTracking().OrderBy(m => m.CreatedAt).ToListAsync(cancellation);
        return
        [
            .. found.Select(m => new ExportedRecord(
                "Message",
                new("Adresse", m.To),
                new("Écrit le", ParisTime.Words(m.CreatedAt)),
                new("Objet", m.Subject),
                new("Texte", m.Text)
            )),
        ];
    }

    /// <summary>Nothing more goes to the address; what waits is stopped, and the words of what went are erased.</summary>
    public async Task Erase(AccountHolder holder, CancellationToken cancellation)
    {
        if (MessageAddress.Read(holder.Email) is not { } address)
        {
            return;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var hash = signatures.HashOf(address);
        if (!await db.StoppedAddresses.AnyAsync(s => s.Hash == hash && s.Reason == StopReason.Left, cancellation))
        {
            db.StoppedAddresses.Add(
                new StoppedAddress
                {
                    Hash = hash,
                    Reason = StopReason.Left,
                    StoppedAt = now,
                }
            );
        }

        await To(holder)
            .Where(m =>
                m.State == MessageState.Queued
                || m.State == MessageState.FailedTemporarily
                || m.State == MessageState.Held
            )
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(m => m.State, MessageState.Stopped)
                        .SetProperty(m => m.EndedAt, now)
                        .SetProperty(m => m.Version, m => m.Version + 1),
                cancellation
            );
        await EraseMessages.Empty(To(holder), cancellation);
    }

#pragma warning disable CA1304, CA1311, CA1862, MA0011 // this becomes lower() of the database
    private IQueryable<Message> To(AccountHolder holder)
    {
        var email = holder.Email.ToLowerInvariant();
        return db.Messages.Where(m =>
            m.Channel == MessageChannel.Email && m.To != null && email.Length > 0 && m.To.ToLower() == email
        );
    }
#pragma warning restore CA1304, CA1311, CA1862, MA0011
}
