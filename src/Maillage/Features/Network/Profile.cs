using Maillage.Platform.Audit;

namespace Maillage.Features.Network;

/// <summary>
/// What a person of the network says of their work (profil): skills, availability, ways to be reached. The person decides
/// field by field who sees it; whoever has left the network is seen by nobody.
/// </summary>
public sealed class Profile : IJournaled
{
    public const int LongestText = 500;
    public const int LongestLine = 200;

    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>SIRENs of the EPCIs where the person works; empty for those of the places of their organisations.</summary>
    public List<string> Epcis { get; set; } = [];

    /// <summary>What the person helps with, and up to which level.</summary>
    public List<SkillLevel> Skills { get; set; } = [];

    /// <summary>Labels of the standard: audiences and specific needs.</summary>
    public List<string> Audiences { get; set; } = [];

    /// <summary>Codes of languages, ISO 639.</summary>
    public List<string> Languages { get; set; } = [];

    /// <summary>Codes of <see cref="SkillWords.Capacities"/>: what the person can do for colleagues.</summary>
    public List<string> Capacities { get; set; } = [];

    /// <summary>When and how the person is available for colleagues, in plain words.</summary>
    public string? Availability { get; set; }

    /// <summary>The half-days of a week on which they are, as <see cref="HalfDays"/> writes them.</summary>
    public List<string> FreeHalfDays { get; set; } = [];

    /// <summary>At work, as <c>+33…</c>.</summary>
    public string? Phone { get; set; }

    /// <summary>At work; apart from the address with which the person signs in.</summary>
    public string? Email { get; set; }

    /// <summary>The name under which a Promeneur du Net is known online.</summary>
    public string? OnlineName { get; set; }

    /// <summary>The network or application where they are.</summary>
    public string? OnlinePlatform { get; set; }

    /// <summary>The web address of their public account.</summary>
    public string? OnlineAddress { get; set; }

    /// <summary>When they answer there, in OSM syntax.</summary>
    public string? OnlineHours { get; set; }

    /// <summary>What the person decided; a field that is not there follows its default.</summary>
    public List<FieldSight> Sights { get; set; } = [];

    public required DateTime ModifiedAt { get; set; }

    /// <summary>Who sees a field.</summary>
    public Sight SightOf(ProfileField field) => Sights.Find(s => s.Field == field)?.Sight ?? DefaultSight(field);

    /// <summary>Decides who sees a field.</summary>
    public void Show(ProfileField field, Sight sight) =>
        Sights = [.. Sights.Where(s => s.Field != field), new FieldSight { Field = field, Sight = sight }];

    /// <summary>What holds until the person decides: the network for what is professional, nobody for the rest, the public never.</summary>
    public static Sight DefaultSight(ProfileField field) => field == ProfileField.Online ? Sight.Nobody : Sight.Network;
}

/// <summary>Who sees a field of a profile (visibilité), the narrowest first.</summary>
public enum Sight
{
    Nobody,
    Network,
    Public,
}

/// <summary>What a person decides about, one by one.</summary>
public enum ProfileField
{
    /// <summary>Without it nothing else is shown, but the presence online, which has its own name.</summary>
    Name,
    Organisations,
    Territory,
    Skills,
    Audiences,
    Languages,
    Capacities,
    Availability,
    Phone,
    Email,
    Online,
}

/// <summary>One decision of a person on one field.</summary>
public sealed record FieldSight
{
    public required ProfileField Field { get; init; }

    public required Sight Sight { get; init; }
}

/// <summary>A topic and the level up to which the person helps with it.</summary>
public sealed record SkillLevel
{
    public required string Topic { get; init; }

    public required string Level { get; init; }
}
