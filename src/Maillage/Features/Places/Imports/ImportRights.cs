using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Import;
using Maillage.Platform.Settings;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Imports;

/// <summary>
/// Who sees which import: an administrator all of them; a coordinator those that touch nothing beyond what they coordinate.
/// </summary>
internal static class ImportRights
{
    public static bool MaySee(this Person person, IReadOnlyList<string> territories) =>
        person.IsAdministrator
        || (
            territories.Count > 0
            && territories.All(code =>
                ImportTerritory.CommunesOf(code).ToList() is { Count: > 0 } communes
                && communes.TrueForAll(person.Coordinates)
            )
        );

    /// <summary>
    /// What an import of this person touches: the départements and EPCIs that they coordinate; for an administrator the
    /// département of the site, until they say that they want the whole list.
    /// </summary>
    public static List<string> ImportsInto(this Person person, SiteSettings site) =>
        person.IsAdministrator
            ? [site.Departement]
            :
            [
                .. person
                    .NetworkRoles.Where(role => role.Kind == NetworkRoleKind.Coordinator)
                    .Select(role => role.Territory)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ];

    /// <summary>True where the person of an account, who is not there, may import into these territories on that day.</summary>
    public static async Task<bool> MayImport(
        this MaillageDb db,
        Guid accountId,
        IReadOnlyList<string> territories,
        DateOnly today,
        CancellationToken cancellation
    )
    {
        var roles = await db
            .NetworkRoles.AsNoTracking()
            .Where(r => r.AccountId == accountId && r.From <= today && (r.EndedOn == null || r.EndedOn > today))
            .ToListAsync(cancellation);
        return new Person(accountId, Guid.Empty, Name: "", Email: "", [], roles).MaySee(territories);
    }
}

/// <summary>Finds the import of a page of the desk, for those who may see it.</summary>
public sealed class ImportInHand(MaillageDb db)
{
    /// <summary>Null when there is none or it is not the person's: to them it does not exist.</summary>
    public async Task<ImportRun?> Find(Guid id, Person person, CancellationToken cancellation) =>
        await db.ImportRuns.SingleOrDefaultAsync(r => r.Id == id, cancellation) is { } run
        && person.MaySee(run.Territories)
            ? run
            : null;

    /// <summary>The same for a list that is remembered.</summary>
    public async Task<ImportList?> FindList(Guid id, Person person, CancellationToken cancellation) =>
        await db.ImportLists.SingleOrDefaultAsync(l => l.Id == id, cancellation) is { } list
        && person.MaySee(list.Territories)
            ? list
            : null;

    /// <summary>The lists that the person sees, by name.</summary>
    public async Task<IReadOnlyList<ImportList>> Lists(Person person, CancellationToken cancellation)
    {
        var all = await db.ImportLists.AsNoTracking().OrderBy(l => l.Name).ToListAsync(cancellation);
        return all.FindAll(list => person.MaySee(list.Territories));
    }
}
