using Maillage.Platform.Audit;

namespace Maillage.Features.Accounts.Identities;

/// <summary>
/// An identity of a provider by which the owner of an account signs in (identité rattachée). The provider's name for
/// the person is all that is kept of them.
/// </summary>
public sealed class LinkedIdentity : IJournaled
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>The provider's name for people: <c>ProConnect</c>.</summary>
    public required string Provider { get; init; }

    public required string Issuer { get; init; }

    /// <summary>The provider's name for the person, never the same elsewhere.</summary>
    public required string Subject { get; init; }

    /// <summary>The organisation for which the agent came the last time; null when the provider does not say.</summary>
    public string? Siret { get; set; }

    public required DateTime LinkedAt { get; init; }
}
