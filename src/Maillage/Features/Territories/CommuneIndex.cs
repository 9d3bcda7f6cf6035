using System.Buffers;
using System.Buffers.Binary;

namespace Maillage.Features.Territories;

/// <summary>Finds communes by what a person types: every name, old name and word of a name, sorted for prefix search.</summary>
internal sealed class CommuneIndex
{
    private const int MaxTyped = 200;
    private const int MaxResults = 100;
    private const int ShortestWithTypingError = 4;
    private const int HomeBonus = 70;
    private const int HeadLength = sizeof(ulong);
    private static readonly SearchValues<byte> DigitsAndSpace = SearchValues.Create("0123456789 "u8);

    private readonly Commune[] communes;
    private readonly byte[] populationScores;
    private readonly List<string> names = [];
    private readonly List<int> owners = [];
    private readonly List<int> starts = [];

    /// <summary>Folded names, each ended by a zero.</summary>
    private readonly byte[] text;
    private readonly Entry[] entries;

    /// <summary>Sorted pairs: the postal code in the high half, the position of the commune in the low one.</summary>
    private readonly long[] postalCodes;

    private readonly record struct Entry(int Start, int Name, EntryKind Kind);

    private enum EntryKind : byte
    {
        Name,
        OtherName,
        InnerWord,
    }

    public CommuneIndex(Commune[] communes, IReadOnlyList<FormerCommune> former)
    {
        this.communes = communes;
        populationScores = Array.ConvertAll(communes, c => (byte)(10 * Math.Log10(c.Population + 1)));
        postalCodes = SortPostalCodes(communes);

        var folded = new List<byte>(700_000);
        var list = new List<Entry>(90_000);
        for (var position = 0; position < communes.Length; position++)
        {
            AddName(communes[position].Name, position, EntryKind.Name);
        }

        foreach (var (_, name, position) in former)
        {
            if (name.Length > 0)
            {
                AddName(name, position, EntryKind.OtherName);
            }
        }

        text = [.. folded];
        entries = [.. list];
        Sort(new ulong[entries.Length], 0, entries.Length, depth: 0);

        void AddName(string name, int owner, EntryKind kind)
        {
            Span<byte> key = stackalloc byte[CommuneKey.MaxLength];
            key = key[..CommuneKey.Fold(name, key)];
            var start = folded.Count;
            list.Add(new Entry(start, names.Count, kind));
            for (var i = 1; i < key.Length; i++)
            {
                if (key[i - 1] != ' ' || IsLinkingWord(key[i..]))
                {
                    continue;
                }
                // "lion d angers" names Le Lion-d'Angers as well as the full name does.
                var afterArticle = IsArticle(key[..(i - 1)]);
                if (afterArticle || kind == EntryKind.Name)
                {
                    list.Add(new Entry(start + i, names.Count, afterArticle ? kind : EntryKind.InnerWord));
                }
            }

            folded.AddRange(key);
            folded.Add(0);
            names.Add(name);
            owners.Add(owner);
            starts.Add(start);
        }
    }

    /// <summary>Positions whose postal code has this value, in INSEE order.</summary>
    public IEnumerable<int> WithPostalCode(int code)
    {
        for (var i = FirstPostalCode(code); i < postalCodes.Length && postalCodes[i] >> 32 == code; i++)
        {
            yield return (int)postalCodes[i];
        }
    }

