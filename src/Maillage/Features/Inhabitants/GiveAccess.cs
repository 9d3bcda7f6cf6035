using Maillage.Data;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Inhabitants;

/// <summary>Gives an inhabitant a reference and a code, or another code for a reference they have (donner un accès).</summary>
public sealed class GiveAccess(MaillageDb db, TimeProvider time)
{
    internal static readonly PasswordHasher<InhabitantAccess> Hasher = new();

    /// <summary>A new reference with its code, told this once.</summary>
    public async Task<Given> Run(Guid organisationId, Guid accountId, CancellationToken cancellation)
    {
        var access = new InhabitantAccess
        {
            Id = Guid.CreateVersion7(),
            Reference = await FreeReference(cancellation),
            OrganisationId = organisationId,
            CreatedBy = accountId,
            LastUsedOn = time.TodayInParis(),
        };
        db.InhabitantAccesses.Add(access);
        return await GiveCode(access, cancellation);
    }

    /// <summary>Another code, told this once; the former one ends, and so does whoever came in by it.</summary>
    /// <param name="organisations">Those for which the agent works.</param>
    /// <returns>Null when none of these organisations gave such a reference.</returns>
    public async Task<Given?> Again(
        string reference,
        IReadOnlyCollection<Guid> organisations,
        CancellationToken cancellation
    )
    {
        var kept = Credentials.ReferenceOf(reference);
        var access = await db.InhabitantAccesses.SingleOrDefaultAsync(
            a => a.Reference == kept && organisations.Contains(a.OrganisationId),
            cancellation
        );
        if (access is null)
        {
            return null;
        }

        access.LastUsedOn = time.TodayInParis();
        return await GiveCode(access, cancellation);
    }

    private async Task<Given> GiveCode(InhabitantAccess access, CancellationToken cancellation)
    {
        var code = Credentials.NewCode();
        access.GiveCode(Hasher.HashPassword(access, code), time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellation);
        return new Given(access.Reference, code, access.ErasedOn);
    }

    private async Task<string> FreeReference(CancellationToken cancellation)
    {
        string reference;
        do
        {
            reference = Credentials.NewReference();
        } while (await db.InhabitantAccesses.AnyAsync(a => a.Reference == reference, cancellation));

        return reference;
    }

    /// <summary>What is told once.</summary>
    public sealed record Given(string Reference, string Code, DateOnly ErasedOn);
}
