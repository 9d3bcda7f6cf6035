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

    /// <summary>The first day without rights; null while the person stays. A mission has it from its start.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>The account of the member who follows a volunteer (référent): it gives no right.</summary>
    public Guid? ReferentId { get; private set; }

    /// <summary>Ends the rights at once: the day itself no longer counts.</summary>
    public void End(DateOnly today) => EndedOn = EndedOn < today ? EndedOn : today;

    /// <summary>Says until which day, included, a volunteer's mission lasts, and who follows it.</summary>
    public void Plan(DateOnly? lastDay, Guid? referentId) => (EndedOn, ReferentId) = (lastDay?.AddDays(1), referentId);
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
