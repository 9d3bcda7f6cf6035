namespace Maillage.Features.Territories;

/// <summary>A commune of today, with what the directory needs to place and count people.</summary>
/// <param name="Insee">Code of the Code officiel géographique, five characters.</param>
/// <param name="EpciCode">SIREN of its EPCI; null for the few communes without one, such as Île-de-Bréhat.</param>
/// <param name="Latitude">Centre, in WGS 84 degrees.</param>
/// <param name="Longitude">Centre, in WGS 84 degrees.</param>
/// <param name="CentreIsApproximate">True when the centre is only the middle of neighbouring communes.</param>
public sealed record Commune(
    string Insee,
    string Name,
    IReadOnlyList<string> PostalCodes,
    int Population,
    string? EpciCode,
    string DepartementCode,
    string RegionCode,
    double Latitude,
    double Longitude,
    bool CentreIsApproximate
);
