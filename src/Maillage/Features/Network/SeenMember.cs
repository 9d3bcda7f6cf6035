using Maillage.Features.Accounts;

namespace Maillage.Features.Network;

/// <summary>
/// A person of the network as one kind of reader sees them (membre). What that reader may not see is not there: pages and
/// searches have nothing else to show or to find.
/// </summary>
/// <param name="AccountId">For the journal, never for a page.</param>
public sealed record SeenMember(Guid AccountId, string Name)
{
    public IReadOnlyList<SeenMembership> Memberships { get; init; } = [];

    public IReadOnlyList<SeenRole> Roles { get; init; } = [];

    /// <summary>SIRENs of the EPCIs where the person works.</summary>
    public IReadOnlyList<string> Epcis { get; init; } = [];

    public IReadOnlyList<SkillLevel> Skills { get; init; } = [];

    public IReadOnlyList<string> Audiences { get; init; } = [];

    public IReadOnlyList<string> Languages { get; init; } = [];

    public IReadOnlyList<string> Capacities { get; init; } = [];

    public string? Availability { get; init; }

    public IReadOnlyList<string> FreeHalfDays { get; init; } = [];

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public SeenOnline? Online { get; init; }

    /// <summary>The fields that hold something, for the journal.</summary>
    public IEnumerable<ProfileField> Shown()
    {
        yield return ProfileField.Name;
        foreach (
            var (field, holds) in new[]
            {
                (ProfileField.Organisations, Memberships.Count + Roles.Count > 0),
                (ProfileField.Territory, Epcis.Count > 0),
                (ProfileField.Skills, Skills.Count > 0),
                (ProfileField.Audiences, Audiences.Count > 0),
                (ProfileField.Languages, Languages.Count > 0),
                (ProfileField.Capacities, Capacities.Count > 0),
                (ProfileField.Availability, Availability is not null || FreeHalfDays.Count > 0),
                (ProfileField.Phone, Phone is not null),
                (ProfileField.Email, Email is not null),
                (ProfileField.Online, Online is not null),
            }
        )
        {
            if (holds)
            {
                yield return field;
            }
        }
    }
}

/// <summary>What the person does in an organisation.</summary>
public sealed record SeenMembership(Guid OrganisationId, string Organisation, OrganisationRole Role);

/// <summary>A place of an organisation.</summary>
public sealed record SeenPlace(string Name, string Slug);

/// <summary>What the person does for the network.</summary>
public sealed record SeenRole(NetworkRoleKind Kind, string Territory);

/// <summary>Where and when a Promeneur du Net is met (présence en ligne).</summary>
public sealed record SeenOnline(string Name, string? Platform, string? Address, string? Hours);
