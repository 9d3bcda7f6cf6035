namespace Maillage.Features.Places.Hours;

/// <summary>A stretch of local wall time in one state other than closed (plage d’ouverture).</summary>
public readonly record struct HoursInterval(DateTime Start, DateTime End, HoursState State, string? Comment);
