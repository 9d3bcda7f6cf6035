namespace Maillage.Features.Places.Duplicates;

/// <summary>Picks the pairs worth comparing: two records that share one of many keys (neighbourhood on the map, rare words,
/// street, telephone…), none of which is needed. No commune code is among them, so a wrong one hides nothing.</summary>
internal sealed class CandidatePairs(PlacesRead read)
{
    /// <summary>In a block each record meets this many neighbours in the order of names: small blocks are compared whole,
    /// large ones cost in proportion to their rows.</summary>
    private const int Neighbours = 12;

    /// <summary>Half the side of a square of the map, in degrees of latitude: some 330 m.</summary>
    private const double HalfSquare = 0.003;

    private const int NameKeys = 3;
    private const int StreetKeys = 2;

    private enum Key
    {
        Square,
        NameWord,
        WholeName,
        StreetWord,
        HouseNumber,
        CommuneAndKind,
        Contact,
    }

    private readonly Dictionary<(Key, int, int, string), int> blockNumbers = [];

    /// <summary>Block, then rank by name, in one number that sorts fast.</summary>
    private readonly List<long> entries = [];

    /// <summary>Each pair of rows once, smaller row first, in order.</summary>
    public IEnumerable<(int First, int Second)> Run()
    {
        var rows = RowsByName();
        for (var rank = 0; rank < rows.Length; rank++)
        {
            AddKeys(read.Places[rows[rank]], rank);
        }
        entries.Sort();
        var pairs = new List<long>(entries.Count * 4);
        for (var i = 0; i < entries.Count; i++)
        {
            var last = Math.Min(i + Neighbours, entries.Count - 1);
            for (var j = i + 1; j <= last && High(entries[j]) == High(entries[i]); j++)
            {
                var (first, second) = (rows[Low(entries[i])], rows[Low(entries[j])]);
                pairs.Add(Pack(Math.Min(first, second), Math.Max(first, second)));
            }
        }
        pairs.Sort();
        var previous = -1L;
        foreach (var pair in pairs)
        {
            if (pair != previous)
            {
                yield return (High(pair), Low(pair));
                previous = pair;
            }
        }
    }

    private static long Pack(int high, int low) => ((long)high << 32) | (uint)low;

    private static int High(long packed) => (int)(packed >> 32);

    private static int Low(long packed) => (int)packed;

    private int[] RowsByName()
    {
        var names = new string[read.Places.Length];
        var rows = new int[names.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            // The rarest word leads, so that a frequent first word does not part « Espace X » from « X ».
            var words = read.Places[row].Name.OrderByDescending(w => read.NameWords.Weight(w.Number));
            names[row] = string.Join(' ', words.Select(w => read.NameWords.Word(w.Number)));
            rows[row] = row;
        }
        Array.Sort(names, rows, StringComparer.Ordinal);
        return rows;
    }

    private void AddKeys(ComparablePlace place, int rank)
    {
        if (place.Position is { } position)
        {
            // Squares laid four times, half a side apart: two points within half a side share at least one.
            var width = Math.Max(0.1, Math.Cos(position.Latitude * Math.PI / 180));
            var north = (int)Math.Floor(position.Latitude / HalfSquare);
            var east = (int)Math.Floor(position.Longitude * width / HalfSquare);
            Add(Key.Square, north, east, "");
            Add(Key.Square, north - 1, east, "");
            Add(Key.Square, north, east - 1, "");
            Add(Key.Square, north - 1, east - 1, "");
        }
        var departement = place.Departement;
        foreach (var word in Rarest(place.Name, read.NameWords, NameKeys))
        {
            Add(Key.NameWord, word, 0, departement);
        }
        Add(Key.WholeName, 0, 0, string.Join(' ', place.Name.Select(w => w.Number).Order()));
        foreach (var word in Rarest(place.Street, read.StreetWords, StreetKeys))
        {
            Add(Key.StreetWord, word, 0, departement);
        }
        if (place.HouseNumber is not null && place.Record.PostalCode is not null)
        {
            Add(Key.HouseNumber, 0, 0, $"{place.Record.PostalCode} {place.HouseNumber}");
        }
        if (place.Commune > 0)
        {
            foreach (var word in place.Name)
            {
                if (!word.IsOwnCommune && ComparableWords.Frequent.Contains(read.NameWords.Word(word.Number)))
                {
                    Add(Key.CommuneAndKind, place.Commune, word.Number, departement);
                }
            }
        }
        foreach (var (kind, value) in place.Contacts())
        {
            if (kind is not (ContactKind.Point or ContactKind.Host))
            {
                Add(Key.Contact, (int)kind, 0, value);
            }
        }

        void Add(Key key, int one, int other, string text)
        {
            if (!blockNumbers.TryGetValue((key, one, other, text), out var block))
            {
                blockNumbers.Add((key, one, other, text), block = blockNumbers.Count);
            }
            entries.Add(Pack(block, rank));
        }
    }

    /// <summary>The rarest words that another record has too: a misspelt one meets nobody.</summary>
    private static IEnumerable<int> Rarest(NameWord[] words, WordRarity rarity, int count) =>
        words
            .Where(w => rarity.Records(w.Number) > 1)
            .OrderBy(w => w.IsOwnCommune)
            .ThenByDescending(w => rarity.Weight(w.Number))
            .Take(count)
            .Select(w => w.Number);
}
