using Maillage.Platform.Audit;

namespace Maillage.Features.Accounts;

/// <summary>
/// A link that lets one person choose a password and take a role (invitation), or choose another password where they
/// have forgotten theirs. It serves once, for seven days; only the hash of its secret is kept.
/// </summary>
public sealed class Invitation : IJournaled
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the secret in the link, hexadecimal.</summary>
    public required string SecretHash { get; init; }

    public required string Email { get; init; }

    /// <summary>The account that sent it; null for the command line.</summary>
    public Guid? InvitedBy { get; init; }

    public Guid? OrganisationId { get; init; }

    public OrganisationRole? Role { get; init; }

    public NetworkRoleKind? NetworkRole { get; init; }

    /// <summary>The first day of a volunteer's mission; null to begin when the link is used.</summary>
    public DateOnly? MissionFrom { get; init; }

    /// <summary>Its last day; null when none is known.</summary>
    public DateOnly? MissionUntil { get; init; }

    /// <summary>The account of the member who will follow the volunteer.</summary>
    public Guid? ReferentId { get; init; }

    /// <summary>Where the network role holds.</summary>
    public string? Territory { get; init; }

    /// <summary>True for a link that gives no role and serves to choose another password.</summary>
    public bool IsNewPassword => Role is null && NetworkRole is null;

    public required DateTime CreatedAt { get; init; }

    /// <summary>When the link stops serving: seven days after it was made, or the moment it was withdrawn.</summary>
    public required DateTime EndsAt { get; set; }

    public DateTime? AcceptedAt { get; private set; }

    /// <summary>Takes the link once; false when it has served or its time has passed.</summary>
    public bool TryAccept(DateTime now)
    {
        if (AcceptedAt is not null || EndsAt <= now)
        {
            return false;
        }

        AcceptedAt = now;
        return true;
    }

    /// <summary>Makes the link serve no more; one that has served is left as it is.</summary>
    public void Withdraw(DateTime now) => EndsAt = AcceptedAt is null && EndsAt > now ? now : EndsAt;
}
