using System.Globalization;
using System.Text.Json;
using Maillage.Features.Organisations;

namespace Maillage.Features.Places.Export;

/// <summary>
/// The schema of data·inclusion v1 (gip-inclusion): a structure for each place, and a service for each of its services
/// and each way of being helped, since the schema has room for one type only. What has no counterpart there is put in
/// words into the details, or reported.
/// </summary>
/// <param name="source">Our code as a producer: <c>maillage-49</c>.</param>
/// <param name="addressOf">The public address of a place's page, from its slug.</param>
internal sealed class DataInclusion(string source, Func<string, string> addressOf, ExportReport report)
{
    private const int MaxName = 150;
    private const int MinDescription = 5;
    private const int MaxDescription = 10_000;

    public Task<int> WriteStructures(IAsyncEnumerable<Place> places, Stream output, CancellationToken cancellation) =>
        ExportJson.WriteArray(output, places, WriteStructure, cancellation);

    public Task<int> WriteServices(IAsyncEnumerable<Place> places, Stream output, CancellationToken cancellation) =>
        ExportJson.WriteArray(output, Services(places), WriteService, cancellation);

    private void WriteStructure(Utf8JsonWriter json, Place place)
    {
        report.Opened();
        json.WriteStartObject();
        json.WriteString("source", source);
        json.WriteString("id", IdOf(place.Id));
        json.WriteString("nom", Name(place, place.Name));
        json.WriteString("date_maj", UpdatedOn(place));
        json.WriteUnlessEmpty("description", Description(StructureWords(place)));
        json.WriteUnlessEmpty("siret", ValidSiret(place));
        WriteAddress(json, place);
        WriteContact(json, place, reports: true);
        json.WriteUnlessEmpty("site_web", First(place, "site_web", place.Websites, StandardValues.WebAddress));
        json.WriteUnlessEmpty("horaires_accueil", place.OpeningHours);
        json.WriteUnlessEmpty("accessibilite_lieu", StandardValues.WebAddress(place.AccessibilityUrl));
        json.WriteString("lien_source", addressOf(place.Slug));
        json.WriteUnlessEmpty("reseaux_porteurs", Networks(place));
        json.WriteEndObject();
        ReportLosses(place);
        report.Written();
    }

    private static async IAsyncEnumerable<(Place Place, Service Service, string? SupportMode)> Services(
        IAsyncEnumerable<Place> places
    )
    {
        await foreach (var place in places)
        {
            foreach (var service in place.Services)
            {
                var modes = (service.SupportModes ?? place.SupportModes)
                    .Where(DataInclusionVocabularies.Types.ContainsKey)
                    .ToList();
                foreach (var mode in modes.DefaultIfEmpty<string?>(null))
                {
                    yield return (place, service, mode);
                }
            }
        }
    }

    private void WriteService(Utf8JsonWriter json, (Place Place, Service Service, string? SupportMode) item)
    {
        var (place, service, supportMode) = item;
        var type = supportMode is null ? null : DataInclusionVocabularies.Types[supportMode];
        var accessModes = service.AccessModes ?? place.AccessModes;
        json.WriteStartObject();
        json.WriteString("source", source);
        json.WriteString("structure_id", IdOf(place.Id));
        json.WriteString("id", type is null ? IdOf(service.Id) : $"{IdOf(service.Id)}--{type}");
        json.WriteString("nom", Name(place, service.Kind));
        json.WriteString("description", Description(ServiceWords(place, service, supportMode)));
        json.WriteString("date_maj", UpdatedOn(place));
        json.WriteUnlessEmpty("type", type);
        json.WriteUnlessEmpty("thematiques", Themes(place, service));
        WriteFees(json, place, service);
        WriteAudiences(json, place, service);
        json.WriteUnlessEmpty("modes_accueil", ReceptionModes(place, service));
        WriteMobilisation(json, place, accessModes);
        json.WriteUnlessEmpty("horaires_accueil", service.OpeningHours ?? place.OpeningHours);
        json.WriteUnlessEmpty("contact_nom_prenom", AgreedContacts(place));
        WriteAddress(json, place);
        WriteContact(json, place, reports: false);
        json.WriteString("lien_source", addressOf(place.Slug));
        json.WriteEndObject();
    }

    private string IdOf(Guid id) => $"{source}--{id}";

    private string Name(Place place, string text)
    {
        var name = StandardValues.Line(text)?.TrimEnd('.', ' ') ?? "";
        var right =
            name.EnumerateRunes().Count() < 3
                ? $"{name} ({place.CommuneName ?? "lieu d’aide"})"
                : StandardValues.Cut(name, MaxName);
        if (right != name)
        {
            report.Add(place, "nom", text, $"data·inclusion veut de 3 à {MaxName} signes : écrit « {right} ».");
        }

        return right;
    }

