using System.Collections.Frozen;

namespace Maillage.Features.Places.Hours;

/// <summary>The words of the opening-hours syntax, and the French and English ones that are accepted in their place.</summary>
/// <remarks>Source: specification of the OSM key opening_hours; tolerated words as the reference library 3.15 takes them in France.</remarks>
internal static class HoursVocabulary
{
    public static readonly string[] WeekdayNames = ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"];

    private static readonly FrozenDictionary<string, (TokenKind Kind, int Value)> Words = WordList()
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Tolerated = ToleratedList()
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, (TokenKind Kind, int Value)>.AlternateLookup<
        ReadOnlySpan<char>
    > WordLookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> ToleratedLookup =
        Tolerated.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Several words taken as one, longest first, with what they stand for.</summary>
    public static readonly (string Phrase, string Replacement)[] Phrases =
    [
        ("24 hours 7 days a week", "24/7"),
        ("school holidays", "SH"),
        ("public holidays", "PH"),
        ("school holiday", "SH"),
        ("public holiday", "PH"),
        ("7 days a week", "Mo-Su"),
        ("jours fériés", "PH"),
        ("always closed", "closed"),
        ("on work days", "Mo-Fr"),
        ("always open", "24/7"),
        ("7 days/week", "Mo-Su"),
        ("every day", "Mo-Su"),
        ("24 hours", "00:00-24:00"),
        ("all days", "Mo-Su"),
        ("all day", "24/7"),
        ("7j/7", "Mo-Su"),
        ("7/7", "Mo-Su"),
    ];

    /// <summary>Phrases that are a comment by themselves.</summary>
    public static readonly string[] CommentPhrases =
    [
        "sur rendez-vous",
        "sur rendez vous",
        "sur rendezvous",
        "sur rdv",
        "by appointment",
        "on appointment",
    ];

    public static bool TryWord(ReadOnlySpan<char> word, out (TokenKind Kind, int Value) meaning) =>
        WordLookup.TryGetValue(word, out meaning);

    /// <summary>What a tolerated word stands for; an empty text when the word is just left out.</summary>
    public static bool TryTolerated(ReadOnlySpan<char> word, out string? replacement) =>
        ToleratedLookup.TryGetValue(word, out replacement);

    private static Dictionary<string, (TokenKind, int)> WordList()
    {
        var words = new Dictionary<string, (TokenKind, int)>(StringComparer.Ordinal)
        {
            ["PH"] = (TokenKind.PublicHoliday, 0),
            ["SH"] = (TokenKind.SchoolHoliday, 0),
            ["easter"] = (TokenKind.Easter, 0),
            ["week"] = (TokenKind.Week, 0),
            ["day"] = (TokenKind.Days, 0),
            ["days"] = (TokenKind.Days, 0),
            ["open"] = (TokenKind.State, (int)HoursState.Open),
            ["off"] = (TokenKind.State, (int)HoursState.Closed),
            ["closed"] = (TokenKind.State, (int)HoursState.Closed),
            ["unknown"] = (TokenKind.State, (int)HoursState.Unknown),
            // Without coordinates the reference takes these fixed hours.
            ["dawn"] = (TokenKind.TimeVariable, (5 * 60) + 30),
            ["sunrise"] = (TokenKind.TimeVariable, 6 * 60),
            ["sunset"] = (TokenKind.TimeVariable, 18 * 60),
            ["dusk"] = (TokenKind.TimeVariable, (18 * 60) + 30),
        };
        foreach (var (day, name) in WeekdayNames.Index())
        {
            words.Add(name, (TokenKind.Weekday, day));
        }
        string[] months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        foreach (var (index, name) in months.Index())
        {
            words.Add(name, (TokenKind.Month, index + 1));
        }
        return words;
    }

    private static Dictionary<string, string> ToleratedList()
    {
        (string Meaning, string Words)[] lines =
        [
            ("Mo", "m lu lun lundi mon monday mondays"),
            ("Tu", "ma mardi tue tues tuesday tuesdays"),
            ("We", "w me mer mercredi wed weds wednesday wednesdays"),
            ("Th", "je jeu jeudi thur thurs thursday thursdays"),
            ("Fr", "f ve ven vendredi fri friday fridays"),
            ("Sa", "samedi sat saturday saturdays"),
            ("Su", "di dim dimanche sun sunday sundays"),
            ("Jan", "janv janvier"),
            ("Feb", "fév févr février"),
            ("Mar", "mars"),
            ("Apr", "avr avril"),
            ("May", "mai"),
            ("Jun", "juin june"),
            ("Jul", "juil juillet july"),
            ("Aug", "aoû août"),
            ("Sep", "septembre"),
            ("Oct", "octobre"),
            ("Nov", "novembre"),
            ("Dec", "déc décembre"),
            ("Mo-Fr", "weekday weekdays wd"),
            ("Mo-Su", "daily everyday"),
            ("Sa,Su", "weekend weekends"),
            ("PH", "holiday holidays"),
            ("SH", "schoolholiday schoolholidays"),
            ("off", "fermé except"),
            ("24/7", "always nonstop anytime"),
            ("12:00", "midday"),
            ("00:00", "midnight"),
            ("sunrise-sunset", "daytime daylight"),
            ("sunset", "sundown"),
            ("||", "otherwise"),
            (",", "et and u & und"),
            ("-", "à a á to as til till until through bis _ = → ‐ ‑ ‒ – − — ー ~ ～"),
            (":", "："),
            ("", "h hs hrs hours season from uhr ?"),
        ];
        return lines
            .SelectMany(line => line.Words.Split(' '), (line, word) => (word, line.Meaning))
            .ToDictionary(pair => pair.word, pair => pair.Meaning, StringComparer.Ordinal);
    }
}
