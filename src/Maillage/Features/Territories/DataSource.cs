namespace Maillage.Features.Territories;

/// <summary>Where territorial data come from, as the sources page names it.</summary>
/// <param name="Version">Version and date as the source gives them, for people to read.</param>
public sealed record DataSource(string Name, string Licence, string Address, string Version);