    private static string UpdatedOn(Place place) =>
        (place.UpdatedOn ?? DateOnly.FromDateTime(place.ModifiedAt)).ToString(
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture
        );

    private static string? Description(IEnumerable<string?> sentences)
    {
        var text = string.Join('\n', sentences.Where(s => !string.IsNullOrWhiteSpace(s)).Select(s => s!.Trim()));
        return text.Length < MinDescription ? null : StandardValues.Cut(text, MaxDescription);
    }

    private static IEnumerable<string?> StructureWords(Place place)
    {
        yield return place.Presentation ?? place.Summary;
        yield return Listed("Sur place", place.Equipment.Select(EquipmentWords));
        yield return Listed("Langues", place.Languages);
    }

    private static IEnumerable<string?> ServiceWords(Place place, Service service, string? supportMode)
    {
        var kind = Vocabularies.Services.Find(service.Kind)?.Plain ?? service.Kind;
        yield return $"{kind} : {place.Name}.";
        yield return service.Description;
        yield return Listed("Sujets", service.Topics ?? []);
        yield return Listed("Niveaux d’aide", (service.Levels ?? []).Select(LevelWords));
        yield return Listed(
            "Aussi",
            (service.SupportModes ?? place.SupportModes)
                .Where(mode => mode != supportMode)
                .Select(mode => Vocabularies.SupportModes.Find(mode)?.Plain ?? mode)
        );
    }

    private static string? Listed(string label, IEnumerable<string> values) =>
        string.Join(", ", values) is { Length: > 0 } list ? $"{label} : {list}." : null;

    private static string LevelWords(SupportLevel level) =>
        level switch
        {
            SupportLevel.DoingFor => "faire à la place",
            SupportLevel.DoingWith => "faire avec",
            SupportLevel.LearningToDoAlone => "apprendre à faire seul",
        };

    private static string EquipmentWords(Equipment equipment)
    {
        var words = equipment.Kind switch
        {
            EquipmentKind.Computer => "ordinateur",
            EquipmentKind.Tablet => "tablette",
            EquipmentKind.Printer => "imprimante",
            EquipmentKind.Scanner => "scanner",
            EquipmentKind.Wifi => "Wi-Fi",
            EquipmentKind.WebcamBooth => "cabine de visioconférence",
            EquipmentKind.Kiosk => "borne",
            EquipmentKind.PhoneCharging => "recharge de téléphone",
        };
        var counted = equipment.Count is { } count ? $"{words} ({count})" : words;
        return equipment.Note is null ? counted : $"{counted}, {equipment.Note}";
    }

    private string? ValidSiret(Place place)
    {
        var siret = place.Pivot ?? place.Organisation?.Siret;
        if (Siret.IsValid(siret))
        {
            return siret;
        }

        if (siret is not null)
        {
            report.Add(place, "siret", siret, "Ce n’est pas un numéro Siret valable : retiré.");
        }

        return null;
    }

    private static void WriteAddress(Utf8JsonWriter json, Place place)
    {
        json.WriteUnlessEmpty("adresse", place.Address);
        json.WriteUnlessEmpty("complement_adresse", place.AddressComplement);
        json.WriteUnlessEmpty("code_postal", StandardValues.PostalCode(place.PostalCode));
        json.WriteUnlessEmpty("code_insee", StandardValues.Insee(place.Insee));
        json.WriteUnlessEmpty("commune", place.CommuneName);
        if (place.LocationPrecision != LocationPrecision.Commune)
        {
            json.WriteUnlessEmpty("latitude", place.Latitude);
            json.WriteUnlessEmpty("longitude", place.Longitude);
        }
    }

    private void WriteContact(Utf8JsonWriter json, Place place, bool reports)
    {
        json.WriteUnlessEmpty("telephone", place.Phone);
        var email = reports
            ? First(place, "courriel", place.Emails, StandardValues.Email)
            : place.Emails.Select(StandardValues.Email).FirstOrDefault(e => e is not null);
        json.WriteUnlessEmpty("courriel", email);
    }

    private string? First(Place place, string field, List<string> values, Func<string, string?> check)
    {
        string? first = null;
        foreach (var value in values)
        {
            if (first is null && check(value) is { } right)
            {
                first = right;
            }
            else
            {
                report.Add(place, field, value, "data·inclusion n’a de place que pour une valeur juste : retirée.");
            }
        }

        return first;
    }

    private List<string> Networks(Place place)
    {
        var networks = new List<string>();
        networks.AddRange(
            place.Typologies.SelectMany(t => DataInclusionVocabularies.Networks.GetValueOrDefault(t) ?? [])
        );
        AddMapped(networks, place, "reseaux_porteurs", place.Programmes, DataInclusionVocabularies.Programmes);
        AddMapped(networks, place, "reseaux_porteurs", place.TrainingLabels, DataInclusionVocabularies.TrainingLabels);
        return [.. networks.Distinct(StringComparer.Ordinal)];
    }

