using System.Text.RegularExpressions;
using Maillage.Data;
using Maillage.Features.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Teams;

/// <summary>Adds an organisation to the network (nouvelle structure).</summary>
public sealed partial class CreateOrganisation(MaillageDb db)
{
    /// <summary>Checks the number, then adds the organisation once.</summary>
    /// <param name="name">As it presents itself.</param>
    /// <param name="number">A SIRET (14 digits), an RNA number (W and 9 digits), or nothing.</param>
    /// <param name="parentId">The organisation of which it is a branch, or null.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task<(OrganisationOutcome Outcome, Guid Id)> Run(
        string name,
        string? number,
        Guid? parentId,
        CancellationToken cancellation
    )
    {
        var compact = string.Concat((number ?? "").Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        var isRna = Rna().IsMatch(compact);
        if (compact.Length > 0 && !isRna && !Siret.IsValid(compact))
        {
            return (OrganisationOutcome.WrongNumber, default);
        }

        var known =
            compact.Length == 0
                ? null
                : await db.Organisations.FirstOrDefaultAsync(o => o.Siret == compact || o.Rna == compact, cancellation);
        if (known is not null)
        {
            return (OrganisationOutcome.AlreadyKnown, known.Id);
        }

        var organisation = new Organisation
        {
            Id = Guid.CreateVersion7(),
            Name = name,
            Siret = compact.Length > 0 && !isRna ? compact : null,
            Rna = isRna ? compact : null,
            ParentId = parentId,
        };
        db.Organisations.Add(organisation);
        await db.SaveChangesAsync(cancellation);
        return (OrganisationOutcome.Created, organisation.Id);
    }

    /// <summary>Source: répertoire national des associations, W then nine digits.</summary>
    [GeneratedRegex("^W[0-9]{9}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rna();
}

/// <summary>What comes of a new organisation.</summary>
public enum OrganisationOutcome
{
    Created,

    /// <summary>Neither a SIRET nor an RNA number.</summary>
    WrongNumber,

    /// <summary>Another already has this number.</summary>
    AlreadyKnown,
}
