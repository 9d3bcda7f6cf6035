using System.Globalization;

namespace Maillage.Features.Shared;

/// <summary>One page of a long list (page d’une liste).</summary>
/// <param name="Number">From 1.</param>
/// <param name="Pages">How many pages in all; 0 for an empty list.</param>
/// <param name="Total">How many lines in all.</param>
/// <param name="Skip">How many lines come before.</param>
public sealed record PageOf(int Number, int Pages, int Total, int Skip)
{
    /// <summary>The page asked for in an address, or the nearest that exists.</summary>
    public static PageOf Read(string? asked, int total, int size)
    {
        var pages = (total + size - 1) / size;
        var number = int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var typed)
            ? Math.Clamp(typed, 1, Math.Max(1, pages))
            : 1;
        return new PageOf(number, pages, total, (number - 1) * size);
    }

    /// <summary>The address of a page, with what else the list is asked for.</summary>
    public static string Address(string path, int number, params (string Name, string? Value)[] query)
    {
        var parts = query
            .Append(("page", number > 1 ? number.ToString(CultureInfo.InvariantCulture) : null))
            .Where(part => !string.IsNullOrEmpty(part.Item2))
            .Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}")
            .ToList();
        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }
}

/// <summary>The links to the page before and the page after.</summary>
/// <param name="Address">The address of a page, by its number.</param>
public sealed record PagesShown(PageOf Paging, Func<int, string> Address);