    /// <summary>The best matches first, as (position of the commune, other name recognised).</summary>
    public IReadOnlyList<(int Position, string? OtherName)> Find(string typed, int limit, string? home)
    {
        Span<byte> keySpace = stackalloc byte[CommuneKey.MaxLength];
        ReadOnlySpan<byte> key = keySpace[
            ..CommuneKey.Fold(typed.AsSpan(0, Math.Min(typed.Length, MaxTyped)), keySpace)
        ];
        var best = new BestMatches(Math.Clamp(limit, 1, MaxResults));
        if (key.IsEmpty)
        {
            return [];
        }

        if (!key.ContainsAnyExcept(DigitsAndSpace))
        {
            FindByPostalCode(key, home, best);
            return Answer(best);
        }

        FindByName(key, home, 0, 0, best);
        if (best.Count == 0 && SplitNumber(key, out var number, out var words) && !words.IsEmpty)
        {
            // "Angers 49000", "Angers (49)": the number narrows the name.
            var (low, high) = PostalCodeRange(number);
            FindByName(words, home, low, high, best);
            if (best.Count == 0)
            {
                FindWithTypingError(words, home, low, high, best);
            }
        }

        if (best.Count == 0)
        {
            FindWithTypingError(key, home, 0, 0, best);
        }

        return Answer(best);
    }

    private List<(int Position, string? OtherName)> Answer(BestMatches best)
    {
        var answer = new List<(int, string?)>(best.Count);
        foreach (var match in best.Matches)
        {
            answer.Add((match.Position, match.Name < communes.Length ? null : names[match.Name]));
        }

        return answer;
    }

    private void FindByPostalCode(ReadOnlySpan<byte> key, string? home, BestMatches best)
    {
        Span<byte> digits = stackalloc byte[CommuneKey.MaxLength];
        var length = 0;
        foreach (var character in key)
        {
            if (character != ' ')
            {
                digits[length++] = character;
            }
        }

        if (length > 5)
        {
            return;
        }

        var (low, high) = PostalCodeRange(digits[..length]);
        for (var i = FirstPostalCode(low); i < postalCodes.Length && postalCodes[i] >> 32 < high; i++)
        {
            var position = (int)postalCodes[i];
            best.Add(new Match(PlaceScore(position, home), position, position));
        }
    }

    private void FindByName(ReadOnlySpan<byte> key, string? home, int low, int high, BestMatches best)
    {
        Span<byte> expandedSpace = stackalloc byte[CommuneKey.MaxLength + 16];
        ReadOnlySpan<byte> expanded = expandedSpace[..CommuneKey.Expand(key, expandedSpace, lastWordIsOpen: false)];
        Span<byte> openSpace = stackalloc byte[CommuneKey.MaxLength + 16];
        ReadOnlySpan<byte> open = openSpace[..CommuneKey.Expand(key, openSpace, lastWordIsOpen: true)];
        FindByPrefix(expanded, home, low, high, best);
        if (!open.SequenceEqual(expanded))
        {
            FindByPrefix(open, home, low, high, best);
        }

        if (best.Count == 0)
        {
            FindByWordsInOrder(expanded, home, low, high, best);
        }
    }

    private void FindByPrefix(ReadOnlySpan<byte> prefix, string? home, int low, int high, BestMatches best)
    {
        for (var i = FirstEntry(prefix); i < entries.Length; i++)
        {
            var entry = entries[i];
            if (!text.AsSpan(entry.Start).StartsWith(prefix))
            {
                break;
            }

            if (!IsWithin(owners[entry.Name], low, high))
            {
                continue;
            }

            var next = text[entry.Start + prefix.Length];
            var score = entry.Kind switch
            {
                EntryKind.Name => next == 0 ? 100
                : next == ' ' ? 70
                : 60,
                EntryKind.OtherName => next == 0 ? 80
                : next == ' ' ? 50
                : 45,
                _ => next is 0 or (byte)' ' ? 35 : 25,
            };
            best.Add(Scored(score, entry.Name, home));
        }
    }

