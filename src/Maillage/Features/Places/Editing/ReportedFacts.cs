using Maillage.Features.Places.Import;
using Maillage.Platform.Text;

namespace Maillage.Features.Places.Editing;

/// <summary>The facts that people say are wrong: their words, and the fields of a place that hold them (faits signalés).</summary>
internal static class ReportedFacts
{
    /// <summary>In French, as one types it; the pages of the public translate it.</summary>
    public static string Words(this ReportedFact fact) =>
        fact switch
        {
            ReportedFact.Hours => "Les horaires",
            ReportedFact.Phone => "Le téléphone",
            ReportedFact.Email => "L’e-mail",
            ReportedFact.Website => "Le site internet",
            ReportedFact.Address => "L’adresse",
            ReportedFact.Name => "Le nom",
            ReportedFact.Services => "Ce qu’on peut y faire",
            ReportedFact.ClosedForGood => "Le lieu a fermé pour de bon",
            ReportedFact.Other => "Autre chose",
        };

    /// <summary>« Le téléphone : 02 41 00 00 00. C’est l’ancien numéro. »</summary>
    public static string InOneLine(this PlaceReport report)
    {
        string?[] fact = [report.Fact?.Words(), report.InWords()];
        string?[] all = [string.Join(" : ", fact.OfType<string>()), report.Message];
        return string.Join(". ", all.Where(part => !string.IsNullOrEmpty(part)));
    }

    /// <summary>What would be right, as people read it.</summary>
    public static string? InWords(this PlaceReport report) =>
        report is { Fact: ReportedFact.Phone, Proposed: { } phone } ? FrenchTypography.Phone(phone) : report.Proposed;

    /// <summary>Null for what is no field.</summary>
    public static PlaceField? Field(this ReportedFact fact) =>
        fact switch
        {
            ReportedFact.Hours => PlaceFields.Of(nameof(Place.OpeningHours)),
            ReportedFact.Phone => PlaceFields.Of(nameof(Place.Phone)),
            ReportedFact.Email => PlaceFields.Of(nameof(Place.Emails)),
            ReportedFact.Website => PlaceFields.Of(nameof(Place.Websites)),
            ReportedFact.Address => PlaceFields.Of(nameof(Place.Address)),
            ReportedFact.Name => PlaceFields.Of(nameof(Place.Name)),
            ReportedFact.Services => PlaceFields.Of(nameof(Place.Services)),
            _ => null,
        };

    /// <summary>The end of the address of the question that asks for the field.</summary>
    public static string Question(this PlaceField field) =>
        PlaceFields.Questions.First(question => question.Fields.Contains(field)).Code;

    /// <summary>
    /// Writes the value proposed in place of today's; false where somebody must write it: hours and addresses are not
    /// read from plain words, and one value never takes the place of several.
    /// </summary>
    public static bool TryTake(this PlaceReport report, Place place)
    {
        var isSimple = report.Fact switch
        {
            ReportedFact.Phone or ReportedFact.Name => true,
            ReportedFact.Email => place.Emails.Count <= 1,
            ReportedFact.Website => place.Websites.Count <= 1,
            _ => false,
        };
        return isSimple
            && report.Proposed is { } proposed
            && report.Fact?.Field() is { } field
            && field.Set(place, [Complete(report.Fact.Value, proposed)]) is null;
    }

    /// <summary>True where one press would write it, and would change something.</summary>
    public static bool MayBeTaken(this PlaceReport report, Place place)
    {
        var after = RecordJson.ReadPlace(RecordJson.Write(place));
        return report.TryTake(after) && PlaceFields.Changed(place, after).Count > 0;
    }

    /// <summary>People write « www.exemple.fr ».</summary>
    public static string Complete(ReportedFact fact, string typed) =>
        fact == ReportedFact.Website && !typed.Contains("://", StringComparison.Ordinal) ? "https://" + typed : typed;
}
