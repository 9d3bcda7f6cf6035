using System.Globalization;
using Maillage.Features.Organisations;
using Maillage.Features.Territories;
using Maillage.Platform.Text;

namespace Maillage.Features.Places.Import;

/// <summary>
/// Makes a place out of a record of the national standard, however it is spelt. What can be mended is mended and
/// said; a record is refused only when nobody could name or find the place.
/// </summary>
internal sealed class StandardReader(TerritoryMap territories, DateOnly today)
{
    private const int LongestSummary = 280;

    private readonly LocationReader locations = new(territories);

    /// <summary>The place, without id nor slug; null when the record is refused.</summary>
    public Place? Read(RecordFields fields)
    {
        var name = fields.Take("nom");
        if (name is null)
        {
            fields.Reject("nom", null, "La fiche n’a pas de nom : elle n’a pas été importée.");
        }

        var location = locations.Read(fields);
        if (location is { IsUsable: false })
        {
            fields.Reject(
                "commune",
                null,
                "La fiche n’a ni commune, ni code postal, ni coordonnées : elle n’a pas été importée."
            );
        }

        if (name is null || !location.IsUsable)
        {
            return null;
        }

        var place = new Place
        {
            Id = Guid.Empty,
            Slug = "",
            CreatedAt = default,
            ModifiedAt = default,
            Name = name,
            Pivot = Pivot(fields),
            ParentOrganisation = fields.Take("structure_parente"),
            Address = fields.Take("adresse"),
            AddressComplement = location.Complement,
            PostalCode = location.PostalCode,
            Insee = location.Insee,
            CommuneName = location.CommuneName,
            Latitude = location.Latitude,
            Longitude = location.Longitude,
            LocationPrecision = location.Precision,
            OpeningHours = fields.Take("horaires"),
            UpdatedOn = UpdatedOn(fields),
            AccessibilityUrl = ContactReader.Websites(fields, "fiche_acces_libre").FirstOrDefault(),
            BookingUrl = ContactReader.Websites(fields, "prise_rdv").FirstOrDefault(),
            Websites = ContactReader.Websites(fields, "site_web"),
            Typologies = ListReader.Read(fields, Vocabularies.Typologies),
            Itinerancy = ListReader.Read(fields, Vocabularies.Itinerancy),
            Audiences = ListReader.Read(fields, Vocabularies.Audiences),
            SpecificNeeds = ListReader.Read(fields, Vocabularies.SpecificNeeds),
            Fees = ListReader.Read(fields, Vocabularies.Fees),
            Programmes = ListReader.Read(fields, Vocabularies.Programmes),
            TrainingLabels = ListReader.Read(fields, Vocabularies.TrainingLabels),
            OtherLabels = ListReader.Split(fields.Take("autres_formations_labels")),
            AccessModes = ListReader.Read(fields, Vocabularies.AccessModes),
            SupportModes = ListReader.Read(fields, Vocabularies.SupportModes),
            Services =
            [
                .. ListReader
                    .Read(fields, Vocabularies.Services)
                    .Select(kind => new Service { Id = Guid.Empty, Kind = kind }),
            ],
        };
        ReadPresentation(fields, place);
        ContactReader.Read(fields, place);
        return place;
    }

    /// <summary>The record's own id, or one made of what is least likely to change.</summary>
    public static string SourceId(RecordFields fields)
    {
        if (fields.Take("id") is { } id)
        {
            return id;
        }

        var made = Slug.From(
            $"{fields.Take("nom")} {fields.Take("code_postal") ?? fields.Take("commune")} {fields.Take("adresse")}"
        );
        fields.Repair("id", null, $"La fiche n’a pas d’identifiant : « {made} » en tient lieu.");
        return made;
    }

    private static string? Pivot(RecordFields fields)
    {
        if (fields.Take("pivot") is not { } raw)
        {
            return null;
        }

        var pivot = string.Concat(raw.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        if (pivot.Length == 0 || pivot.All(c => c == pivot[0]))
        {
            fields.Repair("pivot", raw, "Ce numéro est une valeur de remplissage : le lieu est gardé sans numéro.");
            return null;
        }

        if (pivot.Length == 14 && pivot.All(char.IsAsciiDigit) && !Siret.IsValid(pivot))
        {
            fields.Notice("pivot", raw, "La clé de ce numéro SIRET est fausse : il est gardé tel quel.");
        }
        else if (pivot.Length is < 9 or > 14)
        {
            fields.Notice("pivot", raw, "Ce numéro n’est ni un SIRET, ni un RNA, ni un RIDET : il est gardé tel quel.");
        }
        else if (pivot != raw)
        {
            fields.Repair("pivot", raw, $"Le numéro a été écrit sans espace ni ponctuation : {pivot}.");
        }

        return pivot;
    }

    private static void ReadPresentation(RecordFields fields, Place place)
    {
        place.Summary = fields.Take("presentation_resume");
        place.Presentation = fields.Take("presentation_detail");
        if (place.Summary is not { } summary || new StringInfo(summary).LengthInTextElements <= LongestSummary)
        {
            return;
        }

        place.Presentation = place.Presentation is null ? summary : $"{summary}\n\n{place.Presentation}";
        place.Summary = null;
        fields.Repair(
            "presentation_resume",
            summary,
            "Le résumé dépasse 280 caractères : il est gardé en entier dans la présentation."
        );
    }

    private DateOnly? UpdatedOn(RecordFields fields)
    {
        if (fields.Take("date_maj") is not { } raw)
        {
            return null;
        }

        if (FrenchDate.Read(raw) is not { } date)
        {
            fields.Repair("date_maj", raw, "Cette date n’existe pas ou ne se lit pas : le lieu est gardé sans date.");
            return null;
        }

        if (date > today || date.Year < 1990)
        {
            fields.Repair("date_maj", raw, "Cette date n’est pas possible : le lieu est gardé sans date.");
            return null;
        }

        if (!raw.StartsWith(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal))
        {
            fields.Repair(
                "date_maj",
                raw,
                $"La date a été lue comme le {FrenchTypography.Day(date, "d MMMM yyyy", CultureInfo.GetCultureInfo("fr-FR"))}."
            );
        }

        return date;
    }
}
