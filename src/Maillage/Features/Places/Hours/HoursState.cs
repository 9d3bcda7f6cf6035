namespace Maillage.Features.Places.Hours;

/// <summary>What a place is at a moment (fermé, ouvert, ouvert sans heure de fin, à confirmer).</summary>
public enum HoursState
{
    Closed,
    Open,

    /// <summary>Open from a given time, closing time not given (« 18:00+ »); the end is a guess.</summary>
    OpenEnded,

    /// <summary>Possibly open: the comment says on what it depends (« sur rendez-vous »).</summary>
    Unknown,
}
