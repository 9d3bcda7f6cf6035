namespace Maillage.Features.Territories;

/// <summary>A département, or an overseas collectivity that stands for one.</summary>
public sealed record Departement(string Code, string Name, string RegionCode);
