namespace Maillage.Features.Shared;

/// <summary>The way back, above the title of a page.</summary>
public sealed record Back(string Href, string Text);
