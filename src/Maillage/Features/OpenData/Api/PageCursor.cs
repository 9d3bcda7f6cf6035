using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Maillage.Features.Places.Search;

namespace Maillage.Features.OpenData.Api;

/// <summary>
/// Where a page of results ended (curseur): the rank and the id of its last place, so that the next page begins after
/// that place even when others have come or gone since.
/// </summary>
internal sealed record PageCursor(int Rank, Guid Last)
{
    /// <summary>How far the last place is looked for around its former rank.</summary>
    private const int Window = 50;

    public override string ToString() =>
        Base64Url.EncodeToString(
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Rank}.{Last:N}"))
        );

    public static bool TryParse(string text, [NotNullWhen(true)] out PageCursor? cursor)
    {
        cursor = null;
        if (text.Length > 100 || !Base64Url.IsValid(text))
        {
            return false;
        }

        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.');
        if (
            parts is [var first, var second]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var rank)
            && rank <= PlaceQuery.MaxSkip
            && Guid.TryParseExact(second, "N", out var last)
        )
        {
            cursor = new PageCursor(rank, last);
        }

        return cursor is not null;
    }

    /// <summary>How many results to skip to begin after the last place seen.</summary>
    public int Skip(PlaceQuery query, Func<PlaceQuery, PlaceResults> search)
    {
        var from = Math.Max(0, Rank - Window);
        var around = search(query with { Skip = from, Take = 2 * Window, CountTotal = false, CountFilters = false });
        for (var i = 0; i < around.Hits.Count; i++)
        {
            if (around.Hits[i].Entry.Place.Id == Last)
            {
                return from + i + 1;
            }
        }

        return Rank;
    }
}
