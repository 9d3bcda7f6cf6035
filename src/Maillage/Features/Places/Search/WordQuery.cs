namespace Maillage.Features.Places.Search;

/// <summary>How well a place answers a word, the best last.</summary>
internal enum WordMatch : byte
{
    None,

    /// <summary>It begins with the word typed last, which may be unfinished.</summary>
    Begun,

    /// <summary>It offers a service that answers the need the word expresses.</summary>
    ServiceOfNeed,

    /// <summary>It holds another word for the same thing.</summary>
    Related,
    InBody,
    InKind,
    InName,
}

/// <summary>Terms that a row must hold together, and what that is worth.</summary>
internal readonly record struct WordAlternative(int[] Terms, WordMatch Worth);

/// <summary>A word or an expression of the search: a place must answer it in one of several ways.</summary>
internal sealed record WordGroup(string Typed, WordAlternative[] Alternatives, Need? Need)
{
    /// <summary>Facts, any of which answers the group.</summary>
    public ulong ImpliedFacts { get; } = PlaceFacts.Services.Pack(Need?.AllServices ?? 0);
}

/// <summary>What was typed, read against the words of a directory.</summary>
internal sealed class WordQuery
{
    public static readonly WordQuery Nothing = new();

    private readonly List<WordGroup> groups = [];
    private readonly List<Correction> corrections = [];
    private readonly List<string> ignored = [];

    private WordQuery() { }

    public IReadOnlyList<WordGroup> Groups => groups;

    public IReadOnlyList<Correction> Corrections => corrections;

    public IReadOnlyList<string> Ignored => ignored;

    public Need? Need => groups.Find(group => group.Need is not null)?.Need;

    /// <summary>Words were given and none means anything here: nothing can match.</summary>
    public bool Hopeless => groups.Count == 0 && ignored.Count > 0;

    public static WordQuery Read(string? typed, TextIndex index)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return Nothing;
        }

        var query = new WordQuery();
        var words = SearchText
            .MeaningfulWords(typed.Length > SearchText.MaxLength ? typed[..SearchText.MaxLength] : typed)
            .DistinctBy(word => word.Term, StringComparer.Ordinal)
            .Take(SearchText.MaxWords)
            .ToArray();
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = query.Corrected(words[i], isLast: i == words.Length - 1, index);
        }

        for (var i = 0; i < words.Length; )
        {
            i += query.AddLongest(words.AsSpan(i), index);
        }

        return query;
    }

    private (string Term, string Folded, string Written) Corrected(
        (string Term, string Folded, string Written) word,
        bool isLast,
        TextIndex index
    )
    {
        if (IsKnown(word.Term, index) || (isLast && Begun(word.Folded, index) is (var start, var end) && start < end))
        {
            return word;
        }

        var max = Typing.MaxErrors(word.Term);
        var nearest = max == 0 ? null : index.Nearest(word.Term, max);
        var saying = Synonyms.Nearest(word.Term, max);
        if (saying is { } said && (nearest is null || said.Errors <= nearest.Value.Errors))
        {
            corrections.Add(new Correction(word.Written, said.Spelling));
            return (said.Term, said.Term, word.Written);
        }

        if (nearest is not { } found)
        {
            return word;
        }

        corrections.Add(new Correction(word.Written, index.Spelling(found.Term)));
        return (index.Term(found.Term), index.Term(found.Term), word.Written);
    }

    /// <summary>Adds the group that the longest expression makes; returns how many words it took.</summary>
    private int AddLongest(ReadOnlySpan<(string Term, string Folded, string Written)> words, TextIndex index)
    {
        for (var length = Math.Min(words.Length, Synonyms.MaxWords); length > 0; length--)
        {
            var key = Join(words[..length]);
            var synonym = Synonyms.Find(key);
            if (synonym is null && length > 1)
            {
                continue;
            }

            Add(key, synonym, words[..length], isLast: length == words.Length, index);
            return length;
        }

        return 1;
    }

    private void Add(
        string key,
        Synonym? synonym,
        ReadOnlySpan<(string Term, string Folded, string Written)> words,
        bool isLast,
        TextIndex index
    )
    {
        var alternatives = new List<WordAlternative>();
        AddAlternative(alternatives, key, WordMatch.InName, index);
        foreach (var related in synonym?.Related ?? [])
        {
            AddAlternative(alternatives, related, WordMatch.Related, index);
        }

        if (isLast && words.Length == 1)
        {
            var (start, end) = Begun(words[0].Folded, index);
            for (var term = start; term < end; term++)
            {
                alternatives.Add(new WordAlternative([term], WordMatch.Begun));
            }
        }

        var typed = words.Length == 1 ? words[0].Written : string.Join(' ', words.ToArray().Select(w => w.Written));
        var group = new WordGroup(typed, [.. alternatives], synonym?.Need);
        if (alternatives.Count > 0 || group.ImpliedFacts != 0)
        {
            groups.Add(group);
        }
        else
        {
            ignored.Add(typed);
        }
    }

    private static void AddAlternative(List<WordAlternative> alternatives, string key, WordMatch worth, TextIndex index)
    {
        var words = key.Split(' ');
        var terms = new int[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (index.Find(words[i]) is not { } term)
            {
                return;
            }

            terms[i] = term;
        }

        // The rarest first: the others are only looked up in the rows that hold it.
        Array.Sort(terms, (a, b) => (index.Frequency(a), a).CompareTo((index.Frequency(b), b)));
        alternatives.Add(new WordAlternative(terms, worth));
    }

    private static bool IsKnown(string term, TextIndex index) => index.Find(term) is not null || Synonyms.Knows(term);

    private static (int Start, int End) Begun(string folded, TextIndex index) =>
        folded.Length < 3 ? default : index.WithPrefix(folded);

    private static string Join(ReadOnlySpan<(string Term, string Folded, string Written)> words) =>
        words.Length == 1 ? words[0].Term : string.Join(' ', words.ToArray().Select(w => w.Term));
}
