using Maillage.Data;
using Maillage.Platform.Privacy;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Platform.Audit;

/// <summary>The journal in the register. Nobody is taken out of it before its term: it is what proves what was done.</summary>
internal sealed class JournalRecords(MaillageDb db, ExpireJournal expireJournal) : IPersonalRecords
{
    public PersonalKind Kind { get; } =
        new()
        {
            Id = "journal",
            Name = "Journal",
            Holds = "Qui a changé ou lu quoi, et quand : des numéros et des noms de champs, jamais les valeurs.",
            Purpose = "Savoir qui a vu ou changé des données personnelles, et le prouver.",
            Basis = LegalBasis.LegalObligation,
            Readers =
                "L’administration du réseau et la personne qui exploite le site, quand il faut vérifier un accès ; chacun, pour ce qui le concerne.",
            Kept = "{0} mois, même quand un compte est effacé.",
            Length = JournalSegment.MonthsKept,
            Entities = [typeof(JournalLine), typeof(JournalSegment)],
        };

    /// <summary>In segments, whose lines go together.</summary>
    public Task<int> DeleteExpired(DateTime now, CancellationToken cancellation) => expireJournal.Run(cancellation);

    public async Task<IReadOnlyList<ExportedRecord>> Export(AccountHolder holder, CancellationToken cancellation)
    {
        var id = holder.AccountId;
        var found = await db
            .JournalLines.AsNoTracking()
            .Where(l => l.SubjectId == id || l.AccountId == id || l.OnBehalfOf == id)
            .OrderByDescending(l => l.At)
            .ToListAsync(cancellation);
        return
        [
            .. found.Select(l => new ExportedRecord(
                "Ligne du journal",
                new("Le", ParisTime.Words(l.At)),
                new("Par", l.AccountId == id ? "vous" : "quelqu’un d’autre ou le site"),
                new("Acte", l.Action),
                new("Sur", l.SubjectId == id ? "votre compte" : $"{l.Subject} {l.SubjectId}"),
                new("Champs", l.Fields.Count == 0 ? null : string.Join(", ", l.Fields)),
                new("Raison", l.Reason),
                new("Canal", l.Channel.ToString())
            )),
        ];
    }
}
