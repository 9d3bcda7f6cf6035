using System.Runtime.InteropServices;

namespace Maillage.Features.Places.Duplicates;

/// <summary>Numbers the words of all records and weighs each by its rarity, in bits: a word of one record in a thousand
/// weighs ten.</summary>
internal sealed class WordRarity
{
    /// <summary>Added to the data as if they had been read before, so that ten rows are weighed as four thousand are:
    /// there a frequent word stands in three names of a hundred, any other in one of two thousand.</summary>
    private const double AssumedRecords = 2000;
    private const double AssumedFrequent = 60;
    private const double AssumedOther = 1;
    private const double Ceiling = 10;

    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> words = [];
    private readonly List<int> records = [];
    private double[] weights = [];

    /// <summary>Counts the distinct words of one record and gives their numbers, in order.</summary>
    public int[] Read(IReadOnlyList<string> recordWords)
    {
        var distinct = new List<int>(recordWords.Count);
        foreach (var word in recordWords)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, word, out var known);
            if (!known)
            {
                number = words.Count;
                words.Add(word);
                records.Add(0);
            }
            if (!distinct.Contains(number))
            {
                distinct.Add(number);
                records[number]++;
            }
        }
        return [.. distinct];
    }

    /// <summary>To be called once everything has been read.</summary>
    public void Weigh(int recordCount)
    {
        weights =
        [
            .. words.Select(
                (word, number) =>
                    Math.Min(
                        MostFor(word),
                        Math.Log2(
                            (recordCount + AssumedRecords)
                                / (
                                    records[number]
                                    + (ComparableWords.Frequent.Contains(word) ? AssumedFrequent : AssumedOther)
                                )
                        )
                    )
            ),
        ];
    }

    /// <summary>Two or three letters are often a slip (« ed » for « de ») or initials that many bear.</summary>
    private static double MostFor(string word) =>
        word.Length switch
        {
            _ when char.IsAsciiDigit(word[0]) => Ceiling,
            2 => 2,
            3 => 5,
            _ => Ceiling,
        };

    public string Word(int number) => words[number];

    public int Records(int number) => records[number];

    public double Weight(int number) => weights[number];
}
