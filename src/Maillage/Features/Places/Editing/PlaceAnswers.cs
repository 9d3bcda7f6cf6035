using System.ComponentModel.DataAnnotations;
using System.Globalization;
using PhoneNumbers;

namespace Maillage.Features.Places.Editing;

/// <summary>
/// The kinds of field of <see cref="PlaceFields"/>, and how what people type is written into a place: always kept as
/// typed, with a French sentence when it cannot stay so.
/// </summary>
internal static class PlaceAnswers
{
    private const int MostLines = 20;

    private static readonly PhoneNumberUtil Phones = PhoneNumberUtil.GetInstance();

    public static string? SetWeb(IReadOnlyList<string> values, Action<string?> set)
    {
        var address = One(values);
        set(address);
        return address is null || IsWeb(address) ? null : "Cette adresse ne se lit pas : elle commence par https://";
    }

    public static PlaceField Lines(
        string property,
        string label,
        string hint,
        Func<Place, IEnumerable<string>> get,
        Func<Place, IReadOnlyList<string>, string?> set
    ) =>
        new(
            property,
            label,
            FieldKind.Lines,
            place => [string.Join('\n', get(place))],
            (place, values) =>
            {
                string[] lines =
                [
                    .. string.Join('\n', values)
                        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                ];
                return lines.Length > MostLines ? $"Écrivez {MostLines} lignes au plus" : set(place, lines);
            }
        )
        {
            Hint = hint,
        };

    public static PlaceField Text(
        string property,
        string label,
        int most,
        Func<Place, string?> get,
        Action<Place, string?> set
    ) =>
        new(
            property,
            label,
            FieldKind.Text,
            place => [get(place) ?? ""],
            (place, values) =>
            {
                var text = One(values)?.ReplaceLineEndings("\n");
                set(place, text);
                return text?.Length > most
                    ? $"Écrivez {most.ToString("N0", CultureInfo.GetCultureInfo("fr-FR"))} caractères au plus"
                    : null;
            }
        );

    /// <summary>Boxes of a list of the standard; values of the place that are not in it stay.</summary>
    public static PlaceField Terms(
        string property,
        string label,
        Vocabulary vocabulary,
        Func<Place, List<string>> get,
        Action<Place, List<string>> set
    ) =>
        new(
            property,
            label,
            FieldKind.Choices,
            place => get(place),
            (place, values) =>
            {
                var local = get(place).Where(value => vocabulary.Find(value) is null);
                set(place, [.. values.Where(value => vocabulary.Find(value) is not null), .. local]);
                return null;
            }
        )
        {
            Choices = ChoicesOf(vocabulary),
        };

    public static IReadOnlyList<(string Value, string Text)> ChoicesOf(Vocabulary vocabulary) =>
        [.. vocabulary.Terms.Select(term => (term.Label, term.Plain))];

    public static string? One(IReadOnlyList<string> values) =>
        values.Count == 0 || string.IsNullOrWhiteSpace(values[0]) ? null : values[0].Trim();

    public static string? SetPhone(Place place, IReadOnlyList<string> values)
    {
        if (One(values) is not { } typed)
        {
            place.Phone = null;
            return null;
        }

        try
        {
            var number = Phones.Parse(typed, "FR");
            place.Phone = Phones.Format(number, PhoneNumberFormat.E164);
            return Phones.IsValidNumber(number) ? null : "Ce numéro n’existe pas : vérifiez les chiffres";
        }
        catch (NumberParseException)
        {
            place.Phone = typed;
            return "Écrivez un numéro de téléphone, par exemple 02 41 00 00 00";
        }
    }

    public static string? SetClosures(Place place, IReadOnlyList<string> lines)
    {
        var closures = lines.Select(line => (line, Closure: ClosureLine.Read(line))).ToList();
        place.Closures = [.. closures.Where(read => read.Closure is not null).Select(read => read.Closure!)];
        if (closures.Find(read => read.Closure is null).line is { } wrong)
        {
            return $"« {wrong} » ne se lit pas. Écrivez par exemple : du 24/12/2026 au 02/01/2027";
        }

        // The hours come first in every form: a closure would hide such a day.
        var hidden = ParticularDay
            .Split(place.OpeningHours ?? "")
            .Days.FirstOrDefault(day =>
                day.IsOpen && place.Closures.Exists(closure => closure.From <= day.Day && day.Day <= closure.To)
            );
        return hidden is null
            ? null
            : $"« {hidden.Line} » tombe pendant une fermeture. Écrivez la fermeture en deux lignes, avant et après ce jour";
    }

    public static string? SetList(
        IReadOnlyList<string> lines,
        Func<string, bool> isRight,
        string sentence,
        Action<List<string>> set
    )
    {
        set([.. lines]);
        return lines.FirstOrDefault(line => !isRight(line)) is { } wrong
            ? string.Format(CultureInfo.InvariantCulture, sentence, wrong)
            : null;
    }

    public static bool IsEmail(string text) => text.Length <= 254 && new EmailAddressAttribute().IsValid(text);

    public static bool IsWeb(string text) =>
        text.Length <= 2000
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is ("http" or "https");
}
