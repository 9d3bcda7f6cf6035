using System.Globalization;
using Maillage.Features.Places.Search;

namespace Maillage.Features.Places.Duplicates;

/// <summary>All records made comparable, with what only the whole tells: how rare a word is, and in how many places a
/// telephone, a site or a point of the map is met.</summary>
internal sealed class PlacesRead
{
    /// <summary>As many addresses as one building may have, and one house number misread.</summary>
    private const int AddressesOfOnePoint = 3;

    private readonly ComparableWords words = new();
    private readonly Dictionary<string, HashSet<int>> addressesOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> communes = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly Dictionary<string, int> addresses = new(StringComparer.Ordinal);

    public PlacesRead(IReadOnlyList<DuplicateCandidate> records)
    {
        Places = [.. records.Select(Read)];
        NameWords.Weigh(records.Count);
        StreetWords.Weigh(records.Count);
        foreach (var place in Places)
        {
            CountAddress(place);
        }
        foreach (var place in Places)
        {
            place.IsOnSharedPoint =
                place.Position is { } position && Addresses(ContactKind.Point, Point(position)) > AddressesOfOnePoint;
        }
    }

    public ComparablePlace[] Places { get; }
    public WordRarity NameWords { get; } = new();
    public WordRarity StreetWords { get; } = new();

    /// <summary>At how many addresses a SIRET, telephone, site, e-mail or point is met: a switchboard or a commune's
    /// centre proves less than a line of its own.</summary>
    public int Addresses(ContactKind kind, string value) => addressesOf[Key(kind, value)].Count;

    /// <summary>A point to some ten metres.</summary>
    public static string Point((double Latitude, double Longitude) position) =>
        string.Create(CultureInfo.InvariantCulture, $"{position.Latitude:0.0000} {position.Longitude:0.0000}");

    private ComparablePlace Read(DuplicateCandidate record)
    {
        var communeWords = words.OfCommune(record.CommuneName ?? "");
        var sites = ContactKeys.Sites(record.Website);
        var (number, street) = words.OfAddress(record.Address ?? "", record.PostalCode);
        return new ComparablePlace
        {
            Record = record,
            Name = Words(words.OfName(record.Name), NameWords, communeWords),
            HouseNumber = number,
            Street = Words(street, StreetWords, communeWords),
            Commune = NumberOf(string.Join(' ', communeWords), communes),
            Insee = ComparableWords.WithoutArrondissement(record.Insee),
            AddressNumber = NumberOf($"{record.PostalCode} {number} {string.Join(' ', street)}", addresses),
            Position =
                record is { Latitude: { } latitude, Longitude: { } longitude } && (latitude, longitude) != (0, 0)
                    ? (latitude, longitude)
                    : null,
            Siret = ContactKeys.Siret(record.Siret),
            Phones = ContactKeys.Phones(record.Phone),
            Sites = sites,
            Hosts = [.. sites.Select(ContactKeys.Host).OfType<string>().Distinct()],
            Departement = Departement(record),
            Emails = ContactKeys.Emails(record.Email),
        };
    }

    private static string Departement(DuplicateCandidate record) =>
        // Corsica has 2A and 2B in commune codes, 20 in postal codes.
        (record.PostalCode ?? record.Insee?.Replace('A', '0').Replace('B', '0'))
            is { Length: >= 3 } code
            ? code[..(code.StartsWith("97", StringComparison.Ordinal) ? 3 : 2)]
            : "";

    private static NameWord[] Words(List<string> written, WordRarity rarity, List<string> communeWords) =>
        [
            .. rarity
                .Read(written)
                .Select(number => new NameWord(number, communeWords.Exists(c => IsWritten(c, rarity.Word(number))))),
        ];

    private static bool IsWritten(string word, string perhapsMisspelt) =>
        word == perhapsMisspelt || (word.Length > 4 && Typing.Errors(word, perhapsMisspelt, 1) == 1);

    private static int NumberOf(string value, Dictionary<string, int> numbers)
    {
        if (!numbers.TryGetValue(value, out var number))
        {
            numbers.Add(value, number = numbers.Count);
        }
        return number;
    }

    private void CountAddress(ComparablePlace place)
    {
        foreach (var (kind, value) in place.Contacts())
        {
            var key = Key(kind, value);
            if (!addressesOf.TryGetValue(key, out var met))
            {
                addressesOf.Add(key, met = []);
            }
            met.Add(place.AddressNumber);
        }
    }

    private static string Key(ContactKind kind, string value) => $"{(int)kind} {value}";
}

/// <summary>What two records may share besides name and address.</summary>
internal enum ContactKind
{
    Siret,
    Phone,
    Site,
    Host,
    Email,
    Point,
}
