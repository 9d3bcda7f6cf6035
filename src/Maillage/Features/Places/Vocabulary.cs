using System.Collections.Frozen;
using System.Text;
using Maillage.Platform.Text;

namespace Maillage.Features.Places;

/// <summary>One value of a closed list of the national standard (terme).</summary>
/// <param name="Code">Its name in addresses: <c>aide-aux-demarches-administratives</c>.</param>
/// <param name="Label">Its exact spelling in the standard.</param>
/// <param name="Plain">The words that people read, in French.</param>
/// <param name="Bit">Its place in a mask, from 0.</param>
public sealed record Term(string Code, string Label, string Plain, int Bit)
{
    public ulong Mask => 1UL << Bit;
}

/// <summary>A list of terms that reads every spelling met in real files.</summary>
public sealed class Vocabulary
{
    // Most labels are spelt as the standard does: they need no folding, which costs more than the rest of a card.
    private readonly FrozenDictionary<string, Term> byLabel;
    private readonly FrozenDictionary<string, Term> byKey;

    internal Vocabulary(string field, params (string Label, string Plain)[] terms)
    {
        Field = field;
        Terms = [.. terms.Select((t, bit) => new Term(Slug.From(t.Label), t.Label, t.Plain, bit))];
        byLabel = Terms.ToFrozenDictionary(term => term.Label, StringComparer.Ordinal);
        byKey = Terms
            .SelectMany(t => new[] { (Key: KeyOf(t.Label), t), (Key: KeyOf(t.Code), t) })
            .DistinctBy(pair => pair.Key)
            .ToFrozenDictionary(pair => pair.Key, pair => pair.t, StringComparer.Ordinal);
    }

    /// <summary>The field's name in the standard: <c>services</c>.</summary>
    public string Field { get; }

    public IReadOnlyList<Term> Terms { get; }

    /// <summary>The term spelt so, accents, case, apostrophes, spaces and Unicode form aside; null when it is none.</summary>
    public Term? Find(string text) => byLabel.GetValueOrDefault(text) ?? byKey.GetValueOrDefault(KeyOf(text));

    /// <summary>The bits of those labels that belong to the list; local ones have none.</summary>
    public ulong MaskOf(IEnumerable<string> labels) =>
        labels.Aggregate(0UL, (mask, label) => Find(label) is { Bit: < 64 } term ? mask | term.Mask : mask);

    /// <summary>Letters and digits alone, without accents: two spellings of one name give the same.</summary>
    internal static string KeyOf(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                key.Append(char.ToLowerInvariant(c));
            }
        }

        return key.ToString();
    }
}
