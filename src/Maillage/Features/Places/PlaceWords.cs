using System.Collections.Frozen;
using System.Globalization;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;
using Maillage.Platform.Text;
using Maillage.Platform.Web;
using Microsoft.Extensions.Localization;

namespace Maillage.Features.Places;

/// <summary>The facts of a place in plain words, in the language of the request.</summary>
public sealed class PlaceWords(IStringLocalizer texts)
{
    private static readonly FrozenDictionary<string, CultureInfo> LanguagesByCode = CultureInfo
        .GetCultures(CultureTypes.NeutralCultures)
        .DistinctBy(culture => culture.TwoLetterISOLanguageName)
        .ToFrozenDictionary(culture => culture.TwoLetterISOLanguageName, StringComparer.Ordinal);

    private static readonly ulong WalkIn = Access("Se présenter");
    private static readonly ulong Appointment = Access("Prendre un RDV en ligne");
    private static readonly ulong ByPhone = Access("Téléphoner");
    private static readonly ulong NoPublic = Access("Ce lieu n'accueille pas de public");

    /// <summary>« 800 m », « 1,2 km », « 14 km »; a commune's centre says nothing of the way to go.</summary>
    public string Distance(PlaceHit hit, double metres) =>
        hit.Stop is null && hit.Entry.Place.LocationPrecision != LocationPrecision.Exact
            ? texts["Position approximative"]
            : Metres(metres);

    /// <summary>« 800 m », « 1,2 km », « 14 km ».</summary>
    public string Metres(double metres) =>
        metres < 1000 ? texts["{0} m", Math.Max(50, Math.Round(metres / 50) * 50)]
        : metres < 10_000 ? texts["{0:0.#} km", metres / 1000]
        : texts["{0:0} km", metres / 1000];

    /// <summary>The commune after « près »: « d’Angers »; in English its name alone.</summary>
    public string Of(Commune commune) => Language.IsEnglish ? commune.Name : FrenchTypography.De(commune.Name);

    /// <summary>What it costs, in a word or two; null when nobody said.</summary>
    public (string Icon, string Words)? Price(Place place)
    {
        var mask = Vocabularies.Fees.MaskOf(place.Fees);
        return Vocabularies.Fees.Terms.FirstOrDefault(term => (mask & term.Mask) != 0) is { } fee
            ? (fee.Bit == 0 ? "check" : "hand-coins", texts[fee.Plain])
            : null;
    }

    /// <summary>Whether one needs an appointment; null when nobody said.</summary>
    public (string Icon, string Words)? HowToCome(Place place)
    {
        var mask = Vocabularies.AccessModes.MaskOf(place.AccessModes);
        return mask switch
        {
            _ when (mask & NoPublic) != 0 => ("phone", texts["Ce lieu ne reçoit pas le public"]),
            _ when (mask & WalkIn) != 0 && (mask & Appointment) != 0 => (
                "footprints",
                texts["Avec ou sans rendez-vous"]
            ),
            _ when (mask & WalkIn) != 0 => ("footprints", texts["Sans rendez-vous"]),
            _ when (mask & Appointment) != 0 => ("calendar", texts["Sur rendez-vous"]),
            _ when (mask & ByPhone) != 0 => ("phone", texts["Appelez avant de venir"]),
            _ => null,
        };
    }

    /// <summary>« Vérifié il y a 6 jours » or « Jamais vérifié », and whether that is recent.</summary>
    public (string Words, bool IsRecent)? Freshness(Place place, DateOnly today)
    {
        if (place.VerifiedOn is not { } day)
        {
            return (texts["Jamais vérifié"], false);
        }

        if (day > today)
        {
            return null;
        }

        var days = today.DayNumber - day.DayNumber;
        var words = days switch
        {
            0 => texts["Vérifié aujourd’hui"],
            1 => texts["Vérifié hier"],
            < 14 => texts["Vérifié il y a {0} jours", days],
            < 61 => texts["Vérifié il y a {0} semaines", days / 7],
            < 730 => texts["Vérifié il y a {0} mois", days * 12 / 365],
            _ => texts["Vérifié il y a {0} ans", days / 365],
        };
        return (words, FreshnessStates.Of(day, today) == Editing.Freshness.UpToDate);
    }

    /// <summary>The state of freshness in a sentence, with what to do where it is old; its icon and whether it is recent.</summary>
    public (string Words, string Icon, bool IsRecent) FreshnessSentence(Place place, DateOnly today)
    {
        var state = FreshnessStates.Of(place.VerifiedOn, today);
        var icon = state.Icon();
        if (place.VerifiedOn is not { } verified)
        {
            return (texts["Jamais vérifié avec le lieu : appelez avant de venir"], icon, false);
        }

        var day = FrenchTypography.Day(verified, "d MMMM yyyy");
        var words = state switch
        {
            Editing.Freshness.UpToDate => texts["À jour : vérifié le {0}", day],
            Editing.Freshness.ToWatch => texts["Vérifié le {0}, il y a plus de six mois", day],
            Editing.Freshness.ToCheck => texts["Vérifié le {0}, il y a plus d’un an : appelez avant de venir", day],
            Editing.Freshness.Stale => texts[
                "Vérifié le {0}, il y a plus d’un an et demi : c’est peut-être faux, appelez avant de venir",
                day
            ],
        };
        var by = place.VerifiedBy is { } who ? $" ({texts["par {0}", who]})" : "";
        return (words + by, icon, state == Editing.Freshness.UpToDate);
    }

    public string LanguageName(string code)
    {
        if (code == "fsl")
        {
            return texts["langue des signes française"];
        }

        return LanguagesByCode.TryGetValue(code, out var language)
            ? language.DisplayName.ToLower(CultureInfo.CurrentCulture)
            : code;
    }

