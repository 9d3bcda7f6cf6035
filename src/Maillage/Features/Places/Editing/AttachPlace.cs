using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Editing;

/// <summary>Says which organisation looks after a place (rattacher).</summary>
public sealed class AttachPlace(MaillageDb db, EditPlace editPlace)
{
    /// <summary>Finds the one organisation that was meant, then gives it the place.</summary>
    /// <param name="placeId">The place.</param>
    /// <param name="typed">The organisation's name or SIRET; empty to leave the place to nobody.</param>
    /// <param name="seen">The state of the place that the person saw.</param>
    /// <param name="accountId">Who says so.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task<AttachOutcome> Run(
        Guid placeId,
        string? typed,
        DateTime seen,
        Guid accountId,
        CancellationToken cancellation
    )
    {
        (Guid? Id, string? Name) organisation = default;
        var words = typed?.Trim() ?? "";
        if (words.Length > 0)
        {
            var number = string.Concat(words.Where(c => !char.IsWhiteSpace(c)));
            var all = await db
                .Organisations.Select(o => new
                {
                    o.Id,
                    o.Name,
                    o.Siret,
                    o.Rna,
                })
                .ToListAsync(cancellation);
            // Compared here: SQLite knows no capitals beyond ASCII.
            var found = all.FindAll(o =>
                o.Siret == number || o.Rna == number || o.Name.Equals(words, StringComparison.OrdinalIgnoreCase)
            );
            if (found.Count != 1)
            {
                return found.Count == 0 ? AttachOutcome.Unknown : AttachOutcome.Several;
            }

            organisation = (found[0].Id, found[0].Name);
        }

        var former = await db
            .Places.Where(p => p.Id == placeId)
            .Select(p => new { p.OrganisationId, p.Organisation!.Name })
            .SingleAsync(cancellation);
        var outcome = await editPlace.Run(
            placeId,
            seen,
            accountId,
            VersionKind.Attached,
            former.OrganisationId == organisation.Id ? [] : [Note(former.Name, organisation.Name)],
            place => place.OrganisationId = organisation.Id,
            cancellation
        );
        return outcome == EditOutcome.SomebodyWasFaster ? AttachOutcome.SomebodyWasFaster : AttachOutcome.Done;
    }

    /// <summary>The change of organisation as its version tells it, by the names of that day.</summary>
    internal static VersionNote Note(string? before, string? after) =>
        new(nameof(Place.OrganisationId), "Structure qui s’en occupe", before, after);
}

/// <summary>What comes of attaching a place to an organisation.</summary>
public enum AttachOutcome
{
    Done,

    /// <summary>No organisation has this name or number.</summary>
    Unknown,

    /// <summary>Several have this name.</summary>
    Several,

    /// <summary>The place is no longer the one that the person saw.</summary>
    SomebodyWasFaster,
}
