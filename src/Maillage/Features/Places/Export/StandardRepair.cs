using Maillage.Features.Territories;

namespace Maillage.Features.Places.Export;

/// <summary>
/// Turns places into rows of the standard v1.0.2 that its schema and its official library both accept, and reports
/// what it mended. A place that nothing can bring there (no name, no commune, no postal code) is left out.
/// </summary>
internal sealed class StandardRepair(TerritoryMap territories, string publisher, ExportReport report)
{
    private const string DummyPivot = "00000000000000";

    // The schema wants « Étapes numériques(La Poste) », the library « Étapes numériques (La Poste) »: none passes both.
    private const string DisputedLabel = "Étapes numériques(La Poste)";

    public async IAsyncEnumerable<StandardPlace> Run(IAsyncEnumerable<Place> places)
    {
        await foreach (var place in places)
        {
            report.Opened();
            if (Repair(place) is { } row)
            {
                report.Written();
                yield return row;
            }
        }
    }

    public StandardPlace? Repair(Place place)
    {
        var known = territories.CommuneByInsee(place.Insee);
        var name = StandardValues.Line(place.Name);
        var commune = Commune(place, known);
        var postalCode = PostalCode(place, known);
        if (name is null || commune is null || postalCode is null)
        {
            var (field, missing) =
                name is null ? ("nom", "nom")
                : commune is null ? ("commune", "commune")
                : ("code_postal", "code postal");
            report.Add(place, field, null, $"Lieu laissé de côté : le standard exige un {missing} et il manque.");
            return null;
        }

        var (summary, presentation) = Presentation(place);
        var otherLabels = new List<string>(place.OtherLabels);
        // The centre of the commune stands in where only the commune is known: it is not the place's position.
        var located =
            place.LocationPrecision != LocationPrecision.Commune
            && place is { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 };
        return new StandardPlace
        {
            PlaceId = place.Id,
            Slug = place.Slug,
            Pivot = Pivot(place),
            Name = name,
            Commune = commune,
            PostalCode = postalCode,
            Insee = Checked(place, "code_insee", place.Insee, StandardValues.Insee),
            Address = Address(place, commune),
            AddressComplement = StandardValues.Line(place.AddressComplement),
            Latitude = located ? place.Latitude : null,
            Longitude = located ? place.Longitude : null,
            Typologies = Typologies(place),
            Phone = Checked(place, "telephone", place.Phone, StandardValues.Phone),
            Emails = CheckedAll(place, "courriels", place.Emails, StandardValues.Email),
            Websites = CheckedAll(place, "site_web", place.Websites, StandardValues.WebAddress),
            OpeningHours = StandardValues.Line(place.OpeningHours),
            Summary = summary,
            Presentation = presentation,
            Source = place.Sources.Find(s => s.GoneAt is null)?.Source ?? publisher,
            Itinerancy = Labels(place, Vocabularies.Itinerancy, place.Itinerancy),
            ParentOrganisation = StandardValues.Line(place.ParentOrganisation),
            UpdatedOn = UpdatedOn(place),
            Services = Labels(place, Vocabularies.Services, place.Services.Select(s => s.Kind)),
            Audiences = Labels(place, Vocabularies.Audiences, place.Audiences),
            SpecificNeeds = Labels(place, Vocabularies.SpecificNeeds, place.SpecificNeeds),
            Fees = Labels(place, Vocabularies.Fees, place.Fees),
            Programmes = Labels(place, Vocabularies.Programmes, place.Programmes, otherLabels),
            TrainingLabels = Labels(place, Vocabularies.TrainingLabels, place.TrainingLabels, otherLabels),
            OtherLabels =
            [
                .. otherLabels
                    .Select(label => StandardValues.Line(label.Replace('|', '/')))
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal),
            ],
            AccessModes = Labels(place, Vocabularies.AccessModes, place.AccessModes),
            SupportModes = Labels(place, Vocabularies.SupportModes, place.SupportModes),
            AccessibilityUrl = Checked(place, "fiche_acces_libre", place.AccessibilityUrl, StandardValues.WebAddress),
            BookingUrl = Checked(place, "prise_rdv", place.BookingUrl, StandardValues.WebAddress),
        };
    }

    private string? Commune(Place place, Commune? known)
    {
        if (StandardValues.Commune(place.CommuneName) is { } right)
        {
            if (right != place.CommuneName)
            {
                report.Add(place, "commune", place.CommuneName, $"Nom de commune écrit « {right} ».");
            }

            return right;
        }

        var found =
            known
            ?? territories.CommunesByPostalCode(place.PostalCode) switch
            {
                [var only] => only,
                _ => null,
            };
        if (found is not null)
        {
            report.Add(place, "commune", place.CommuneName, $"Commune retrouvée par son code : {found.Name}.");
        }

        return StandardValues.Commune(found?.Name);
    }

    private string? PostalCode(Place place, Commune? known)
    {
        if (StandardValues.PostalCode(place.PostalCode) is { } right)
        {
            return right;
        }

        var found = known?.PostalCodes is [var first, ..] ? first : null;
        if (found is not null)
        {
            report.Add(place, "code_postal", place.PostalCode, $"Code postal repris de la commune : {found}.");
        }

        return found;
    }

    private string Pivot(Place place)
    {
        if (StandardValues.Pivot(place.Pivot ?? place.Organisation?.Siret ?? place.Organisation?.Rna) is { } right)
        {
            return right;
        }

        report.Add(
            place,
            "pivot",
            place.Pivot,
            place.Pivot is null
                ? $"Numéro d’établissement absent : remplacé par {DummyPivot}."
                : $"La bibliothèque officielle refuse ce numéro : remplacé par {DummyPivot}."
        );
        return DummyPivot;
    }

    private string Address(Place place, string commune)
    {
        if (StandardValues.Street(place.Address) is { } street)
        {
            if (street != StandardValues.Line(place.Address))
            {
                report.Add(place, "adresse", place.Address, $"Signes refusés retirés : « {street} ».");
            }

            return street;
        }

        var instead = StandardValues.Street(place.AddressComplement) ?? commune;
        report.Add(place, "adresse", place.Address, $"Adresse absente : remplacée par « {instead} ».");
        return instead;
    }

    private (string? Summary, string? Presentation) Presentation(Place place)
    {
        var summary = Text(place.Summary);
        var presentation = Text(place.Presentation);
        if (summary is null || StandardValues.Cut(summary, StandardValues.SummaryLength) is var cut && cut == summary)
        {
            return (summary, presentation);
        }

        report.Add(
            place,
            "presentation_resume",
            summary,
            presentation is null
                ? $"Résumé coupé à {StandardValues.SummaryLength} signes ; le texte entier passe dans presentation_detail."
                : $"Résumé coupé à {StandardValues.SummaryLength} signes."
        );
        return (cut, presentation ?? summary);
    }

    private DateOnly UpdatedOn(Place place)
    {
        if (place.UpdatedOn is { } day)
        {
            return day;
        }

        var modified = DateOnly.FromDateTime(place.ModifiedAt);
        report.Add(
            place,
            "date_maj",
            null,
            $"Date absente : remplacée par celle de la fiche, le {modified:dd/MM/yyyy}."
        );
        return modified;
    }

    private List<string> Typologies(Place place)
    {
        var kept = new List<string>();
        foreach (var code in place.Typologies)
        {
            var known = code switch
            {
                "PE" => "FT",
                "MAIRIE" => "MUNI",
                _ => Vocabularies.Typologies.Find(code)?.Label,
            };
            if (known != code)
            {
                report.Add(
                    place,
                    "typologie",
                    code,
                    known is null
                        ? "Typologie inconnue de la bibliothèque : retirée."
                        : $"Typologie écrite « {known} »."
                );
            }

            if (known is not null && !kept.Contains(known))
            {
                kept.Add(known);
            }
        }

        return kept.Count == 0 && place.Typologies.Count > 0 ? ["Autre"] : kept;
    }

    private List<string> Labels(
        Place place,
        Vocabulary vocabulary,
        IEnumerable<string> values,
        List<string>? otherLabels = null
    )
    {
        var kept = new List<string>();
        foreach (var value in values)
        {
            if (vocabulary.Find(value) is { } term && term.Label != DisputedLabel)
            {
                if (!kept.Contains(term.Label))
                {
                    kept.Add(term.Label);
                }
            }
            else if (otherLabels is null)
            {
                report.Add(place, vocabulary.Field, value, "Valeur sans équivalent dans le standard : retirée.");
            }
            else
            {
                var label = value == DisputedLabel ? "Étapes numériques (La Poste)" : value;
                otherLabels.Add(label);
                report.Add(
                    place,
                    vocabulary.Field,
                    value,
                    $"Valeur que les deux contrôles n’acceptent pas : « {label} » passe dans autres_formations_labels."
                );
            }
        }

        return kept;
    }

    private string? Checked(Place place, string field, string? value, Func<string?, string?> check)
    {
        var right = check(value);
        if (right != value && !string.IsNullOrWhiteSpace(value))
        {
            report.Add(
                place,
                field,
                value,
                right is null ? "Valeur refusée par le standard : retirée." : $"Écrit « {right} »."
            );
        }

        return right;
    }

    private List<string> CheckedAll(Place place, string field, List<string> values, Func<string, string?> check) =>
        [
            .. values
                .Select(value => Checked(place, field, value, v => check(v!)))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
