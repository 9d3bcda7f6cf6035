namespace Maillage.Features.Territories;

/// <summary>How much of a name was recognised in spite of a typing error.</summary>
internal enum TypingErrorMatch
{
    None,
    Start,
    Whole,
}

/// <summary>Tells whether a name, or its start, is what was typed but for one letter added, missing, wrong or swapped.</summary>
internal static class TypingError
{
    /// <summary>How the name answers to what was typed, an exact start included.</summary>
    /// <param name="typed">Folded, without spaces.</param>
    /// <param name="name">Folded; its spaces count for nothing.</param>
    public static TypingErrorMatch Compare(ReadOnlySpan<byte> typed, ReadOnlySpan<byte> name)
    {
        Advance(ref typed, ref name);
        if (typed.IsEmpty)
        {
            return name.IsEmpty ? TypingErrorMatch.Whole : TypingErrorMatch.Start;
        }

        var best = Rest(typed[1..], name);
        if (name.IsEmpty)
        {
            return best;
        }

        var afterName = WithoutSpace(name[1..]);
        best = Better(best, Rest(typed[1..], afterName));
        best = Better(best, Rest(typed, afterName));
        if (typed.Length > 1 && !afterName.IsEmpty && typed[0] == afterName[0] && typed[1] == name[0])
        {
            best = Better(best, Rest(typed[2..], afterName[1..]));
        }

        return best;
    }

    private static TypingErrorMatch Rest(ReadOnlySpan<byte> typed, ReadOnlySpan<byte> name)
    {
        Advance(ref typed, ref name);
        return !typed.IsEmpty ? TypingErrorMatch.None
            : name.IsEmpty ? TypingErrorMatch.Whole
            : TypingErrorMatch.Start;
    }

    private static void Advance(ref ReadOnlySpan<byte> typed, ref ReadOnlySpan<byte> name)
    {
        name = WithoutSpace(name);
        while (!typed.IsEmpty && !name.IsEmpty && typed[0] == name[0])
        {
            typed = typed[1..];
            name = WithoutSpace(name[1..]);
        }
    }

    private static ReadOnlySpan<byte> WithoutSpace(ReadOnlySpan<byte> name) =>
        !name.IsEmpty && name[0] == ' ' ? name[1..] : name;

    private static TypingErrorMatch Better(TypingErrorMatch a, TypingErrorMatch b) => a > b ? a : b;
}