    private void AddMapped(
        List<string> mapped,
        Place place,
        string field,
        IEnumerable<string> labels,
        IReadOnlyDictionary<string, string> counterparts
    )
    {
        foreach (var label in labels)
        {
            if (counterparts.TryGetValue(label, out var code))
            {
                mapped.Add(code);
            }
            else
            {
                report.Add(place, field, label, "Valeur sans équivalent dans data·inclusion : retirée.");
            }
        }
    }

    private string[] Themes(Place place, Service service)
    {
        if (DataInclusionVocabularies.Themes.TryGetValue(service.Kind, out var themes))
        {
            return themes;
        }

        report.Add(
            place,
            "thematiques",
            service.Kind,
            "Service local, sans thématique dans data·inclusion : seul son nom reste."
        );
        return [];
    }

    private static void WriteFees(Utf8JsonWriter json, Place place, Service service)
    {
        var fees = service.Fees ?? place.Fees;
        // The schema says free or not: as soon as someone may have to pay, it is not, and the details say the rest.
        json.WriteUnlessEmpty(
            "frais",
            fees.Contains("Payant") ? "payant"
                : fees.Count > 0 ? "gratuit"
                : null
        );
        var details = fees is ["Gratuit"]
            ? place.FeesDetail
            : string.Join(" ; ", [.. fees, place.FeesDetail]).TrimEnd(' ', ';');
        json.WriteUnlessEmpty("frais_precisions", details);
    }

    private static void WriteAudiences(Utf8JsonWriter json, Place place, Service service)
    {
        var audiences = service.Audiences ?? place.Audiences;
        var codes = audiences
            .Select(a => DataInclusionVocabularies.AudienceLabels.Find(a))
            .OfType<Term>()
            .Select(term => DataInclusionVocabularies.Audiences[term.Label])
            .Distinct(StringComparer.Ordinal)
            .ToList();
        // An audience that the schema does not know narrows nothing there: the details alone can say it.
        json.WriteUnlessEmpty("publics", codes.Count > 0 ? codes : ["tous-publics"]);
        json.WriteUnlessEmpty(
            "publics_precisions",
            string.Join(
                ' ',
                new[] { Listed("Publics", audiences), Listed("Accueil adapté", place.SpecificNeeds) }.OfType<string>()
            )
        );
    }

    private static List<string> ReceptionModes(Place place, Service service)
    {
        var support = service.SupportModes ?? place.SupportModes;
        var access = service.AccessModes ?? place.AccessModes;
        var modes = new List<string>();
        if (support.Contains("À distance"))
        {
            modes.Add("a-distance");
        }

        if (support is not ["À distance"] && !access.Contains("Ce lieu n'accueille pas de public"))
        {
            modes.Add("en-presentiel");
        }

        return modes;
    }

    private static void WriteMobilisation(Utf8JsonWriter json, Place place, IReadOnlyList<string> accessModes)
    {
        const string prescription = "Envoyer un mail avec une fiche de prescription";
        var modes = accessModes
            .Select(mode => DataInclusionVocabularies.MobilisationModes.GetValueOrDefault(mode))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        json.WriteUnlessEmpty("modes_mobilisation", modes);
        if (modes.Count == 0)
        {
            return;
        }

        var byProfessionals = accessModes.Contains(prescription);
        var byPeople = accessModes.Any(mode => mode != prescription);
        json.WriteUnlessEmpty(
            "mobilisable_par",
            (byPeople, byProfessionals) switch
            {
                (true, true) => ["usagers", "professionnels"],
                (false, _) => ["professionnels"],
                _ => (IReadOnlyList<string>)["usagers"],
            }
        );
        json.WriteUnlessEmpty("mobilisation_precisions", byProfessionals ? prescription + "." : null);
        json.WriteUnlessEmpty("lien_mobilisation", StandardValues.WebAddress(place.BookingUrl));
    }

    private static string? AgreedContacts(Place place) =>
        string.Join(", ", place.Contacts.Where(c => c.AgreedOn is not null).Select(c => c.Name).OfType<string>());

    private void ReportLosses(Place place)
    {
        const string sentence = "data·inclusion n’a pas de champ pour cela : retiré.";
        if (place.Stops.Count > 0)
        {
            report.Add(place, "passages", $"{place.Stops.Count}", sentence);
        }

        if (place.Closures.Count > 0)
        {
            report.Add(place, "fermetures", $"{place.Closures.Count}", sentence);
        }

        foreach (var label in place.OtherLabels)
        {
            report.Add(place, "autres_formations_labels", label, sentence);
        }
    }
}