    /// <summary>"seiches loir" for Seiches-sur-le-Loir: each word starts a word of the name, in the same order.</summary>
    private void FindByWordsInOrder(ReadOnlySpan<byte> key, string? home, int low, int high, BestMatches best)
    {
        var end = key.IndexOf((byte)' ');
        if (end < 0)
        {
            return;
        }

        var first = key[..end];
        for (var i = FirstEntry(first); i < entries.Length; i++)
        {
            var entry = entries[i];
            var name = Text(entry.Start);
            if (!name.StartsWith(first))
            {
                break;
            }

            if (IsWithin(owners[entry.Name], low, high) && WordsFollow(key[(end + 1)..], name))
            {
                best.Add(Scored(20, entry.Name, home));
            }
        }
    }

    private static bool WordsFollow(ReadOnlySpan<byte> words, ReadOnlySpan<byte> name)
    {
        while (!words.IsEmpty)
        {
            var end = words.IndexOf((byte)' ');
            var word = end < 0 ? words : words[..end];
            words = end < 0 ? [] : words[(end + 1)..];
            do
            {
                var space = name.IndexOf((byte)' ');
                if (space < 0)
                {
                    return false;
                }

                name = name[(space + 1)..];
            } while (!name.StartsWith(word));
        }

        return true;
    }

    private void FindWithTypingError(ReadOnlySpan<byte> key, string? home, int low, int high, BestMatches best)
    {
        Span<byte> expanded = stackalloc byte[CommuneKey.MaxLength + 16];
        expanded = expanded[..CommuneKey.Expand(key, expanded, lastWordIsOpen: false)];
        Span<byte> typed = stackalloc byte[expanded.Length];
        var length = 0;
        foreach (var character in expanded)
        {
            if (character != ' ')
            {
                typed[length++] = character;
            }
        }

        if (length < ShortestWithTypingError)
        {
            return;
        }

        for (var name = 0; name < names.Count; name++)
        {
            if (!MayBeginAlike(typed, starts[name]))
            {
                continue;
            }

            var match = TypingError.Compare(typed[..length], Text(starts[name]));
            if (match != TypingErrorMatch.None && IsWithin(owners[name], low, high))
            {
                best.Add(Scored(match == TypingErrorMatch.Whole ? 40 : 20, name, home));
            }
        }
    }

    /// <summary>One error leaves one of the first two letters in one of the first two places: most names end here.</summary>
    private bool MayBeginAlike(ReadOnlySpan<byte> typed, int start)
    {
        var (first, second) = (text[start], text[start + 1]);
        return first == typed[0] || first == typed[1] || second == typed[0] || second == typed[1] || second == ' ';
    }

    private Match Scored(int score, int name, string? home) =>
        new(score + PlaceScore(owners[name], home), owners[name], name);

    private int PlaceScore(int position, string? home) =>
        populationScores[position] + (home is not null && communes[position].DepartementCode == home ? HomeBonus : 0);

    private bool IsWithin(int position, int low, int high)
    {
        if (high == 0)
        {
            return true;
        }

        foreach (var code in communes[position].PostalCodes)
        {
            if (ParsePostalCode(code) is var value && value >= low && value < high)
            {
                return true;
            }
        }

        return false;
    }

    private static bool SplitNumber(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> number, out ReadOnlySpan<byte> words)
    {
        number = [];
        words = key;
        var first = key.IndexOf((byte)' ');
        var last = key.LastIndexOf((byte)' ');
        if (last < 0)
        {
            return false;
        }

        if (IsPostalCodePrefix(key[(last + 1)..]))
        {
            number = key[(last + 1)..];
            words = key[..last];
        }
        else if (IsPostalCodePrefix(key[..first]))
        {
            number = key[..first];
            words = key[(first + 1)..];
        }

        return !number.IsEmpty;
    }

    private static bool IsPostalCodePrefix(ReadOnlySpan<byte> word) =>
        word.Length is >= 2 and <= 5 && !word.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static (int Low, int High) PostalCodeRange(ReadOnlySpan<byte> digits)
    {
        var low = 0;
        foreach (var digit in digits)
        {
            low = (low * 10) + digit - '0';
        }

        var width = 1;
        for (var i = digits.Length; i < 5; i++)
        {
            width *= 10;
        }

        return (low * width, (low + 1) * width);
    }

