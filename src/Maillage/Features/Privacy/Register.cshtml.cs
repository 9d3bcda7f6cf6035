using Maillage.Platform.Privacy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Maillage.Features.Privacy;

/// <summary>What is held about people, why, on what ground, who reads it and for how long (registre).</summary>
[AllowAnonymous]
public sealed class RegisterModel(IEnumerable<IPersonalRecords> records, IStringLocalizer texts) : PageModel
{
    public IEnumerable<PersonalKind> Kinds => records.Select(kind => kind.Kind);

    public IEnumerable<(string Name, string Value)> Lines(PersonalKind kind) =>
        [
            (texts["Ce que c’est"], texts[kind.Holds]),
            (texts["Pourquoi"], texts[kind.Purpose]),
            (texts["Ce qui le permet"], texts[Words(kind.Basis)]),
            (texts["Qui le lit"], texts[kind.Readers]),
            (texts["Combien de temps"], texts[kind.Kept, kind.Length]),
        ];

    private static string Words(LegalBasis basis) =>
        basis switch
        {
            LegalBasis.PublicTask => "Mission d’intérêt public (RGPD, article 6.1.e)",
            LegalBasis.LegalObligation => "Obligation légale (RGPD, article 6.1.c)",
            LegalBasis.Consent => "Accord de la personne (RGPD, article 6.1.a)",
        };
}
