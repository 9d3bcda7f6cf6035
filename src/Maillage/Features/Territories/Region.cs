namespace Maillage.Features.Territories;

/// <summary>A région, or an overseas collectivity that stands for one.</summary>
public sealed record Region(string Code, string Name);
