using Maillage.Design.Forms;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Import;
using Maillage.Features.Places.Records;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;
using Maillage.Platform.Settings;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Places.Proposals;

/// <summary>
/// Proposes a place that is missing: which and where, then what one knows of it, then a last look (proposer un lieu).
/// Nothing is kept before the end but in the page itself. Never cached: it carries a token.
/// </summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ProposeModel(
    ProposePlace proposePlace,
    FindKnownPlaces findKnownPlaces,
    TerritoryMap map,
    ReadingTime readingTime,
    SentForms sentForms,
    IOptions<SiteSettings> settings,
    IStringLocalizer texts,
    TimeProvider time
) : PageModel
{
    private const int LongestReply = 200;
    private const int LongestCommune = 200;

    [BindProperty(Name = "nom")]
    public string? Name { get; set; }

    /// <summary>A name or a postal code, as typed.</summary>
    [BindProperty(Name = "commune")]
    public string? CommuneTyped { get; set; }

    /// <summary>The one chosen where several answer to what was typed.</summary>
    [BindProperty(Name = "insee")]
    public string? Insee { get; set; }

    [BindProperty(Name = "adresse")]
    public string? Where { get; set; }

    [BindProperty(Name = "besoins")]
    public List<string> NeedCodes { get; set; } = [];

    [BindProperty(Name = "telephone")]
    public string? Phone { get; set; }

    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    [BindProperty(Name = "web")]
    public string? Website { get; set; }

    [BindProperty(Name = "horaires")]
    public string? Hours { get; set; }

    [BindProperty(Name = "source")]
    public string? GroundCode { get; set; }

    [BindProperty(Name = "reponse")]
    public string? ReplyTo { get; set; }

    /// <summary>Hidden from people: what fills it is a robot.</summary>
    [BindProperty(Name = "site")]
    public string? Trap { get; set; }

    /// <summary>When the form was first shown, signed.</summary>
    [BindProperty(Name = "depuis")]
    public string? ShownAt { get; set; }

    public ProposalStep Step { get; private set; }

    public CommuneExample Example => CommuneExample.Of(map, settings.Value.Departement);

    /// <summary>The communes that answer to what was typed, when there are several.</summary>
    public IReadOnlyList<Choice> Communes { get; private set; } = [];

    /// <summary>Places of the directory that may be this one.</summary>
    public IReadOnlyList<KnownPlace> Known { get; private set; } = [];

    public IReadOnlyList<Choice> NeedChoices =>
        [
            .. Needs
                .All.Where(need => need != Needs.NotSure)
                .Select(need => new Choice(need.Code, texts[need.Title]) { Hint = texts[need.Examples] }),
        ];

    public IReadOnlyList<Choice> GroundChoices =>
        [.. Grounds.Select(ground => new Choice(ground.Code, texts[ground.Words]))];

    /// <summary>The day by which what is sent today will be erased, in words.</summary>
    public string ErasedOn =>
        FrenchTypography.Day(time.TodayInParis().AddMonths(ReportRecords.MonthsKept), "d MMMM yyyy");

    private static IReadOnlyList<(string Code, ProposalGround Ground, string Words)> Grounds { get; } =
    [
        ("travail", ProposalGround.WorksThere, "J’y travaille"),
        ("visite", ProposalGround.WasThere, "J’y ai été"),
        ("autre", ProposalGround.Other, "Autrement"),
    ];

    private Commune? Commune { get; set; }

    public void OnGet([FromQuery(Name = "commune")] string? insee, [FromQuery(Name = "envoye")] string? sent)
    {
        Step = sent == "oui" ? ProposalStep.Sent : ProposalStep.Which;
        CommuneTyped = map.CommuneByInsee(insee)?.Name;
        ShownAt = readingTime.Start();
    }

    public async Task<IActionResult> OnPost([FromForm(Name = "geste")] string? gesture, CancellationToken cancellation)
    {
        (Name, Where, Hours) = (TypedText.LineOf(Name), TypedText.LineOf(Where), TypedText.Of(Hours));
        (CommuneTyped, ReplyTo) = (TypedText.LineOf(CommuneTyped), TypedText.LineOf(ReplyTo));
        (Phone, Email, Website) = (TypedText.LineOf(Phone), TypedText.LineOf(Email), TypedText.LineOf(Website));
        ModelState.Clear();
        if (gesture == "revenir")
        {
            ReadCommune();
            return Page();
        }

        CheckWhich();
        if (!ModelState.IsValid)
        {
            return Refused(ProposalStep.Which);
        }

        if (gesture is not ("verifier" or "envoyer"))
        {
            Step = ProposalStep.What;
            Known = findKnownPlaces.Run(new ProposedPlace(Name!, Commune!.Insee, Commune.Name, Where!));
            return Page();
        }

        var proposed = CheckWhat();
        if (ModelState.IsValid && gesture == "envoyer" && !readingTime.HasPassedSince(ShownAt))
        {
            // Signed again: an instant that cannot be read would never pass.
            ShownAt = readingTime.Start();
            ModelState.AddModelError("", texts["Attendez quelques secondes, puis envoyez de nouveau"]);
            return Refused(ProposalStep.Check);
        }

        if (!ModelState.IsValid)
        {
            return Refused(ProposalStep.What);
        }

        if (gesture == "verifier")
        {
            Step = ProposalStep.Check;
            Known =
            [
                .. findKnownPlaces
                    .Run(proposed)
                    // The others were shown a page before.
                    .Where(known => !known.Reasons.Any(reason => reason is KnownBy.Name or KnownBy.Address)),
            ];
            return Page();
        }

        if (!sentForms.TryTake(HttpContext))
        {
            ModelState.AddModelError("", texts["Trop d’envois depuis votre connexion. Réessayez dans dix minutes"]);
            Step = ProposalStep.Check;
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Page();
        }

        // A robot is thanked too, so that it learns nothing.
        if (string.IsNullOrEmpty(Trap))
        {
            await proposePlace.Run(proposed, ShownAt!, cancellation);
        }

        return Redirect(PlaceUrls.Propose + "?envoye=oui");
    }

    /// <summary>What the page does not ask for, to be sent again.</summary>
    public IEnumerable<(string Name, string? Value)> Carried()
    {
        if (Step != ProposalStep.Which)
        {
            yield return ("insee", Commune?.Insee);
            yield return ("nom", Name);
            yield return ("commune", CommuneTyped);
            yield return ("adresse", Where);
            yield return ("site", Trap);
        }

        if (Step != ProposalStep.What)
        {
            foreach (var code in NeedCodes)
            {
                yield return ("besoins", code);
            }

            yield return ("telephone", Phone);
            yield return ("email", Email);
            yield return ("web", Website);
            yield return ("horaires", Hours);
            yield return ("source", GroundCode);
            yield return ("reponse", ReplyTo);
        }

        yield return ("depuis", ShownAt);
    }

    /// <summary>Every answer, as the person reads it before sending.</summary>
    public IEnumerable<(string Label, string Words, bool IsData)> Answers()
    {
        yield return (texts["Nom du lieu"], Name ?? "", true);
        yield return (texts["Commune"], Commune?.Name ?? "", true);
        yield return (texts["Adresse, ou comment on le trouve"], Where ?? "", true);
        var needs = NeedCodes.Select(Needs.Find).OfType<Need>().Select(need => texts[need.Title].Value);
        yield return (texts["Ce qu’on peut y faire"], string.Join(", ", needs), false);
        yield return (texts["Téléphone du lieu"], Phone ?? "", true);
        yield return (texts["E-mail du lieu"], Email ?? "", true);
        yield return (texts["Site internet du lieu"], Website ?? "", true);
        yield return (texts["Quand est-ce ouvert ?"], Hours ?? "", true);
        var ground = Grounds.FirstOrDefault(g => g.Code == GroundCode).Words;
        yield return (texts["Comment le savez-vous ?"], ground is null ? "" : texts[ground], false);
        yield return (texts["Pour vous répondre"], ReplyTo ?? "", true);
    }

    private void CheckWhich()
    {
        Need("nom", Name, PlaceProposal.MaxNameLength, "Écrivez le nom du lieu");
        Need("adresse", Where, PlaceProposal.MaxWhereLength, "Écrivez son adresse, ou comment on le trouve");
        if (!ReadCommune())
        {
            ModelState.AddModelError("commune", texts["Écrivez le nom de la commune, par exemple {0}", Example.Name]);
            return;
        }

        if (Commune is not null)
        {
            return;
        }

        ModelState.AddModelError(
            Communes.Count == 0 ? "commune" : "insee",
            Communes.Count == 0
                ? texts["Nous ne connaissons pas cette commune. Vérifiez le nom, ou écrivez le code postal"]
                : texts["Plusieurs communes correspondent : choisissez la bonne"]
        );
    }

    /// <summary>The commune and, where several answer to what was typed, all of them: the one chosen may be changed.</summary>
    /// <returns>False when nothing was typed that could be read.</returns>
    private bool ReadCommune()
    {
        if (CommuneTyped is not { Length: <= LongestCommune })
        {
            return false;
        }

        var answer = CommuneAnswer.To(CommuneTyped, map, settings.Value.Departement);
        Commune = answer.Commune ?? answer.Choices.FirstOrDefault(match => match.Commune.Insee == Insee)?.Commune;
        Communes =
        [
            .. answer.Choices.Select(match => new Choice(
                match.Commune.Insee,
                $"{match.Commune.Name} ({(match.Commune.PostalCodes is [var code, ..] ? code : match.Commune.DepartementCode)})"
            )),
        ];
        return true;
    }

    /// <summary>What was said, read; what cannot be is told to the model state.</summary>
    private ProposedPlace CheckWhat()
    {
        Limit("horaires", Hours, PlaceProposal.MaxHoursLength);
        if (ReplyTo is not null && (ReplyTo.Length > LongestReply || !ReplyWay.IsOne(ReplyTo)))
        {
            ModelState.AddModelError("reponse", texts["Écrivez un numéro de téléphone ou une adresse e-mail"]);
        }

        var place = RecordJson.ReadPlace("{}");
        Read("telephone", ReportedFact.Phone, Phone, "Écrivez un numéro de téléphone, par exemple 02 41 00 00 00");
        Read("email", ReportedFact.Email, Email, "Écrivez une adresse e-mail, par exemple contact@exemple.fr");
        Read("web", ReportedFact.Website, Website, "Écrivez l’adresse d’un site, par exemple www.exemple.fr");
        // What will be stored: « https:// » may have been added.
        Limit("web", place.Websites.FirstOrDefault() ?? Website, PlaceProposal.MaxWebsiteLength);
        return new ProposedPlace(Name!, Commune!.Insee, Commune.Name, Where!)
        {
            Needs = [.. NeedChoices.Select(choice => choice.Value).Where(NeedCodes.Contains)],
            Phone = place.Phone,
            Email = place.Emails.FirstOrDefault(),
            Website = place.Websites.FirstOrDefault(),
            Hours = Hours,
            Ground = Grounds.Where(g => g.Code == GroundCode).Select(g => (ProposalGround?)g.Ground).FirstOrDefault(),
            ReplyTo = ReplyTo,
        };

        void Read(string field, ReportedFact fact, string? typed, string sentence)
        {
            var lines = typed is null ? [] : new[] { ReportedFacts.Complete(fact, typed) };
            if (fact.Field()!.Set(place, lines) is not null)
            {
                ModelState.AddModelError(field, texts[sentence]);
            }
        }
    }

    private void Need(string field, string? typed, int most, string sentence)
    {
        if (typed is null)
        {
            ModelState.AddModelError(field, texts[sentence]);
        }

        Limit(field, typed, most);
    }

    private void Limit(string field, string? typed, int most)
    {
        if (typed?.Length > most)
        {
            ModelState.AddModelError(field, texts["Écrivez {0} caractères au plus", most]);
        }
    }

    private PageResult Refused(ProposalStep step)
    {
        Step = step;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}

/// <summary>What the page shows.</summary>
public enum ProposalStep
{
    Which,
    What,
    Check,
    Sent,
}
