using System.Globalization;
using System.Text;
using Maillage.Features.Places.Search;

namespace Maillage.Features.Places.Duplicates;

/// <summary>Cuts French names and addresses of places into comparable words: one word for « médiathèque » and
/// « bibliothèque », « CCAS » and « centre communal d'action sociale », « av. » and « avenue ».</summary>
internal sealed class ComparableWords
{
    /// <summary>A misspelt word is put right when a known one of this length is one error away; shorter ones are too close to
    /// one another (« Marie », « mairie »).</summary>
    private const int ShortestPutRight = 6;

    private static readonly HashSet<string> Empty =
    [
        .. "a au aux d de des dit du en et l la le les ou par pour s sous sur un une dans chez".Split(' '),
    ];

    private static readonly Dictionary<string, string> Abbreviations = Pairs(
        """
        saint st|sainte ste|saints sts|centre ctre ctr|association ass asso assoc|numerique num
        mediatheque bibliotheque biblio mediath bib bm ludotheque
        general gal gen|marechal mal|docteur dr|president pdt pres|professeur pr prof|colonel col|commandant cdt
        avenue av ave|boulevard bd bld blvd boul|place pl|route rte|chemin che chem ch|allee all|impasse imp|square sq
        faubourg fbg fg|quai q|rue r|lotissement lot|residence res|batiment bat|cours crs
        chateau cht|departement dep dept|quartier qu quart|rond-point rpt|montee mte|zone z|traverse tra|hameau ham
        """
    );

    /// <summary>The longest phrase comes first where two begin alike.</summary>
    private static readonly (string Words, string Word)[] PhraseWords =
    [
        ("centre communal action sociale", "ccas"),
        ("centre com action sociale", "ccas"),
        ("centre intercommunal action sociale", "cias"),
        ("centre intercom action sociale", "cias"),
        ("maison jeunes culture", "mjc"),
        ("maison services publics", "franceservices"),
        ("maison service public", "franceservices"),
        ("maison services public", "franceservices"),
        ("maison france services", "franceservices"),
        ("espace france services", "franceservices"),
        ("conseillers numeriques france services", "conseillernumerique"),
        ("conseiller numerique france services", "conseillernumerique"),
        ("conseiller numerique", "conseillernumerique"),
        ("france services", "franceservices"),
        ("france service", "franceservices"),
        ("msap", "franceservices"),
        ("mfs", "franceservices"),
        ("mairie annexe", "annexe"),
        ("hotel ville", "mairie"),
        ("centre ville", "centreville"),
        ("commune", "mairie"),
        ("ville", "mairie"),
        ("communaute communes", "cc"),
        ("communaute agglomeration", "ca"),
        ("espace public numerique", "epn"),
        ("espace numerique", "epn"),
        ("cyber base", "epn"),
        ("cyberbase", "epn"),
        ("cyber centre", "epn"),
        ("cybercentre", "epn"),
        ("centre social culturel", "centresocial"),
        ("centre socio culturel", "centresocial"),
        ("centre socioculturel", "centresocial"),
        ("centre social", "centresocial"),
        ("csc", "centresocial"),
        ("mission locale", "missionlocale"),
        ("maison quartier", "maisonquartier"),
        ("maison departementale solidarites", "mds"),
        ("maison solidarites", "mds"),
        ("point information jeunesse", "pij"),
        ("bureau information jeunesse", "bij"),
        ("bureau poste", "laposte"),
        ("poste", "laposte"),
    ];

    private static readonly Dictionary<string, (string[] Phrase, string Word)[]> PhrasesByFirstWord = PhraseWords
        .Select(p => (Phrase: p.Words.Split(' ').Select(Stem).ToArray(), Word: Stem(p.Word)))
        .GroupBy(p => p.Phrase[0])
        .ToDictionary(g => g.Key, g => g.ToArray());

    private const string FrequentWords =
        "mediatheque mairie ccas cias mjc franceservices conseillernumerique cc ca epn centresocial missionlocale "
        + "maisonquartier mds pij bij laposte centre maison espace association numerique social culturel service "
        + "municipal intercommunal communal departement departemental public point local pole antenne accueil jeune "
        + "jeunesse famille emploi information informatique formation saint sainte st ste pays grand nord sud est ouest "
        + "france croix rouge relais foyer rural vie quartier action solidarite insertion tiers lieu agence "
        + "avenue boulevard place route chemin allee impasse square rue bourg eglise ecole gare general marechal "
        + "docteur republique gaulle jean pierre hotel president";

    /// <summary>Words that many names or addresses of places share whatever the data at hand: what they prove is little
    /// even in a file of ten rows.</summary>
    public static readonly IReadOnlySet<string> Frequent = FrequentWords.Split(' ').Select(Stem).ToHashSet();

    /// <summary>The words that abbreviations and phrases are made of.</summary>
    private static readonly HashSet<string> Known =
    [
        .. Abbreviations.Values,
        .. Abbreviations.Keys,
        .. PhraseWords.SelectMany(p => p.Words.Split(' ')),
        .. FrequentWords.Split(' '),
    ];

