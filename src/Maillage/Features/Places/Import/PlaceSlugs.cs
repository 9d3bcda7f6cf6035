using Maillage.Data;
using Maillage.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Import;

/// <summary>Gives each new place an address that no other has or ever had.</summary>
internal sealed class PlaceSlugs
{
    /// <summary>The database holds 160: what is left is for the number.</summary>
    private const int MostLetters = 148;

    /// <summary>Addresses given, and those of pages that stand beside the places: « /lieux/proposer ».</summary>
    private readonly HashSet<string> taken = new(StringComparer.Ordinal) { "proposer" };
    private readonly Dictionary<string, int> lastNumber = new(StringComparer.Ordinal);

    public static async Task<PlaceSlugs> Load(MaillageDb db, CancellationToken cancellation)
    {
        var slugs = new PlaceSlugs();
        slugs.taken.UnionWith(await db.Places.Select(p => p.Slug).ToListAsync(cancellation));
        slugs.taken.UnionWith(await db.PlaceAliases.Select(a => a.Slug).ToListAsync(cancellation));
        return slugs;
    }

    /// <summary>Name and commune, with a number where several places have the same: mediatheque-allonnes-2.</summary>
    public string Give(Place place)
    {
        var name = Slug.From(place.Name);
        var commune = Slug.From(place.CommuneName ?? "");
        var slug =
            name.Length == 0 ? (commune.Length == 0 ? "lieu" : $"lieu-{commune}")
            : commune.Length == 0 || $"-{name}-".Contains($"-{commune}-", StringComparison.Ordinal) ? name
            : Slug.From($"{name}-{commune}", MostLetters);
        if (taken.Add(slug))
        {
            return slug;
        }

        var number = lastNumber.GetValueOrDefault(slug, 1);
        string numbered;
        do
        {
            number++;
            numbered = $"{slug}-{number}";
        } while (!taken.Add(numbered));

        lastNumber[slug] = number;
        return numbered;
    }
}
