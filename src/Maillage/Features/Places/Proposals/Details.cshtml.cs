using System.Globalization;
using Maillage.Data;
using Maillage.Design.Forms;
using Maillage.Features.Accounts;
using Maillage.Features.Accounts.Audit;
using Maillage.Features.Messages.Templates;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Records;
using Maillage.Features.Places.Search;
using Maillage.Platform.Audit;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Proposals;

/// <summary>A place that somebody proposes, beside those that resemble it, for whoever coordinates its commune to decide.</summary>
[Authorize(Access.Coordinator)]
public sealed class DetailsModel(
    MaillageDb db,
    ProposalsInHand proposalsInHand,
    LocateProposal locateProposal,
    FindKnownPlaces findKnownPlaces,
    SettleProposal settleProposal,
    ReplyWay replyWay,
    PlaceDirectory directory,
    Journal journal
) : PageModel
{
    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    public PlaceProposal Proposal { get; private set; } = null!;

    public string SentOn { get; private set; } = "";

    /// <summary>The day by which the words are erased, in words.</summary>
    public string ErasedOn { get; private set; } = "";

    public bool IsToldByMessage { get; private set; }

    /// <summary>Where the address was found; null where the commune's centre stands in.</summary>
    public string? Located { get; private set; }

    public IReadOnlyList<(string Label, string? Words)> Said { get; private set; } = [];

    public IReadOnlyList<Resemblance> Known { get; private set; } = [];

    public static IReadOnlyList<Choice> Refusals { get; } =
    [.. Enum.GetValues<ProposalRefusal>().Select(why => new Choice(why.ToString(), Words(why)))];

    /// <summary>What became of it, where it is settled.</summary>
    public string? Settled { get; private set; }

    /// <summary>The place that it became or was, where it still has its page.</summary>
    public Place? Outcome { get; private set; }

    /// <summary>The slug of the place chosen among those shown.</summary>
    public string? Chosen { get; private set; }

    /// <summary>An address typed for a place that is not among those shown.</summary>
    public string? OtherTyped { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var found = await proposalsInHand
            .Of(HttpContext.Person())
            .SingleOrDefaultAsync(p => p.Id == Id, HttpContext.RequestAborted);
        if (found is null)
        {
            context.Result = NotFound();
            return;
        }

        Proposal = found;
        await next();
    }

    public Task OnGet(CancellationToken cancellation) => Show(cancellation);

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "geste")] string? gesture,
        [FromForm(Name = "lieu")] string? slug,
        [FromForm(Name = "autre")] string? other,
        [FromForm(Name = "raison")] string? reason,
        CancellationToken cancellation
    )
    {
        var account = HttpContext.Person().AccountId;
        switch (gesture)
        {
            case "creer" or "creer-verifie":
                return await settleProposal.Create(Id, gesture == "creer-verifie", account, cancellation) is { } created
                    ? Redirect(PlaceUrls.Manage(created))
                    : Again();
            case "connu":
                (Chosen, OtherTyped) = (slug, other);
                if (Find(string.IsNullOrWhiteSpace(other) ? slug : other) is not { } known)
                {
                    return await Refused(
                        "autre",
                        string.IsNullOrWhiteSpace(other)
                            ? "Choisissez le lieu"
                            : "Aucun lieu de l’annuaire n’a cette adresse",
                        cancellation
                    );
                }

                return await settleProposal.Recognise(Id, known.Id, account, cancellation)
                    ? Again()
                    : await Refused(
                        "autre",
                        "Ce lieu n’est plus dans l’annuaire. Choisissez-en un autre",
                        cancellation
                    );
            case "refuser":
                if (!Enum.TryParse<ProposalRefusal>(reason, out var why) || !Enum.IsDefined(why))
                {
                    return await Refused("raison", "Dites pourquoi", cancellation);
                }

                await settleProposal.Refuse(Id, why, account, cancellation);
                return Again();
            default:
                return NotFound();
        }
    }

    /// <summary>The page itself says what became of it, whoever decided.</summary>
    private RedirectResult Again() => Redirect(PlaceUrls.Proposal(Id));

    /// <summary>The place at the end of an address: a slug, or the whole address of its page.</summary>
    private Place? Find(string? typed)
    {
        var slug = typed?.Trim().Split('?', '#')[0].TrimEnd('/').Split('/')[^1] ?? "";
        return (directory.Current.FindBySlug(slug) ?? directory.Current.FindByFormerSlug(slug))?.Place;
    }

    private async Task<PageResult> Refused(string field, string sentence, CancellationToken cancellation)
    {
        ModelState.AddModelError(field, sentence);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        await Show(cancellation);
        return Page();
    }

    private async Task Show(CancellationToken cancellation)
    {
        var day = ParisTime.DayAt(Proposal.CreatedAt);
        SentOn = FrenchTypography.Day(day, "d MMMM yyyy");
        ErasedOn = FrenchTypography.Day(day.AddMonths(ReportRecords.MonthsKept), "d MMMM yyyy");
        Said =
        [
            ("Nom", Proposal.Name),
            ("Adresse", $"{Proposal.Where}, {Proposal.CommuneName}"),
            ("Ce qu’on peut y faire", Needed()),
            ("Téléphone", Proposal.Phone is { } phone ? FrenchTypography.Phone(phone) : null),
            ("E-mail", Proposal.Email),
            ("Site internet", Proposal.Website),
            ("Horaires", Proposal.Hours),
            (
                "Comment la personne le sait",
                Proposal.Ground switch
                {
                    ProposalGround.WorksThere => "Elle y travaille",
                    ProposalGround.WasThere => "Elle y a été",
                    ProposalGround.Other => "Autrement",
                    null => null,
                }
            ),
        ];
        if (Proposal.ClosedAt is { } closed)
        {
            await ShowOutcome(closed, cancellation);
            return;
        }

        if (Proposal.ReplyTo is not null)
        {
            await journal.Read(
                nameof(PlaceProposal),
                Id,
                [nameof(PlaceProposal.ReplyTo)],
                "répondre à une proposition de lieu",
                cancellation
            );
        }

        IsToldByMessage = replyWay.To(Proposal.ReplyTo) is not null;
        var found = await locateProposal.Run(Proposal, cancellation);
        Located = found?.Label;
        Known =
        [
            .. findKnownPlaces
                .Run(
                    new ProposedPlace(Proposal.Name, Proposal.Insee, Proposal.CommuneName, Proposal.Where)
                    {
                        Phone = Proposal.Phone,
                        Email = Proposal.Email,
                        Website = Proposal.Website,
                    },
                    found is null ? null : new GeoPoint(found.Latitude, found.Longitude)
                )
                .Select(known => new Resemblance(known, Differences(known.Entry.Place))),
        ];
    }

    private async Task ShowOutcome(DateTime closed, CancellationToken cancellation)
    {
        var by = await db
            .Accounts.Where(a => a.Id == Proposal.ClosedBy)
            .Select(a => a.Name)
            .FirstOrDefaultAsync(cancellation);
        if (by is not null)
        {
            await journal.ReadNames(
                HttpContext.Person(),
                [Proposal.ClosedBy],
                "voir qui a réglé une proposition",
                cancellation
            );
        }

        Outcome = Proposal.PlaceId is { } place ? directory.Current.FindById(place)?.Place : null;
        var what = Proposal.End switch
        {
            ProposalEnd.Created => "Ce lieu a été créé",
            ProposalEnd.AlreadyKnown => "C’est un lieu déjà connu",
            ProposalEnd.Refused => $"Refusé : {ProposalOutcome.Why(Proposal.Refusal!.Value).Replace('\'', '’')}",
            null => null,
        };
        Settled = what is null
            ? $"Effacé à son terme, sans décision, le {ParisTime.Words(closed)}."
            : $"{what}. Réglé le {ParisTime.Words(closed)}{(by is null ? "" : $" par {by}")}.";
    }

    private string Needed() =>
        string.Join(", ", Proposal.Needs.Select(Needs.Find).OfType<Need>().Select(need => need.Title));

    /// <summary>What it says beside what the page of that place says.</summary>
    private List<EditModel.Change> Differences(Place place) =>
        [
            .. SettleProposal
                .Differences(Proposal, place)
                .Select(said => new EditModel.Change(
                    said.Fact.Words(),
                    said.Fact.Field()!.Words(place),
                    [said.Fact == ReportedFact.Phone ? FrenchTypography.Phone(said.Value) : said.Value]
                )),
        ];

    private static string Words(ProposalRefusal why)
    {
        var words = ProposalOutcome.Why(why).Replace('\'', '’');
        return char.ToUpper(words[0], CultureInfo.CurrentCulture) + words[1..];
    }

    /// <summary>A place that may be this one, with what differs.</summary>
    public sealed record Resemblance(KnownPlace Known, IReadOnlyList<EditModel.Change> Differences)
    {
        public Place Place => Known.Entry.Place;
    }
}
