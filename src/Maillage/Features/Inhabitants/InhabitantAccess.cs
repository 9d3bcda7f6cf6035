using Maillage.Platform.Audit;

namespace Maillage.Features.Inhabitants;

/// <summary>
/// What opens an inhabitant's own things without an account (accès d’un habitant): a reference, a code of which only the
/// hash is kept, and nothing of who they are.
/// </summary>
public sealed class InhabitantAccess : IJournaled
{
    /// <summary>How long it is kept after it last served.</summary>
    public const int MonthsKept = 12;

    public required Guid Id { get; init; }

    /// <summary>Eight characters that cannot be taken for one another.</summary>
    public required string Reference { get; init; }

    public string CodeHash { get; private set; } = "";

    /// <summary>When the code was given; whoever came in by an older one is out.</summary>
    public DateTime CodeAt { get; private set; }

    /// <summary>The organisation that gave it, and which alone may give another code.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>The account that gave it; null when the person got it by booking alone.</summary>
    public required Guid? CreatedBy { get; init; }

    /// <summary>The day it was given or last opened.</summary>
    public required DateOnly LastUsedOn { get; set; }

    /// <summary>FranceConnect's issuer and its name for the person, once linked: it means nothing elsewhere.</summary>
    public string? Issuer { get; private set; }

    public string? Subject { get; private set; }

    /// <summary>The day on which it is erased unless it serves until then.</summary>
    public DateOnly ErasedOn => LastUsedOn.AddMonths(MonthsKept);

    public void GiveCode(string hash, DateTime now) => (CodeHash, CodeAt) = (hash, now);

    public void Link(string issuer, string subject) => (Issuer, Subject) = (issuer, subject);
}
