namespace Maillage.Features.Territories;

/// <summary>A commune found from what a person typed.</summary>
/// <param name="OtherName">The old or local name that was recognised, when it is not the commune's own.</param>
public sealed record CommuneMatch(Commune Commune, string? OtherName);
