using System.Globalization;
using System.Text.RegularExpressions;
using Maillage.Features.Organisations;
using Maillage.Features.Territories;

namespace Maillage.Features.Places.Import;

/// <summary>Guesses what each column of a list is, from its name and from what it holds (proposition).</summary>
internal static partial class ProposeColumns
{
    /// <summary>What a name says weighs as much as what all the values say.</summary>
    private const double ExactName = 3;
    private const double WordOfName = 1.6;
    private const double StartOfName = 1.2;
    private const double AllValues = 2.5;

    /// <summary>Below, a person chooses.</summary>
    private const double Enough = 1.5;

    /// <summary>A name is not believed where fewer values than this look like it.</summary>
    private const double LeastShare = 0.3;

    private static readonly string[] Separators = ["|", ";", " / ", "\n", ","];

    /// <summary>For each column, in their order, the most likely meaning; « ne pas importer » where none is.</summary>
    public static IReadOnlyList<MatchedColumn> Run(ListSample sample, TerritoryMap territories)
    {
        var likely = sample
            .Columns.SelectMany(column => Likely(column, territories))
            .Where(guess => guess.Score >= Enough)
            .OrderByDescending(guess => guess.Score);
        var given = new Dictionary<string, MatchedColumn>(StringComparer.OrdinalIgnoreCase);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var guess in likely)
        {
            // Several columns of labels make one list; of all others, each meaning has one column.
            var mayBeSeveral = ColumnTargets.Find(guess.Target) is { Vocabulary: not null };
            if (!given.ContainsKey(guess.Column.Name) && (mayBeSeveral || !taken.Contains(guess.Target)))
            {
                taken.Add(guess.Target);
                given[guess.Column.Name] = Matched(guess.Column, guess.Target);
            }
        }

