using Maillage.Data;
using Maillage.Features.Messages.Templates;
using Maillage.Platform.Audit;
using Maillage.Platform.Messaging;
using Maillage.Platform.Settings;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Inhabitants;

/// <summary>Gives an inhabitant a reference and a code, or another code for a reference they have (donner un accès).</summary>
public sealed class GiveAccess(
    MaillageDb db,
    Outbox outbox,
    ISmsGateway sms,
    Actor actor,
    AccessGate gate,
    IOptions<SiteSettings> site,
    TimeProvider time
)
{
    internal static readonly PasswordHasher<InhabitantAccess> Hasher = new();

    /// <summary>True when what is given can be sent to a mobile too.</summary>
    public bool HasSms => sms.IsOn;

    /// <summary>Where the person writes them, as one reads it on paper.</summary>
    public string Where => site.Value.PublicUrl.Split("://")[^1] + InhabitantUrls.Open;

    /// <summary>A mobile number as typed; null for anything else, and where SMS are off.</summary>
    public MessageAddress? Mobile(string? typed) =>
        HasSms && MessageAddress.Read(typed) is { Channel: MessageChannel.Sms } address ? address : null;

    /// <summary>A new reference with its code, told this once.</summary>
    /// <param name="mobile">Where both go too; the number is forgotten once they have gone.</param>
    public async Task<Given> Run(
        Guid organisationId,
        Guid accountId,
        MessageAddress? mobile,
        CancellationToken cancellation
    )
    {
        actor.Channel = Channel.Counter;
        var access = await Create(organisationId, accountId, cancellation);
        db.InhabitantAccesses.Add(access);
        return await GiveCode(access, mobile, cancellation);
    }

    /// <summary>A new access with its code, for whoever saves it with something of their own.</summary>
    /// <param name="accountId">Null when no agent gives it.</param>
    public async Task<NewAccess> Prepare(Guid organisationId, Guid? accountId, CancellationToken cancellation)
    {
        var access = await Create(organisationId, accountId, cancellation);
        return new NewAccess(access, NewCode(access));
    }

    /// <summary>Another code, told this once; the former one ends, and so does whoever came in by it.</summary>
    /// <param name="organisations">Those for which the agent works.</param>
    /// <param name="mobile">Where both go too; the number is forgotten once they have gone.</param>
    /// <returns>Null when none of these organisations gave such a reference.</returns>
    public async Task<Given?> Again(
        string reference,
        IReadOnlyCollection<Guid> organisations,
        MessageAddress? mobile,
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

        actor.Channel = Channel.Counter;
        access.LastUsedOn = time.TodayInParis();
        var given = await GiveCode(access, mobile, cancellation);
        gate.StartAnew(kept);
        return given;
    }

    private async Task<Given> GiveCode(InhabitantAccess access, MessageAddress? mobile, CancellationToken cancellation)
    {
        var code = NewCode(access);
        if (mobile is not null)
        {
            outbox.Add(
                mobile,
                new AccessGiven(Credentials.Grouped(access.Reference), Credentials.Grouped(code), Where),
                access.OrganisationId
            );
        }

        await db.SaveChangesAsync(cancellation);
        return new Given(access.Reference, code, access.ErasedOn);
    }

    /// <summary>Another code for an access that is already held in hand; the caller saves it.</summary>
    public string NewCode(InhabitantAccess access)
    {
        var code = Credentials.NewCode();
        access.GiveCode(Hasher.HashPassword(access, code), time.GetUtcNow().UtcDateTime);
        return code;
    }

    private async Task<InhabitantAccess> Create(Guid organisationId, Guid? accountId, CancellationToken cancellation) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Reference = await FreeReference(cancellation),
            OrganisationId = organisationId,
            CreatedBy = accountId,
            LastUsedOn = time.TodayInParis(),
        };

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

/// <summary>An access that is not saved yet, and the code that will be told once.</summary>
public sealed record NewAccess(InhabitantAccess Access, string Code);
