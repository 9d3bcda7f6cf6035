namespace Maillage.Features.Territories;

/// <summary>A group of communes with its own taxation (EPCI), named by its SIREN.</summary>
/// <param name="Kind">As the State lists it: CC, CA, CU, METRO or MET69.</param>
public sealed record Epci(string Code, string Name, string Kind);
