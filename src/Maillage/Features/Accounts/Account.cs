using Maillage.Platform.Audit;
using Microsoft.AspNetCore.Identity;

namespace Maillage.Features.Accounts;

/// <summary>A professional or a volunteer of the network who signs in (compte). An inhabitant never needs one.</summary>
public sealed class Account : IdentityUser<Guid>, IJournaled
{
    /// <summary>First and last name, as colleagues see it.</summary>
    public required string Name { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>The step (thirty seconds, since 1970) of the last code of the authenticator: none serves twice.</summary>
    public long? LastCodeStep { get; set; }
}