    /// <summary>The icon of a service of the standard.</summary>
    public static string IconOf(Term? service) =>
        service?.Label switch
        {
            "Aide aux démarches administratives" => "file-text",
            "Maîtrise des outils numériques du quotidien" => "smartphone",
            "Insertion professionnelle via le numérique" => "briefcase",
            "Utilisation sécurisée du numérique" => "shield-alert",
            "Parentalité et éducation avec le numérique" => "backpack",
            "Accès internet et matériel informatique" => "laptop",
            "Acquisition de matériel informatique à prix solidaire" => "hand-coins",
            _ => "message-circle",
        };

    public (string Icon, string Words) Of(EquipmentKind kind)
    {
        var (icon, words) = InFrench(kind);
        return (icon, texts[words]);
    }

    /// <summary>Its icon and its French words.</summary>
    internal static (string Icon, string Words) InFrench(EquipmentKind kind) =>
        kind switch
        {
            EquipmentKind.Computer => ("laptop", "Ordinateur en libre accès"),
            EquipmentKind.Tablet => ("smartphone", "Tablette"),
            EquipmentKind.Printer => ("printer", "Imprimante"),
            EquipmentKind.Scanner => ("printer", "Scanner"),
            EquipmentKind.Wifi => ("laptop", "Wi-Fi"),
            EquipmentKind.WebcamBooth => ("laptop", "Cabine avec caméra"),
            EquipmentKind.Kiosk => ("laptop", "Borne"),
            EquipmentKind.PhoneCharging => ("smartphone", "Recharge de téléphone"),
        };

    /// <summary>What is particular to a service beyond its description: who does what, topics, price, hours; a sentence each.</summary>
    public IEnumerable<string> DetailsOf(Service service)
    {
        if (service.Levels is { Count: > 0 } levels)
        {
            yield return Sentence(levels.Select(Of));
        }

        if (service.Topics is { Count: > 0 } topics)
        {
            yield return Sentence(topics);
        }

        if (service.Audiences is { Count: > 0 } audiences)
        {
            yield return texts["Pour : {0}.", string.Join(", ", Plain(Vocabularies.Audiences, audiences))];
        }

        if (service.Fees is { Count: > 0 } fees)
        {
            yield return Sentence(Plain(Vocabularies.Fees, fees));
        }

        if (service.AccessModes is { Count: > 0 } modes)
        {
            yield return Sentence(Plain(Vocabularies.AccessModes, modes));
        }

        if (service.OpeningHours is { } hours)
        {
            yield return texts["Horaires : {0}.", hours];
        }
    }

    /// <summary>The words of each label, in the language of the request; a local label stays as written.</summary>
    public IEnumerable<string> Plain(Vocabulary vocabulary, IEnumerable<string> labels) =>
        labels.Select(label => vocabulary.Find(label) is { } term ? texts[term.Plain].Value : label);

    private string Of(SupportLevel level) =>
        level switch
        {
            SupportLevel.DoingFor => texts["on fait pour vous"],
            SupportLevel.DoingWith => texts["on fait avec vous"],
            SupportLevel.LearningToDoAlone => texts["vous apprenez à faire seul"],
        };

    private static string Sentence(IEnumerable<string> parts)
    {
        var sentence = string.Join(", ", parts);
        return sentence.Length == 0 ? "" : char.ToUpper(sentence[0], CultureInfo.CurrentCulture) + sentence[1..] + ".";
    }

    /// <summary>One answer to « Pourquoi ce lieu ? ».</summary>
    /// <param name="hasPoint">True when the search starts from somewhere: only then is anything near.</param>
    public string Reason(Reason reason, bool hasPoint) =>
        reason.Kind switch
        {
            ReasonKind.DoesNeedWithYou => reason.Detail is { } code && Needs.Find(code) is { } need
                ? texts[
                    "Une personne vous aide pour : {0}.",
                    texts[need.Title].Value.ToLower(CultureInfo.CurrentCulture)
                ]
                : texts["Une personne fait les démarches avec vous."],
            ReasonKind.DoesNeed => reason.Detail is { } code && Needs.Find(code) is { } need
                ? texts["Aide pour : {0}.", texts[need.Title].Value.ToLower(CultureInfo.CurrentCulture)]
                : texts["Propose l’aide que vous cherchez."],
            ReasonKind.NamedSo => texts["Correspond à « {0} ».", reason.Detail ?? ""],
            ReasonKind.StopNear when !hasPoint => texts["De passage le {0}.", Day(reason.On)],
            ReasonKind.StopNear => texts["S’arrête près de chez vous le {0}.", Day(reason.On)],
            ReasonKind.Nearest => texts["C’est le plus proche."],
            ReasonKind.OpenNow => texts["C’est ouvert en ce moment."],
            ReasonKind.OpenWhenAsked => reason.On is null
                ? texts["C’est ouvert quand vous le demandez."]
                : texts["C’est ouvert le {0}.", Day(reason.On)],
            ReasonKind.SpeaksLanguage => texts["On y parle : {0}.", LanguageName(reason.Detail ?? "")],
            ReasonKind.WheelchairAccess => texts["On y entre en fauteuil."],
            ReasonKind.Free => texts["C’est gratuit."],
            ReasonKind.VerifiedRecently => texts["Ses informations sont récentes."],
        };

    private static string Day(DateOnly? day) => day is { } known ? FrenchTypography.Day(known, "dddd d MMMM") : "";

    private static ulong Access(string label) => Vocabularies.AccessModes.Find(label)!.Mask;
}
