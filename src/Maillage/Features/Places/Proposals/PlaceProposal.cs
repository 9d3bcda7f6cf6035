using Maillage.Features.Messages.Templates;
using Maillage.Platform.Audit;

namespace Maillage.Features.Places.Proposals;

/// <summary>A place that somebody says is missing (proposition de lieu), until whoever coordinates its commune decides.</summary>
public sealed class PlaceProposal : IJournaled
{
    public const int MaxNameLength = 200;
    public const int MaxWhereLength = 300;
    public const int MaxHoursLength = 500;

    /// <summary>What a report may hold, should the place be known already.</summary>
    public const int MaxWebsiteLength = PlaceReport.MaxProposedLength;

    public required Guid Id { get; init; }

    /// <summary>Empty once its term has come, as every word that was written.</summary>
    public required string Name { get; set; }

    public required string Insee { get; init; }

    public required string CommuneName { get; init; }

    /// <summary>An address, or where it is in plain words.</summary>
    public required string Where { get; set; }

    /// <summary>Codes of <see cref="Search.Needs"/>.</summary>
    public List<string> Needs { get; set; } = [];

    /// <summary>The place's own, E.164.</summary>
    public string? Phone { get; set; }

    public string? Email { get; set; }

    public string? Website { get; set; }

    /// <summary>In the words of whoever wrote.</summary>
    public string? Hours { get; set; }

    /// <summary>Null when the person did not say.</summary>
    public ProposalGround? Ground { get; set; }

    /// <summary>A phone or an e-mail, only if the person wants to know what became of it.</summary>
    public string? ReplyTo { get; set; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? ClosedAt { get; private set; }

    public ProposalEnd? End { get; private set; }

    /// <summary>Why, where it was refused.</summary>
    public ProposalRefusal? Refusal { get; private set; }

    /// <summary>Who decided.</summary>
    public Guid? ClosedBy { get; private set; }

    /// <summary>The place that was made of it, or that was known already. No foreign key: an import that is undone takes its places away.</summary>
    public Guid? PlaceId { get; private set; }

    /// <summary>It has become a place, or it was one already: the way to reach the person is erased at once.</summary>
    public void Close(ProposalEnd end, Guid placeId, Guid accountId, DateTime now) =>
        (End, PlaceId, ClosedBy, ClosedAt, ReplyTo) = (end, placeId, accountId, now, null);

    /// <summary>It becomes nothing: the way to reach the person is erased at once.</summary>
    public void Refuse(ProposalRefusal why, Guid accountId, DateTime now) =>
        (End, Refusal, ClosedBy, ClosedAt, ReplyTo) = (ProposalEnd.Refused, why, accountId, now, null);

    /// <summary>Its term has come: only the dates, the commune and what became of it stay. What nobody treated leaves the queue.</summary>
    public void Erase(DateTime now)
    {
        (Name, Where, Needs, Phone, Email, Website) = ("", "", [], null, null, null);
        (Hours, Ground, ReplyTo) = (null, null, null);
        ClosedAt ??= now;
    }
}

/// <summary>How somebody knows a place that they propose.</summary>
public enum ProposalGround
{
    WorksThere,
    WasThere,
    Other,
}

/// <summary>What became of a proposal.</summary>
public enum ProposalEnd
{
    /// <summary>The place has its page.</summary>
    Created,

    /// <summary>It had one already.</summary>
    AlreadyKnown,

    Refused,
}
