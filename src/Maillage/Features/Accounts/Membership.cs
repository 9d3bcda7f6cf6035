using Maillage.Platform.Audit;

namespace Maillage.Features.Accounts;

/// <summary>What a person does in an organisation, and since when (appartenance).</summary>
public sealed class Membership : IJournaled
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required Guid OrganisationId { get; init; }

    public required OrganisationRole Role { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The first day without rights; null while the person stays.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>Ends the rights at once: the day itself no longer counts.</summary>
    public void End(DateOnly today) => EndedOn ??= today;
}

/// <summary>Roles of a person in an organisation.</summary>
public enum OrganisationRole
{
    /// <summary>Bénévole ou volontaire en service civique.</summary>
    Volunteer,

    /// <summary>Aidant : helps people beside another job.</summary>
    Aidant,

    /// <summary>Médiateur numérique : looks after the organisation's places.</summary>
    Mediator,

    /// <summary>Responsable : also invites and ends memberships.</summary>
    Manager,
}
