using Maillage.Platform.Audit;

namespace Maillage.Features.Meetings;

/// <summary>Who or what cannot be in two places: one of the team, a room, a set of tablets (ressource).</summary>
public sealed class Resource
{
    public const int LongestName = 100;

    public required Guid Id { get; init; }

    public required ResourceKind Kind { get; init; }

    /// <summary>The person; null for things. One person is one resource, whatever the organisations they work for.</summary>
    public Guid? AccountId { get; set; }

    /// <summary>Whose room or equipment it is; null for people.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>Of a thing; people bear the name of their account.</summary>
    public string? Name { get; set; }

    /// <summary>Raised by each booking that needs it: whoever comes at the same instant waits for the row, then sees it taken.</summary>
    public long Turn { get; private set; }
}

public enum ResourceKind
{
    Person,
    Room,
    Equipment,
}

/// <summary>A time at which a resource is not there (absence). Why is nobody’s business.</summary>
public sealed class Absence : IJournaled
{
    public required Guid Id { get; init; }

    public required Guid ResourceId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime StartsAt { get; init; }

    public required DateTime EndsAt { get; init; }
}