        return
        [
            .. sample.Columns.Select(column =>
                given.GetValueOrDefault(column.Name) ?? new MatchedColumn(column.Name, ColumnTargets.Nothing)
            ),
        ];
    }

    /// <summary>A column with the meaning that somebody chose: how its lists are separated, what says yes in it.</summary>
    public static MatchedColumn Matched(SampledColumn column, string target) =>
        ColumnTargets.Find(target) switch
        {
            { Yes: not null } => new MatchedColumn(column.Name, target, null, YesAndNo.YesValues(column)),
            { Vocabulary: { } vocabulary } => new MatchedColumn(column.Name, target, SeparatorOf(column, vocabulary)),
            { } => new MatchedColumn(column.Name, target),
            null => new MatchedColumn(column.Name, ColumnTargets.Nothing),
        };

    private static IEnumerable<Guess> Likely(SampledColumn column, TerritoryMap territories)
    {
        foreach (var target in ColumnTargets.Values)
        {
            var name = NameScore(column.Name, target.Code);
            if (name == 0 && ColumnTargets.Days.Contains(target.Code))
            {
                // Hours do not tell of which day they are.
                continue;
            }

            if (column.Values.Count == 0)
            {
                yield return new Guess(column, target.Code, name);
            }
            else if (Share(column, target, territories) is not { } share)
            {
                yield return new Guess(column, target.Code, name);
            }
            else if (share >= LeastShare)
            {
                // Values that many other things may look like say little without a name.
                var weight = SaysLittle(target.Code) ? AllValues / 3 : AllValues;
                yield return new Guess(column, target.Code, name + (share * weight));
            }
        }

        if (YesAndNo.Are(column) && YesMeaning(column) is { } meaning)
        {
            yield return meaning;
        }
    }

    private static bool SaysLittle(string target) =>
        target is "id" or ColumnTargets.Number or "code_insee" or "date_maj" or "itinerance";

    private static double NameScore(string header, string target)
    {
        if (ColumnTargets.Days.Contains(target))
        {
            return Words(header).Contains(target) ? ExactName : 0;
        }

        var names = ColumnNames.Of(target);
        var key = Vocabulary.KeyOf(header);
        if (names.Contains(key))
        {
            return ExactName;
        }

        var words = Words(header);
        if (names.Any(words.Contains))
        {
            // The first word says most: « nom de la commune », « commune du siège ».
            return WordOfName + (names.Contains(words[0]) ? 0.2 : 0);
        }

        return names.Any(name => name.Length >= 4 && key.StartsWith(name, StringComparison.Ordinal)) ? StartOfName : 0;
    }

    private static List<string> Words(string header) =>
        [
            .. Word()
                .Matches(header)
                .Select(match => Vocabulary.KeyOf(match.Value))
                .Where(word => word.Length > 0 && word is not ("de" or "du" or "la" or "le" or "des" or "d" or "l")),
        ];

    /// <summary>The share of values that look like this; null where anything may be.</summary>
    private static double? Share(SampledColumn column, ColumnTarget target, TerritoryMap territories)
    {
        Func<string, bool>? looks = target.Code switch
        {
            "pivot" => value => Siret.IsValid(Digits(value)),
            "code_postal" => value => PostalCode().IsMatch(value) && territories.CommunesByPostalCode(value).Count > 0,
            "code_insee" => value => InseeCode().IsMatch(value) && territories.CommuneByInsee(value) is not null,
            "commune" => value =>
                territories.Find(value, 1) is [var found] && SameName(found.OtherName ?? found.Commune.Name, value),
            "latitude" => value => Number(value) is >= 41 and <= 51.5 && value.Contains(Point(value)),
            "longitude" => value => Number(value) is >= -6 and <= 10 && value.Contains(Point(value)),
            ColumnTargets.LambertX => value => Number(value) is >= 50_000 and <= 1_300_000,
            ColumnTargets.LambertY => value => Number(value) is >= 6_000_000 and <= 7_200_000,
            "telephone" => value => Telephone().IsMatch(value),
            "courriels" => value => Mail().IsMatch(value),
            "site_web" or "prise_rdv" or "fiche_acces_libre" => value => Web().IsMatch(value),
            "date_maj" => value => FrenchDate.Read(value) is { Year: > 2000 },
            "horaires" => value => OsmHours().IsMatch(value) || FrenchWeek().IsMatch(value),
            ColumnTargets.Number => value => StreetNumber().IsMatch(value),
            "id" => null,
            "itinerance" => value =>
                Vocabularies.Itinerancy.Find(value) is not null || Vocabulary.KeyOf(value) is "oui" or "non",
            _ when ColumnTargets.Days.Contains(target.Code) => value =>
                FrenchHours.Day(value) is { } hours && !hours.StartsWith('"'),
            _ => null,
        };
        if (target.Vocabulary is { } vocabulary && target.Code != "itinerance")
        {
            return LabelShare(column, target, vocabulary);
        }

        if (looks is not null)
        {
            return (double)column.Values.Count(looks) / column.Values.Count;
        }

        return target.Code == "id" && column.Values.Distinct(StringComparer.Ordinal).Count() < column.Values.Count
            ? 0
            : null;
    }

    /// <summary>Labels that nobody knows may still be translated one by one: a name alone is then enough.</summary>
    private static double? LabelShare(SampledColumn column, ColumnTarget target, Vocabulary vocabulary)
    {
        if (column.Values.Count(value => value.Any(char.IsLetter)) * 2 < column.Values.Count)
        {
            // Codes of the list's own mean nothing to us.
            return 0;
        }

        var separator = SeparatorOf(column, vocabulary);
        var values = column.Values.SelectMany(value => Split(value, separator)).ToList();
        var share = (double)values.Count(value => ListReader.Known(vocabulary, value) is not null) / values.Count;
        return share >= LeastShare ? share
            : NameScore(column.Name, target.Code) > 0 && !YesAndNo.Are(column) ? null
            : 0;
    }

    /// <summary>What stands between the labels of a cell: what makes the most of them known, else what is met.</summary>
    private static string? SeparatorOf(SampledColumn column, Vocabulary vocabulary)
    {
        var best = Separators
            .Select(separator =>
                (
                    separator,
                    Known: column
                        .Values.Where(value => value.Contains(separator, StringComparison.Ordinal))
                        .SelectMany(value => Split(value, separator))
                        .Count(value => ListReader.Known(vocabulary, value) is not null)
                )
            )
            .MaxBy(one => one.Known);
        return best.Known > 0
            ? best.separator
            : Separators[..^1].FirstOrDefault(one => column.Values.Any(v => v.Contains(one, StringComparison.Ordinal)));
    }

    internal static IEnumerable<string> Split(string value, string? separator) =>
        separator is null
            ? [value.Trim()]
            : value.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The label that the name of a column of yes and no speaks of.</summary>
    private static Guess? YesMeaning(SampledColumn column)
    {
        var words = Words(column.Name).Where(word => word.Length >= 4).ToList();
        var best = ColumnTargets
            .YesOrNo.Select(target =>
                (
                    target,
                    Found: words.Count(word => Words($"{target.Yes} {target.Label}").Exists(w => SameStem(w, word)))
                )
            )
            .MaxBy(one => one.Found);
        return best.Found == 0 ? null : new Guess(column, best.target.Code, Enough + best.Found);
    }

    private static bool SameStem(string one, string other)
    {
        var length = Math.Min(6, Math.Min(one.Length, other.Length));
        return length >= 4 && string.CompareOrdinal(one, 0, other, 0, length) == 0;
    }

    private static bool SameName(string one, string other) =>
        Vocabulary.KeyOf(one) == Vocabulary.KeyOf(other)
        || Vocabulary.KeyOf(other).StartsWith(Vocabulary.KeyOf(one), StringComparison.Ordinal);

    private static string Digits(string value) => string.Concat(value.Where(char.IsAsciiDigit));

    private static double? Number(string value) =>
        double.TryParse(value.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static char Point(string value) => value.Contains(',', StringComparison.Ordinal) ? ',' : '.';

    private sealed record Guess(SampledColumn Column, string Target, double Score);

    /// <summary>« codePostal » is two words.</summary>
    [GeneratedRegex(
        @"\p{Lu}+[\p{Ll}\p{Lo}\p{N}°]*|[\p{Ll}\p{Lo}\p{N}°]+",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Word();

    [GeneratedRegex(@"^\d{4,5}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PostalCode();

    [GeneratedRegex(
        @"^(\d{4,5}|2[ABab]\d{3})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex InseeCode();

    [GeneratedRegex(
        @"^(\+33|0033|\+262|\+59[04-6]|0)[\s.\-]*(\(0\)\s*)?([1-9])([\s.\-]*\d){8}\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Telephone();

    [GeneratedRegex(
        @"^[^@\s]+@[^@\s]+\.[a-z]{2,}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Mail();

    [GeneratedRegex(
        @"^(https?://|www\.)\S+\.\S+",
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture
            | RegexOptions.NonBacktracking
    )]
    private static partial Regex Web();

    [GeneratedRegex(
        @"\b(Mo|Tu|We|Th|Fr|Sa|Su)\b.*\d\d:\d\d\s*-\s*\d\d:\d\d",
        RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture
            | RegexOptions.Singleline
            | RegexOptions.NonBacktracking
    )]
    private static partial Regex OsmHours();

    [GeneratedRegex(
        @"\b(lundi|mardi|mercredi|jeudi|vendredi|samedi)\b.*\d\s*[h:]",
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture
            | RegexOptions.Singleline
            | RegexOptions.NonBacktracking
    )]
    private static partial Regex FrenchWeek();

    [GeneratedRegex(
        @"^\d{1,4}(\s*-\s*\d{1,4})?(\s?(bis|ter|quater|[a-f]))?$",
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture
            | RegexOptions.NonBacktracking
    )]
    private static partial Regex StreetNumber();
}
