using Maillage.Platform.Audit;

namespace Maillage.Features.Places;

/// <summary>What somebody said about a wrong fact on a place's page (signalement), kept for review.</summary>
public sealed class PlaceReport : IJournaled
{
    public const int MaxMessageLength = 2000;
    public const int MaxProposedLength = 500;

    public required Guid Id { get; init; }

    /// <summary>It follows its place through merges and back.</summary>
    public required Guid PlaceId { get; set; }

    /// <summary>Empty once its term has come, and where the fact and what would be right say it all.</summary>
    public required string Message { get; set; }

    /// <summary>Which fact is wrong, where the person said it.</summary>
    public ReportedFact? Fact { get; set; }

    /// <summary>What would be right, as the person wrote it.</summary>
    public string? Proposed { get; set; }

    /// <summary>A phone or an e-mail, only if the person wants to know what became of it.</summary>
    public string? ReplyTo { get; set; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? ClosedAt { get; private set; }

    public ReportEnd? End { get; private set; }

    /// <summary>Who ended it.</summary>
    public Guid? ClosedBy { get; private set; }

    /// <summary>Ends the report: the way to reach the person is erased at once.</summary>
    public void Close(ReportEnd end, Guid accountId, DateTime now) =>
        (End, ClosedBy, ClosedAt, ReplyTo) = (end, accountId, now, null);

    /// <summary>Its term has come: only the date and the place stay. What nobody treated leaves the queue.</summary>
    public void Erase(DateTime now) =>
        (Message, Fact, Proposed, ReplyTo, ClosedAt) = ("", null, null, null, ClosedAt ?? now);
}

/// <summary>A fact of a place's page that people say is wrong (fait signalé).</summary>
public enum ReportedFact
{
    Hours,
    Phone,
    Email,
    Website,
    Address,
    Name,
    Services,
    ClosedForGood,
    Other,
}

/// <summary>What became of a report.</summary>
public enum ReportEnd
{
    /// <summary>The page was wrong and was mended.</summary>
    Corrected,

    /// <summary>The page was right.</summary>
    NothingWrong,
}
