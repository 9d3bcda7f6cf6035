using System.Buffers;
using System.Globalization;

namespace Maillage.Features.Places.Hours;

/// <summary>Cuts a text of opening hours into tokens, mending what is commonly written in another way.</summary>
internal ref struct HoursLexer(ReadOnlySpan<char> text, Span<Token> tokens, List<string> warnings)
{
    private const string OpeningQuotes = "\"'„“‚‘’«「『";
    private const string ClosingQuotes = "\"'”“‘’»」』";

    /// <summary>What is written beyond it is no year, and no number that hours need.</summary>
    private const int LastYear = 2200;

    private static readonly SearchValues<char> NotInQuotes = SearchValues.Create("\"'“”‘’»」』;|");

    private readonly ReadOnlySpan<char> text = text;
    private readonly Span<Token> tokens = tokens;
    private int at;
    private int count;

    /// <summary>One character can stand for two tokens (« ³ » for « :3 »), a short word for a few.</summary>
    public static int MostTokens(int textLength) => (2 * textLength) + 8;

    /// <summary>The number of tokens, or -1 when a word is not of the vocabulary.</summary>
    public int Run()
    {
        while (at < text.Length)
        {
            if (!Next())
            {
                return -1;
            }
        }
        return count;
    }

    private bool Next()
    {
        var current = text[at];
        return current switch
        {
            >= '0' and <= '9' => Number(),
            ' ' or '\t' or '\r' or '\n' or '\uFEFF' or '␣' => Skip(1),
            ':' => Add(TokenKind.TimeSeparator),
            '-' => Add(TokenKind.Minus),
            ',' => Add(TokenKind.Comma),
            ';' => Add(TokenKind.EndOfRule),
            '+' => Add(TokenKind.Plus),
            '/' => Add(TokenKind.Slash),
            '(' => Add(TokenKind.OpenParenthesis),
            ')' => Add(TokenKind.CloseParenthesis),
            '[' => Add(TokenKind.OpenBracket),
            ']' => Add(TokenKind.CloseBracket),
            '.' => Warn("Écrivez l’heure avec deux-points : « 09:00 ».") && Add(TokenKind.TimeSeparator),
            '|' when text[at..].StartsWith("||", StringComparison.Ordinal) => Add(TokenKind.EndOfRuleBeforeFallback, 2),
            _ when OpeningQuotes.Contains(current, StringComparison.Ordinal) => Comment(),
            _ when char.IsWhiteSpace(current) => Skip(1),
            _ when SuperscriptDigit(current) >= 0 => Superscript(),
            _ => Word(),
        };
    }

    private bool Number()
    {
        if (text[at..].StartsWith("24/7", StringComparison.Ordinal))
        {
            return Add(TokenKind.AlwaysOpen, 4);
        }
        if (Phrase())
        {
            return true;
        }
        var start = at;
        var value = 0;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            value = Math.Min((value * 10) + (text[at] - '0'), 1_000_000);
            at++;
        }
        if (value > LastYear)
        {
            return false;
        }
        tokens[count++] =
            value > 1900
                ? new Token(TokenKind.Year, value, start, at - start)
                : new Token(TokenKind.Number, value, start, at - start) { IsAmbiguousHour = at - start == 1 };
        if (at + 1 < text.Length && text[at] == '.' && !char.IsAsciiDigit(text[at + 1]))
        {
            at++;
            Warn("Retirez le point qui suit un nombre.");
        }
        return true;
    }

    private bool Superscript()
    {
        var start = at;
        var value = 0;
        while (at < text.Length && at - start < 2 && SuperscriptDigit(text[at]) is >= 0 and var digit)
        {
            value = (value * 10) + digit;
            at++;
        }
        if (count > 0 && tokens[count - 1].Kind == TokenKind.Number)
        {
            tokens[count++] = new Token(TokenKind.TimeSeparator, 0, start, 0);
        }
        tokens[count++] = new Token(TokenKind.Number, value, start, at - start);
        return Warn("Écrivez les minutes en chiffres ordinaires : « 08:30 ».");
    }

    private bool Comment()
    {
        var content = text[(at + 1)..];
        if (text[at] == '"' && content.IndexOf('"') is > 0 and var length)
        {
            return AddComment(length);
        }
        var end = content.IndexOfAny(NotInQuotes);
        if (end < 0 || !ClosingQuotes.Contains(content[end], StringComparison.Ordinal))
        {
            return false;
        }
        return Warn("Écrivez les commentaires entre guillemets droits : \"sur rendez-vous\".") && AddComment(end);
    }

    private bool AddComment(int length)
    {
        tokens[count++] = new Token(TokenKind.Comment, 0, at + 1, length);
        return Skip(length + 2);
    }

    private bool Word()
    {
        var length = WordLength();
        var word = text.Slice(at, length);
        if (HoursVocabulary.TryWord(word, out var meaning))
        {
            return Add(meaning.Kind, length, meaning.Value) && DropAbbreviationDot();
        }
        if (Phrase() || Meridian(word))
        {
            return true;
        }
        if (HoursVocabulary.TryTolerated(word, out var replacement))
        {
            return Replace(length, replacement!) && DropAbbreviationDot();
        }
        // « PHoff » is cut after the holiday, as the reference does; « mo_ » never is.
        return length > 2
            && HoursVocabulary.TryWord(word[..2], out meaning)
            && meaning.Kind is TokenKind.PublicHoliday or TokenKind.SchoolHoliday
            && Add(meaning.Kind, 2, meaning.Value);
    }

    private readonly int WordLength()
    {
        var length = 0;
        while (at + length < text.Length && IsLetter(text[at + length]))
        {
            length++;
        }
        return Math.Max(length, 1);
    }

    private bool Phrase()
    {
        foreach (var (phrase, replacement) in HoursVocabulary.Phrases)
        {
            if (StartsWithWords(phrase))
            {
                return Replace(phrase.Length, replacement);
            }
        }
        foreach (var phrase in HoursVocabulary.CommentPhrases)
        {
            if (StartsWithWords(phrase))
            {
                tokens[count++] = new Token(TokenKind.Comment, 0, at, phrase.Length);
                Warn("Écrivez les commentaires entre guillemets droits : \"sur rendez-vous\".");
                return Skip(phrase.Length);
            }
        }
        return false;
    }

    private readonly bool StartsWithWords(string phrase)
    {
        var rest = text[at..];
        // Phrases are in lower case: the first letter alone rules nearly all of them out.
        return (rest[0] | ' ') == phrase[0]
            && rest.StartsWith(phrase, StringComparison.OrdinalIgnoreCase)
            && (
                rest.Length == phrase.Length
                || !(IsLetter(rest[phrase.Length]) || char.IsAsciiDigit(rest[phrase.Length]))
            );
    }

    private bool Meridian(ReadOnlySpan<char> word)
    {
        var dotted =
            text[at..].StartsWith("p.m.", StringComparison.OrdinalIgnoreCase)
            || text[at..].StartsWith("a.m.", StringComparison.OrdinalIgnoreCase);
        if (
            !dotted
            && !word.Equals("am", StringComparison.OrdinalIgnoreCase)
            && !word.Equals("pm", StringComparison.OrdinalIgnoreCase)
        )
        {
            return false;
        }
        var isAfternoon = text[at] is 'p' or 'P';
        var hour = count - 1;
        if (count > 2 && tokens[count - 2].Kind == TokenKind.TimeSeparator)
        {
            hour = count - 3;
        }
        if (hour >= 0 && tokens[hour].Kind == TokenKind.Number)
        {
            var value = tokens[hour].Value;
            tokens[hour] = tokens[hour] with
            {
                Value =
                    isAfternoon && value < 12 ? value + 12
                    : !isAfternoon && value == 12 ? 0
                    : value,
                IsAmbiguousHour = false,
            };
        }
        Warn("Écrivez l’heure sur 24 heures : « 17:00 ».");
        return Skip(dotted ? 4 : 2);
    }

    private bool Replace(int length, string replacement)
    {
        var replaced = text.Slice(at, length);
        Warn(
            replacement.Length == 0
                ? $"Retirez « {replaced} »."
                : $"Écrivez « {replacement} » plutôt que « {replaced} »."
        );
        var lexer = new HoursLexer(replacement, tokens[count..], warnings);
        count += lexer.Run();
        return Skip(length);
    }

    private bool DropAbbreviationDot()
    {
        if (at < text.Length && text[at] == '.')
        {
            at++;
            Warn("Retirez le point d’abréviation.");
        }
        return true;
    }

    private bool Add(TokenKind kind, int length = 1, int value = 0)
    {
        tokens[count++] = new Token(kind, value, at, length);
        return Skip(length);
    }

    private bool Skip(int length)
    {
        at += length;
        return true;
    }

    private readonly bool Warn(string sentence)
    {
        warnings.Add(sentence);
        return true;
    }

    private static bool IsLetter(char character) =>
        char.IsAsciiLetter(character)
        || (
            character > 127
            && char.GetUnicodeCategory(character)
                is UnicodeCategory.LowercaseLetter
                    or UnicodeCategory.UppercaseLetter
                    or UnicodeCategory.TitlecaseLetter
                    or UnicodeCategory.ModifierLetter
                    or UnicodeCategory.OtherLetter
                    or UnicodeCategory.NonSpacingMark
        );

    private static int SuperscriptDigit(char character) =>
        character switch
        {
            '°' => 0,
            '¹' => 1,
            '²' => 2,
            '³' => 3,
            '⁰' => 0,
            >= '⁴' and <= '⁹' => character - '⁰',
            >= '₀' and <= '₉' => character - '₀',
            _ => -1,
        };
}