    private static int ParsePostalCode(string code)
    {
        var value = 0;
        foreach (var digit in code)
        {
            value = (value * 10) + digit - '0';
        }

        return value;
    }

    private int FirstPostalCode(int code)
    {
        var found = Array.BinarySearch(postalCodes, (long)code << 32);
        return found < 0 ? ~found : found;
    }

    private static long[] SortPostalCodes(Commune[] communes)
    {
        var pairs = new List<long>(communes.Length * 2);
        for (var position = 0; position < communes.Length; position++)
        {
            foreach (var code in communes[position].PostalCodes)
            {
                pairs.Add(((long)ParsePostalCode(code) << 32) | (uint)position);
            }
        }

        pairs.Sort();
        return [.. pairs];
    }

    private int FirstEntry(ReadOnlySpan<byte> prefix)
    {
        var low = 0;
        var high = entries.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Text(entries[middle].Start).SequenceCompareTo(prefix) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private ReadOnlySpan<byte> Text(int start)
    {
        var rest = text.AsSpan(start);
        return rest[..rest.IndexOf((byte)0)];
    }

    /// <summary>
    /// Eight letters at a time, each as one number: many times faster at start than comparing names, of which thousands
    /// begin alike.
    /// </summary>
    private void Sort(ulong[] heads, int start, int end, int depth)
    {
        for (var i = start; i < end; i++)
        {
            heads[i] = Head(entries[i].Start, depth);
        }

        Array.Sort(heads, entries, start, end - start);
        for (int run = start, next; run < end; run = next)
        {
            for (next = run + 1; next < end && heads[next] == heads[run]; next++) { }
            var isWholeName = (heads[run] & 0xFF) == 0;
            if (next - run > 1 && !isWholeName)
            {
                Sort(heads, run, next, depth + HeadLength);
            }
        }
    }

    private ulong Head(int start, int depth)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        head.Clear();
        var rest = Text(start)[depth..];
        rest[..Math.Min(HeadLength, rest.Length)].CopyTo(head);
        return BinaryPrimitives.ReadUInt64BigEndian(head);
    }

    private static bool IsArticle(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("le"u8)
        || word.SequenceEqual("la"u8)
        || word.SequenceEqual("les"u8)
        || word.SequenceEqual("l"u8);

    private static bool IsLinkingWord(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)' ');
        var word = end < 0 ? rest : rest[..end];
        return word.Length <= 2
            || word.SequenceEqual("sur"u8)
            || word.SequenceEqual("les"u8)
            || word.SequenceEqual("des"u8)
            || word.SequenceEqual("sous"u8);
    }

    private readonly record struct Match(int Score, int Position, int Name);

    /// <summary>The few best, each commune once, without allocating per candidate.</summary>
    private sealed class BestMatches(int limit)
    {
        private readonly Match[] matches = new Match[limit];

        public int Count { get; private set; }

        public ReadOnlySpan<Match> Matches => matches.AsSpan(0, Count);

        public void Add(Match match)
        {
            if (Count == matches.Length && !IsBetter(match, matches[Count - 1]))
            {
                return;
            }

            var slot = 0;
            while (slot < Count && matches[slot].Position != match.Position)
            {
                slot++;
            }

            if (slot == Count)
            {
                slot = Count < matches.Length ? Count++ : Count - 1;
            }
            else if (!IsBetter(match, matches[slot]))
            {
                return;
            }

            for (; slot > 0 && IsBetter(match, matches[slot - 1]); slot--)
            {
                matches[slot] = matches[slot - 1];
            }

            matches[slot] = match;
        }

        private static bool IsBetter(Match a, Match b) =>
            a.Score != b.Score ? a.Score > b.Score
            : a.Position != b.Position ? a.Position < b.Position
            : a.Name < b.Name;
    }
}
