using Maillage.Platform.Audit;

namespace Maillage.Features.Meetings;

/// <summary>Something that people can come to, at given times: an appointment, a workshop (offre).</summary>
public sealed class Offer : IJournaled
{
    public const int LongestTitle = 100;
    public const int LongestText = 1000;
    public const int LongestLine = 200;
    public const int LongestLink = 500;

    /// <summary>Minutes: nobody sits longer than a working day.</summary>
    public const int LongestMinutes = 8 * 60;

    public const int ShortestMinutes = 5;
    public const int LongestBuffer = 120;
    public const int MostSeats = 2000;

    /// <summary>Those whose sessions are rows that exist before anybody books.</summary>
    public static readonly IReadOnlyList<OfferKind> KindsWithSessions =
    [
        OfferKind.Workshop,
        OfferKind.DropIn,
        OfferKind.Event,
    ];

    /// <summary>Days ahead that may be booked, at most.</summary>
    public const int FurthestDays = 182;

    public required Guid Id { get; init; }

    /// <summary>The readable end of its address, kept for ever.</summary>
    public required string Slug { get; init; }

    public required OfferKind Kind { get; init; }

    public required Guid OrganisationId { get; init; }

    /// <summary>Where one comes; null for what happens from a distance, and at an address of its own.</summary>
    public Guid? PlaceId { get; set; }

    /// <summary>Where one comes when it is no place of the directory: « Salle des fêtes, 12 rue de la Mairie ».</summary>
    public string? Address { get; set; }

    /// <summary>The commune of <see cref="Address"/>.</summary>
    public string? Insee { get; set; }

    /// <summary>Where one joins a video call, told to who has booked alone.</summary>
    public string? VideoLink { get; set; }

    public required string Title { get; set; }

    public string? Description { get; set; }

    /// <summary>Codes of <c>Needs</c> that it answers.</summary>
    public List<string> Needs { get; set; } = [];

    /// <summary>Whom it is made for, terms of <c>Vocabularies.Audiences</c>; none for everybody.</summary>
    public List<string> Audiences { get; set; } = [];

    /// <summary>Minutes with the person.</summary>
    public required int Minutes { get; set; }

    /// <summary>Minutes kept free afterwards.</summary>
    public int Buffer { get; set; }

    /// <summary>Seats of one slot: 1 for an appointment.</summary>
    public required int Capacity { get; set; }

    /// <summary>Seats under which a workshop is not held; 0 for none.</summary>
    public int Minimum { get; set; }

    public WorkshopLevel? Level { get; set; }

    /// <summary>What one should know already, in plain words.</summary>
    public string? Prerequisites { get; set; }

    /// <summary>What to bring: « votre téléphone et son chargeur ».</summary>
    public string? ToBring { get; set; }

    /// <summary>What it costs, in plain words; null when it is free.</summary>
    public string? Price { get; set; }

    public required MayBook MayBook { get; set; }

    /// <summary>Hours before which one no longer books alone.</summary>
    public int LeastNoticeHours { get; set; }

    /// <summary>How many days ahead one may book.</summary>
    public int MostNoticeDays { get; set; } = 84;

    /// <summary>How many hours before, people are reminded; none for no reminder.</summary>
    public List<int> ReminderHours { get; set; } = [72, 24];

    /// <summary>Since when nobody can book it any more; what was booked stays.</summary>
    public DateTime? ClosedAt { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Carried by the form that edits it: a change made meanwhile is seen.</summary>
    public required DateTime ModifiedAt { get; set; }

    /// <summary>True where nobody goes anywhere.</summary>
    public bool IsRemote => Kind is OfferKind.Telephone or OfferKind.Video;

    /// <summary>True where its sessions are rows that exist before anybody books.</summary>
    public bool HasSessions => KindsWithSessions.Contains(Kind);
}

/// <summary>What an offer is (sorte d’offre).</summary>
public enum OfferKind
{
    /// <summary>One person with one of the team (rendez-vous).</summary>
    Appointment,

    /// <summary>The same, the team calls (rendez-vous téléphonique).</summary>
    Telephone,

    /// <summary>The same, each at their screen (rendez-vous en visio).</summary>
    Video,

    /// <summary>Several people learn together (atelier).</summary>
    Workshop,

    /// <summary>One comes as one is, between two hours (permanence).</summary>
    DropIn,

    /// <summary>Many people, perhaps in several parts (événement).</summary>
    Event,
}

/// <summary>How far a workshop goes (niveau).</summary>
public enum WorkshopLevel
{
    Beginner,
    Intermediate,
    Advanced,
}

/// <summary>Who may book an offer (qui peut réserver).</summary>
public enum MayBook
{
    /// <summary>The public, alone.</summary>
    Anyone,

    /// <summary>People of the network, for somebody.</summary>
    Prescribers,

    /// <summary>The organisation's own team.</summary>
    Team,

    /// <summary>Nobody: one comes without booking.</summary>
    Nobody,
}
