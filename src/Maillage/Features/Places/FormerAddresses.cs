using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places;

/// <summary>Where former addresses lead: slugs of before, slugs and ids of places merged since (anciennes adresses).</summary>
internal static class FormerAddresses
{
    /// <summary>Former slugs, and ids of merged places, with the place that each leads to in the end.</summary>
    public static async Task<Dictionary<string, Guid>> Read(MaillageDb db, CancellationToken cancellation)
    {
        var addresses = await db.PlaceAliases.ToDictionaryAsync(
            alias => alias.Slug,
            alias => alias.PlaceId,
            StringComparer.Ordinal,
            cancellation
        );
        var merged = await db
            .Places.Where(place => place.MergedIntoId != null)
            .Select(place => new
            {
                place.Id,
                place.Slug,
                Into = place.MergedIntoId!.Value,
            })
            .ToListAsync(cancellation);
        var next = merged.ToDictionary(place => place.Id, place => place.Into);
        foreach (var place in merged)
        {
            addresses[place.Slug] = place.Into;
            addresses[place.Id.ToString()] = place.Into;
        }

        foreach (var (address, place) in addresses)
        {
            addresses[address] = EndOf(place);
        }

        return addresses;

        Guid EndOf(Guid place)
        {
            // Stops at the number of merges: data read in from elsewhere may hold a loop.
            for (var steps = 0; steps < next.Count && next.TryGetValue(place, out var into); steps++)
            {
                place = into;
            }

            return place;
        }
    }

    /// <summary>
    /// A redirection for as long as the merge stands: a browser asks again each time, since a merge can be taken back.
    /// </summary>
    /// <returns>The address itself.</returns>
    public static string AskAgain(this HttpContext context, string address)
    {
        context.Response.Headers.CacheControl = "no-cache";
        return address;
    }
}
