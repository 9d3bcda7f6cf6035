namespace Maillage.Platform.Audit;

/// <summary>How an act reached the application (canal).</summary>
public enum Channel
{
    Web,
    Counter,
    Phone,
    Paper,
    Sms,
    CommandLine,
    Job,

    /// <summary>A list read in: its run is the record, so its changes are not journaled one by one.</summary>
    Import,
}

/// <summary>Who acts in the current scope (auteur), on whose behalf, from where and why: what the journal writes.</summary>
public sealed class Actor
{
    /// <summary>Null for a visitor without an account, a verb and a job.</summary>
    public Guid? AccountId { get; set; }

    /// <summary>The person for whom somebody else acts.</summary>
    public Guid? OnBehalfOf { get; set; }

    public required Channel Channel { get; set; }

    /// <summary>Words of our own, or a code: the journal holds no personal data, and cannot be corrected.</summary>
    public string? Reason { get; set; }

    /// <summary>The same actor, for a scope opened within a request: what is set there stays there.</summary>
    internal Actor Copy() => (Actor)MemberwiseClone();
}
