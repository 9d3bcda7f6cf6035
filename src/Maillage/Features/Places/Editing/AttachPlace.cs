using Maillage.Data;
using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Editing;

/// <summary>Says which organisation looks after a place (rattacher).</summary>
public sealed class AttachPlace(MaillageDb db, Journal journal)
{
    /// <summary>Finds the one organisation that was meant, then gives it the place.</summary>
    /// <param name="placeId">The place.</param>
    /// <param name="typed">The organisation's name or SIRET; empty to leave the place to nobody.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task<AttachOutcome> Run(Guid placeId, string? typed, CancellationToken cancellation)
    {
        Guid? organisation = null;
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

            organisation = found[0].Id;
        }

        var place = await db.Places.SingleAsync(p => p.Id == placeId, cancellation);
        place.OrganisationId = organisation;
        journal.Note(JournalLine.Changed, nameof(Place), placeId, nameof(Place.OrganisationId));
        await db.SaveChangesAsync(cancellation);
        return AttachOutcome.Done;
    }
}

/// <summary>What comes of attaching a place to an organisation.</summary>
public enum AttachOutcome
{
    Done,

    /// <summary>No organisation has this name or number.</summary>
    Unknown,

    /// <summary>Several have this name.</summary>
    Several,
}