    private static readonly string[] Corrections = [.. Known.Where(w => w.Length >= ShortestPutRight)];

    private readonly Dictionary<string, string> canonical = new(StringComparer.Ordinal);

    public List<string> OfName(string name)
    {
        var words = Fold(name);
        var kept = new List<string>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            // The last letter of « Maison de quartier A » tells it from « Maison de quartier B ».
            var isLabel = words[i].Length == 1 && i == words.Count - 1 && i > 0;
            if (isLabel || Tells(words[i]))
            {
                kept.Add(Canonical(words[i]));
            }
        }
        return JoinPhrases(kept);
    }

    /// <summary>The house number (« 12bis ») apart from the words of the street.</summary>
    public (string? Number, List<string> Street) OfAddress(string address, string? postalCode)
    {
        var words = Fold(address);
        string? number = null;
        var street = new List<string>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word is "bp" or "cs" or "cedex" or "tsa")
            {
                if (i + 1 < words.Count && IsNumber(words[i + 1]))
                {
                    i++;
                }
                continue;
            }
            if (word == postalCode)
            {
                continue;
            }
            // « place du 8 mai » has no number: a house number stands before the street.
            if (number is null && char.IsAsciiDigit(word[0]) && street.Count == 0)
            {
                number = word;
                if (i + 1 < words.Count && words[i + 1] is "bis" or "ter" or "quater")
                {
                    number += words[++i];
                }
                continue;
            }
            if (Tells(word) || Abbreviations.ContainsKey(word))
            {
                street.Add(Canonical(word));
            }
        }
        return (number, street);
    }

    /// <summary>The words of a commune's name; « Lyon 3e Arrondissement » and « Lyon Cedex 03 » are Lyon.</summary>
    public List<string> OfCommune(string commune) =>
        [
            .. Fold(commune)
                .Where(w => Tells(w) && w is not ("cedex" or "arrondissement") && !char.IsAsciiDigit(w[0]))
                .Select(Canonical),
        ];

    /// <summary>The commune's code where an arrondissement of Paris, Lyon or Marseille is given.</summary>
    public static string? WithoutArrondissement(string? insee) =>
        insee switch
        {
            { Length: 5 } when insee.StartsWith("751", StringComparison.Ordinal) => "75056",
            { Length: 5 } when insee.StartsWith("6938", StringComparison.Ordinal) => "69123",
            { Length: 5 } when insee.StartsWith("132", StringComparison.Ordinal) => "13055",
            "" => null,
            _ => insee,
        };

    /// <summary>Lower case, no accent, cut at whatever is neither letter nor figure.</summary>
    private static List<string> Fold(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }
            if (char.IsLetterOrDigit(c))
            {
                _ = char.ToLowerInvariant(c) switch
                {
                    'œ' => word.Append("oe"),
                    'æ' => word.Append("ae"),
                    var lower => word.Append(lower),
                };
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }
        return words;
    }

    private static bool Tells(string word) => !Empty.Contains(word) && (word.Length > 1 || char.IsAsciiDigit(word[0]));

    /// <summary>The word in full, put right, without plural or feminine.</summary>
    private string Canonical(string word)
    {
        if (!canonical.TryGetValue(word, out var form))
        {
            var corrected =
                word.Length >= ShortestPutRight && !Known.Contains(word)
                    ? Array.Find(Corrections, known => Typing.Errors(word, known, 1) == 1) ?? word
                    : word;
            canonical.Add(word, form = Stem(Abbreviations.GetValueOrDefault(corrected, corrected)));
        }
        return form;
    }

    /// <summary>Plural and feminine do not tell two places apart.</summary>
    private static string Stem(string word)
    {
        var end = word.Length;
        if (end > 3 && word[end - 1] is 's' or 'x')
        {
            end--;
        }
        if (end > 6 && word[end - 1] == 'e')
        {
            end--;
        }
        return word[..end];
    }

    private static List<string> JoinPhrases(List<string> words)
    {
        var joined = new List<string>(words.Count);
        for (var i = 0; i < words.Count; )
        {
            var start = i;
            var phrase = PhrasesByFirstWord.TryGetValue(words[i], out var phrases)
                ? Array.Find(phrases, p => StartsAt(words, start, p.Phrase))
                : default;
            joined.Add(phrase.Word ?? words[i]);
            i += phrase.Phrase?.Length ?? 1;
        }
        return joined;
    }

    private static bool StartsAt(List<string> words, int start, string[] phrase)
    {
        if (start + phrase.Length > words.Count)
        {
            return false;
        }
        for (var i = 0; i < phrase.Length; i++)
        {
            if (words[start + i] != phrase[i])
            {
                return false;
            }
        }
        return true;
    }

    private static bool IsNumber(string word) => word.All(char.IsAsciiDigit);

    private static Dictionary<string, string> Pairs(string lines)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in lines.Split(['|', '\n'], StringSplitOptions.TrimEntries))
        {
            var words = group.Split(' ');
            foreach (var abbreviation in words.Skip(1))
            {
                pairs.Add(abbreviation, words[0]);
            }
        }
        return pairs;
    }
}
