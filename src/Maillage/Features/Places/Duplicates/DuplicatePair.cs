using System.Globalization;

namespace Maillage.Features.Places.Duplicates;

/// <summary>Two records that may be one place (doublon proposé), with a score from 0.5 to 1 and what speaks for it.</summary>
public sealed record DuplicatePair(
    DuplicateCandidate First,
    DuplicateCandidate Second,
    double Score,
    IReadOnlyList<DuplicateReason> Reasons
);

/// <summary>What two records have in common, or what sets them apart.</summary>
public enum DuplicateReasonKind
{
    SameName,
    CloseName,
    DifferentName,
    SameAddress,
    SameStreet,
    DifferentAddress,
    Distance,
    SameSiret,
    DifferentSiret,
    SamePhone,
    DifferentPhone,
    SameWebsite,
    SameWebsiteHost,
    SameEmail,
    DifferentCommune,
    SameSource,
}

/// <summary>One reason for or against a duplicate (motif), with its points and the values that carry it.</summary>
public sealed record DuplicateReason(
    DuplicateReasonKind Kind,
    double Points,
    string First,
    string Second = "",
    int Metres = 0
)
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>The reason as it is said to the person who decides.</summary>
    public string Sentence() =>
        Kind switch
        {
            DuplicateReasonKind.SameName => $"Même nom : {First}",
            DuplicateReasonKind.CloseName => $"Noms proches : {First} / {Second}",
            DuplicateReasonKind.DifferentName => $"Noms différents : {First} / {Second}",
            DuplicateReasonKind.SameAddress => $"Même adresse : {First}",
            DuplicateReasonKind.SameStreet => $"Même voie : {First} / {Second}",
            DuplicateReasonKind.DifferentAddress => $"Adresses différentes : {First} / {Second}",
            DuplicateReasonKind.Distance when Metres < 10 => "Au même point de la carte",
            DuplicateReasonKind.Distance when Metres < 1000 => $"À {Metres} m l’un de l’autre",
            DuplicateReasonKind.Distance => string.Create(French, $"À {Metres / 1000.0:0.0} km l’un de l’autre"),
            DuplicateReasonKind.SameSiret => $"Même SIRET : {First}",
            DuplicateReasonKind.DifferentSiret => $"SIRET différents : {First} / {Second}",
            DuplicateReasonKind.SamePhone => $"Même téléphone : {Spoken(First)}",
            DuplicateReasonKind.DifferentPhone => $"Téléphones différents : {Spoken(First)} / {Spoken(Second)}",
            DuplicateReasonKind.SameWebsite => $"Même site : {First}",
            DuplicateReasonKind.SameWebsiteHost => $"Sites du même domaine : {First}",
            DuplicateReasonKind.SameEmail => $"Même courriel : {First}",
            DuplicateReasonKind.DifferentCommune => $"Communes différentes : {First} / {Second}",
            DuplicateReasonKind.SameSource => $"Deux fiches de la même source : {First}",
        };

    /// <summary>Nine digits, as they are compared, in pairs as they are said.</summary>
    private static string Spoken(string phone) =>
        $"0{phone[0]} {phone[1..3]} {phone[3..5]} {phone[5..7]} {phone[7..9]}";
}
