namespace Maillage.Features.Places.Editing;

/// <summary>How long ago a place was last verified (fraîcheur).</summary>
public enum Freshness
{
    /// <summary>Six months at most.</summary>
    UpToDate,

    /// <summary>Twelve months at most.</summary>
    ToWatch,

    /// <summary>Eighteen months at most.</summary>
    ToCheck,

    /// <summary>Longer, or never.</summary>
    Stale,
}

/// <summary>Where the states of freshness begin and how they are said.</summary>
public static class FreshnessStates
{
    /// <summary>The state of a place on a day.</summary>
    /// <param name="verifiedOn">The last verification; what a list says of its own record is none.</param>
    public static Freshness Of(DateOnly? verifiedOn, DateOnly today) =>
        Enum.GetValues<Freshness>().First(state => Since(state, today) is not { } first || verifiedOn >= first);

    /// <summary>The longest unverified first: those that never were, then by their last verification.</summary>
    public static IOrderedQueryable<Place> LongestUnverifiedFirst(this IQueryable<Place> places) =>
        // Said, since the two databases put nothing at opposite ends.
        places
            .OrderBy(p => p.VerifiedOn != null)
            .ThenBy(p => p.VerifiedOn)
            .ThenBy(p => p.UpdatedOn != null)
            .ThenBy(p => p.UpdatedOn)
            .ThenBy(p => p.Id);

    /// <summary>The first day on which a verification gives the state, or a fresher one; null for the last state.</summary>
    public static DateOnly? Since(Freshness state, DateOnly today) =>
        state switch
        {
            Freshness.UpToDate => today.AddMonths(-6),
            Freshness.ToWatch => today.AddMonths(-12),
            Freshness.ToCheck => today.AddMonths(-18),
            Freshness.Stale => null,
        };

    public static string Words(this Freshness freshness) =>
        freshness switch
        {
            Freshness.UpToDate => "À jour",
            Freshness.ToWatch => "À surveiller",
            Freshness.ToCheck => "À vérifier",
            Freshness.Stale => "Périmé",
        };

    /// <summary>The words of a place: one that nobody ever verified is not « périmé », and it says so.</summary>
    public static string Words(this Freshness freshness, DateOnly? verifiedOn) =>
        verifiedOn is null ? "Jamais vérifié" : freshness.Words();

    /// <summary>The look of its chip.</summary>
    public static string Class(this Freshness freshness) =>
        freshness switch
        {
            Freshness.UpToDate => "ml-puce ml-puce--ouvert",
            Freshness.ToWatch => "ml-puce ml-puce--confirmer",
            Freshness.ToCheck => "ml-puce ml-puce--bientot",
            Freshness.Stale => "ml-puce ml-puce--erreur",
        };

    public static string Icon(this Freshness freshness) =>
        freshness switch
        {
            Freshness.UpToDate => "badge-check",
            Freshness.ToWatch => "clock",
            Freshness.ToCheck => "hourglass",
            Freshness.Stale => "circle-alert",
        };
}
