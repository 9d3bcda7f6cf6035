using Maillage.Features.Territories;
using Maillage.Platform.Audit;

namespace Maillage.Features.Accounts;

/// <summary>What a person does for the whole network on a territory (rôle de réseau).</summary>
public sealed class NetworkRole : IJournaled
{
    private const int LongestDepartement = 3;

    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required NetworkRoleKind Kind { get; init; }

    /// <summary>Code of a département (2 or 3 characters) or SIREN of an EPCI (9 digits).</summary>
    public required string Territory { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The first day without rights; null while the person stays.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>Ends the rights at once: the day itself no longer counts.</summary>
    public void End(DateOnly today) => EndedOn ??= today;

    public bool IsOfDepartement => Territory.Length <= LongestDepartement;

    public bool Covers(Commune commune) => commune.DepartementCode == Territory || commune.EpciCode == Territory;
}

/// <summary>Roles for the whole network.</summary>
public enum NetworkRoleKind
{
    /// <summary>Coordinateur du département ou d'un EPCI.</summary>
    Coordinator,

    /// <summary>Instructeur des aides.</summary>
    Instructor,

    /// <summary>Financeur.</summary>
    Funder,

    /// <summary>Administrateur : gives the other roles.</summary>
    Administrator,
}
