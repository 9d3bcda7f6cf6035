using Maillage.Features.Places.Duplicates;
using Maillage.Features.Places.Search;
using Maillage.Platform.Text;

namespace Maillage.Features.Places.Proposals;

/// <summary>
/// Finds the places of the directory that may be the one proposed (lieux ressemblants): by its name or its street in the
/// commune, by its telephone, e-mail or site anywhere, then the nearest ones where its position is known.
/// </summary>
public sealed class FindKnownPlaces(PlaceDirectory directory)
{
    /// <summary>What a word that half the places bear (« mairie », « maison ») weighs beside another.</summary>
    private const double FrequentWord = 0.25;

    /// <summary>The share of the shorter name that must be in the longer one.</summary>
    private const double Alike = 0.5;

    private const int Most = 6;
    private const int MostNearest = 3;
    private const double NearInMetres = 300;
    private const int ShortestMistyped = 5;

    /// <summary>The most likely first.</summary>
    public IReadOnlyList<KnownPlace> Run(ProposedPlace proposed, GeoPoint? position = null)
    {
        var words = new ComparableWords();
        var commune = words.OfCommune(proposed.CommuneName);
        var name = Telling(words.OfName(proposed.Name), commune);
        var (number, street) = words.OfAddress(proposed.Where, postalCode: null);
        var (phones, emails, sites) = (
            ContactKeys.Phones(proposed.Phone),
            ContactKeys.Emails(proposed.Email),
            ContactKeys.Sites(proposed.Website)
        );
        var near = position is { } here ? Nearest(here) : [];
        var found = new List<KnownPlace>();
        foreach (var entry in directory.Current.Entries)
        {
            var place = entry.Place;
            var reasons = new List<KnownBy>();
            if (phones.Length > 0 && phones.Intersect(ContactKeys.Phones(place.Phone)).Any())
            {
                reasons.Add(KnownBy.Phone);
            }

            if (emails.Length > 0 && emails.Intersect(ContactKeys.Emails(string.Join('|', place.Emails))).Any())
            {
                reasons.Add(KnownBy.Email);
            }

            if (sites.Length > 0 && sites.Intersect(ContactKeys.Sites(string.Join('|', place.Websites))).Any())
            {
                reasons.Add(KnownBy.Website);
            }

            if (place.Insee == proposed.Insee)
            {
                if (AreAlike(name, Telling(words.OfName(place.Name), commune)))
                {
                    reasons.Add(KnownBy.Name);
                }

                var (theirNumber, theirStreet) = words.OfAddress(place.Address ?? "", place.PostalCode);
                if (number is not null && number == theirNumber && AreAlike(street, theirStreet))
                {
                    reasons.Add(KnownBy.Address);
                }
            }

            var metres = near.TryGetValue(place.Id, out var distance) ? distance : (double?)null;
            if (reasons.Count > 0 || metres is not null)
            {
                found.Add(new KnownPlace(entry, reasons, metres));
            }
        }

        return
        [
            .. found
                .OrderByDescending(known => known.Reasons.Count)
                .ThenBy(known => known.Metres ?? double.MaxValue)
                .ThenBy(known => known.Entry.Place.Name, StringComparer.Ordinal)
                .Take(Most),
        ];
    }

    /// <summary>True when two names are the same words, spelling, plurals and the commune's name aside.</summary>
    internal static bool IsSameName(string one, string other, string communeName)
    {
        var words = new ComparableWords();
        var commune = words.OfCommune(communeName);
        return Telling(words.OfName(one), commune)
            .ToHashSet(StringComparer.Ordinal)
            .SetEquals(Telling(words.OfName(other), commune));
    }

    private Dictionary<Guid, double> Nearest(GeoPoint here) =>
        directory
            .Current.Entries.Where(entry => entry is { Position: not null, IsApproximate: false })
            .Select(entry => (entry.Place.Id, Metres: here.MetresTo(entry.Position!.Value)))
            .Where(near => near.Metres <= NearInMetres)
            .OrderBy(near => near.Metres)
            .Take(MostNearest)
            .ToDictionary();

    /// <summary>A commune's name inside the name of its own place tells nothing, unless there is nothing else.</summary>
    private static List<string> Telling(List<string> name, List<string> commune) =>
        name.Except(commune, StringComparer.Ordinal).ToList() is { Count: > 0 } telling ? telling : name;

    private static bool AreAlike(List<string> one, List<string> other)
    {
        var shared = one.Where(word => other.Exists(theirs => IsWritten(word, theirs))).Sum(Weight);
        return shared > 0 && shared >= Alike * Math.Min(one.Sum(Weight), other.Sum(Weight));
    }

    private static double Weight(string word) => ComparableWords.Frequent.Contains(word) ? FrequentWord : 1;

    private static bool IsWritten(string word, string perhapsMistyped) =>
        word == perhapsMistyped || (word.Length >= ShortestMistyped && Typing.Errors(word, perhapsMistyped, 1) == 1);
}

/// <summary>A place of the directory that may be the one proposed.</summary>
/// <param name="Reasons">What they share; empty where it is only near.</param>
/// <param name="Metres">How far, where it is among the nearest.</param>
public sealed record KnownPlace(DirectoryEntry Entry, IReadOnlyList<KnownBy> Reasons, double? Metres)
{
    /// <summary>Why it is shown, in words.</summary>
    public string Why =>
        string.Join(
            ", ",
            Reasons
                .Select(reason =>
                    reason switch
                    {
                        KnownBy.Name => "nom ressemblant",
                        KnownBy.Phone => "même téléphone",
                        KnownBy.Email => "même e-mail",
                        KnownBy.Website => "même site",
                        KnownBy.Address => "même adresse",
                    }
                )
                .Concat(
                    Metres is { } metres
                        ? [FrenchTypography.Of($"à {Math.Round(metres, -1):0} mètres")]
                        : Array.Empty<string>()
                )
        );
}

/// <summary>What a place shares with the one proposed.</summary>
public enum KnownBy
{
    Name,
    Phone,
    Email,
    Website,
    Address,
}
