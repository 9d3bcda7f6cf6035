namespace Maillage.Platform.Text;

/// <summary>What people type in a form (texte tapé), without what no keyboard writes and PostgreSQL refuses.</summary>
public static class TypedText
{
    /// <summary>Trimmed, lines kept, other control characters left out; null when nothing is left.</summary>
    public static string? Of(string? typed)
    {
        var text = string.Concat((typed ?? "").Where(c => c is '\n' or '\t' || !(char.IsControl(c) || Turns(c))))
            .Trim();
        return text.Length == 0 ? null : text;
    }

    /// <summary>The same in one line.</summary>
    public static string? LineOf(string? typed) => Of(typed)?.Replace('\n', ' ').Replace('\t', ' ');

    /// <summary>What makes the words around it read backwards: whoever decides would read something else.</summary>
    private static bool Turns(char c) => c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
