using System.Text.Encodings.Web;
using System.Text.Json;
using Maillage.Features.Accounts;
using Maillage.Platform.Audit;
using Maillage.Platform.Privacy;
using Maillage.Platform.Time;

namespace Maillage.Features.Privacy;

/// <summary>Everything that is held about somebody who has an account (emporter ses données); the reading is journaled.</summary>
public sealed class ExportPerson(IEnumerable<IPersonalRecords> records, Journal journal, TimeProvider time)
{
    /// <summary>Readable by a person who opens the file.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public async Task<PersonExport> Run(Person person, CancellationToken cancellation)
    {
        var kinds = new List<ExportedKind>();
        await journal.Read(nameof(Account), person.AccountId, ["*"], "emporter ses données", cancellation);
        foreach (var kind in records)
        {
            var found = await kind.Export(new AccountHolder(person.AccountId, person.Email), cancellation);
            kinds.Add(
                new ExportedKind(
                    kind.Kind.Name,
                    kind.Kind.Purpose,
                    string.Format(System.Globalization.CultureInfo.CurrentCulture, kind.Kind.Kept, kind.Kind.Length),
                    found
                )
            );
        }

        return new PersonExport(ParisTime.Words(time.GetUtcNow().UtcDateTime), kinds);
    }
}

/// <summary>What is held about somebody.</summary>
/// <param name="MadeOn">When it was put together, in words.</param>
public sealed record PersonExport(string MadeOn, IReadOnlyList<ExportedKind> Kinds);

/// <summary>What is held of one kind, with what the register says of it.</summary>
public sealed record ExportedKind(string Name, string Purpose, string Kept, IReadOnlyList<ExportedRecord> Records);
