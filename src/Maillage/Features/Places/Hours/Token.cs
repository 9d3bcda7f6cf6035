namespace Maillage.Features.Places.Hours;

internal enum TokenKind : byte
{
    End,
    Number,
    Year,
    Weekday,
    Month,
    PublicHoliday,
    SchoolHoliday,
    Easter,
    Week,
    Days,
    State,
    Comment,
    AlwaysOpen,
    TimeVariable,
    TimeSeparator,
    Minus,
    Plus,
    Comma,
    Slash,
    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,
    EndOfRule,
    EndOfRuleBeforeFallback,
}

/// <summary>One word of the opening-hours grammar; Start and Length place it in the text (for a comment, its content).</summary>
internal readonly record struct Token(TokenKind Kind, int Value, int Start, int Length)
{
    /// <summary>An hour written with one digit and neither am nor pm: « 5 » may mean 17:00.</summary>
    public bool IsAmbiguousHour { get; init; }
}
