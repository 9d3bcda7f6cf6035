using System.Globalization;
using Maillage.Data;
using Maillage.Design.Forms;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Import;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Meetings.Desk;

/// <summary>Adds an opening to an offer: one date or every few weeks, with whom and with what.</summary>
[Authorize(Access.Helper)]
public sealed class NewOpeningModel(MaillageDb db, OffersInHand offersInHand, AddOpening addOpening, TimeProvider time)
    : PageModel
{
    private const string Holidays = "feries";
    private const string SchoolHolidays = "vacances";
    private const int MonthsAhead = 12;

    public static IReadOnlyList<Choice> Rhythms { get; } =
    [
        new("0", "Une seule date"),
        new("1", "Chaque semaine"),
        .. Enumerable
            .Range(2, 3)
            .Select(weeks => new Choice(
                weeks.ToString(CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"Toutes les {weeks} semaines")
            )),
    ];

    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    /// <summary>Made with the form: sent twice, it opens once.</summary>
    [BindProperty(Name = "envoi")]
    public Guid FormId { get; set; }

    /// <summary>What this part of an event is called.</summary>
    [BindProperty(Name = "partie")]
    public string? Part { get; set; }

    [BindProperty(Name = "rythme")]
    public string? Rhythm { get; set; }

    [BindProperty(Name = "jours")]
    public IReadOnlyList<string> Days { get; set; } = [];

    [BindProperty(Name = "de")]
    public string? From { get; set; }

    [BindProperty(Name = "a")]
    public string? To { get; set; }

    [BindProperty(Name = "debut")]
    public string? First { get; set; }

    [BindProperty(Name = "fin")]
    public string? Last { get; set; }

    [BindProperty(Name = "conges")]
    public IReadOnlyList<string> Also { get; set; } = [];

    /// <summary>Accounts.</summary>
    [BindProperty(Name = "avec")]
    public IReadOnlyList<string> With { get; set; } = [];

    /// <summary>Rooms and equipment.</summary>
    [BindProperty(Name = "choses")]
    public IReadOnlyList<string> WithThings { get; set; } = [];

    [BindProperty(Name = "salle")]
    public string? NewRoom { get; set; }

    [BindProperty(Name = "materiel")]
    public string? NewEquipment { get; set; }

    public Offer Offer { get; private set; } = null!;

    public IReadOnlyList<Colleague> Team { get; private set; } = [];

    public IReadOnlyList<Resource> Things { get; private set; } = [];

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var cancellation = HttpContext.RequestAborted;
        if (await offersInHand.FindToChange(Id, HttpContext.Person(), cancellation) is not { } offer)
        {
            context.Result = NotFound();
            return;
        }

        Offer = offer;
        Team = await offersInHand.Team([offer.OrganisationId], cancellation);
        Things = await offersInHand.Things(offer.OrganisationId, cancellation);
        await next();
    }

    /// <summary>Shows the form, filled like another opening where one goes on.</summary>
    /// <param name="like">An opening of the same offer, to be gone on with from a day.</param>
    public async Task<IActionResult> OnGet(
        [FromQuery(Name = "comme")] Guid? like,
        [FromQuery(Name = "jour")] string? day,
        CancellationToken cancellation
    )
    {
        if (Offer.ClosedAt is not null)
        {
            return Redirect(MeetingDeskUrls.Openings(Id));
        }

        (FormId, First) = (Guid.CreateVersion7(), day);
        var former = like is { } id
            ? await db
                .Openings.AsNoTracking()
                .SingleOrDefaultAsync(o => o.Id == id && o.OfferId == Offer.Id, cancellation)
            : null;
        if (former is null)
        {
            (Rhythm, Also, With) = ("1", [SchoolHolidays], [HttpContext.Person().AccountId.ToString()]);
            return Page();
        }

        (From, To, Part) = (Written(former.From), Written(former.To), former.Title);
        Rhythm = former.EveryWeeks.ToString(CultureInfo.InvariantCulture);
        Days = [.. DeskWords.Days.Where(d => former.Days.HasFlag(d.Flag)).Select(d => d.Flag.ToString())];
        Also =
        [
            .. new[] { (former.OnPublicHolidays, Holidays), (former.InSchoolHolidays, SchoolHolidays) }
                .Where(pair => pair.Item1)
                .Select(pair => pair.Item2),
        ];
        var needs = await (
            from need in db.OpeningResources
            where need.OpeningId == former.Id
            join resource in db.Resources on need.ResourceId equals resource.Id
            select new { resource.Id, resource.AccountId }
        ).ToListAsync(cancellation);
        With = [.. needs.Where(r => r.AccountId is not null).Select(r => r.AccountId.ToString()!)];
        WithThings = [.. needs.Where(r => r.AccountId is null).Select(r => r.Id.ToString())];
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Offer.ClosedAt is not null)
        {
            ModelState.AddModelError("", "Cette offre est fermée : rouvrez-la avant d’ajouter une plage");
        }

        var opening = Read();
        var people = Team.Select(one => one.AccountId).Where(id => With.Contains(id.ToString())).ToList();
        var things = Things.Select(thing => thing.Id).Where(id => WithThings.Contains(id.ToString())).ToList();
        if (people.Count == 0)
        {
            ModelState.AddModelError("avec", "Choisissez au moins une personne de l’équipe");
        }

        if (opening is not null && ModelState.IsValid)
        {
            things.AddRange(await Added(cancellation));
            var answer = await addOpening.Run(Offer, opening, people, things, cancellation);
            if (answer.Sessions > 0)
            {
                return Redirect(MeetingDeskUrls.Openings(Id));
            }

            // What was refused is not kept, and the things just named are.
            db.ChangeTracker.Clear();
            Things = await offersInHand.Things(Offer.OrganisationId, cancellation);
            WithThings = [.. things.Select(id => id.ToString())];
            foreach (var field in new[] { "salle", "materiel" })
            {
                ModelState.Remove(field);
            }

            (NewRoom, NewEquipment) = (null, null);
            foreach (var sentence in answer.Conflicts.DefaultIfEmpty("Aucune date ne tombe entre ces deux jours"))
            {
                ModelState.AddModelError("debut", sentence);
            }
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    /// <summary>Null when something cannot be read, which is then said.</summary>
    private Opening? Read()
    {
        if (Rhythms.All(rhythm => rhythm.Value != Rhythm))
        {
            ModelState.AddModelError("rythme", "Choisissez un rythme");
        }

        if (TypedText.LineOf(Part)?.Length > Opening.LongestTitle)
        {
            ModelState.AddModelError("partie", $"Écrivez {Opening.LongestTitle} caractères au plus");
        }

        var isOnce = Rhythm == "0";
        var (from, to) = (Hour("de", From), Hour("a", To));
        if (to <= from)
        {
            ModelState.AddModelError("a", "L’heure de fin doit venir après l’heure de début");
        }
        else if (to - from < TimeSpan.FromMinutes(Offer.HasSessions ? Offer.ShortestMinutes : Offer.Minutes))
        {
            ModelState.AddModelError(
                "a",
                Offer.HasSessions
                    ? $"C’est trop court : une séance dure au moins {DeskWords.Length(TimeSpan.FromMinutes(Offer.ShortestMinutes))}"
                    : $"C’est trop court : un rendez-vous dure {DeskWords.Length(TimeSpan.FromMinutes(Offer.Minutes))}"
            );
        }

        var days = DeskWords.Days.Where(day => Days.Contains(day.Flag.ToString())).Select(day => day.Flag).ToList();
        if (!isOnce && days.Count == 0)
        {
            ModelState.AddModelError("jours", "Cochez au moins un jour de la semaine");
        }

        var (first, last) = (Day("debut", First), isOnce || string.IsNullOrWhiteSpace(Last) ? null : Day("fin", Last));
        CheckDays(first, last, isOnce);
        return ModelState.IsValid
            ? new Opening
            {
                Id = IdOf(
                    new
                    {
                        Rhythm,
                        Days,
                        From,
                        To,
                        First,
                        Last,
                        Also,
                        With,
                        Part,
                    }
                ),
                OfferId = Offer.Id,
                Title = Offer.Kind == OfferKind.Event ? TypedText.LineOf(Part) : null,
                FirstDay = first!.Value,
                LastDay = last,
                From = from!.Value,
                To = to!.Value,
                EveryWeeks = int.Parse(Rhythm!, CultureInfo.InvariantCulture),
                Days = isOnce ? WeekDays.None : days.Aggregate((all, day) => all | day),
                // A date chosen by itself is meant.
                OnPublicHolidays = isOnce || Also.Contains(Holidays),
                InSchoolHolidays = isOnce || Also.Contains(SchoolHolidays),
            }
            : null;
    }

    private void CheckDays(DateOnly? first, DateOnly? last, bool isOnce)
    {
        var today = time.TodayInParis();
        if (first < today)
        {
            ModelState.AddModelError("debut", "Ce jour est passé");
        }

        if (first > today.AddMonths(MonthsAhead))
        {
            ModelState.AddModelError("debut", "C’est trop loin : choisissez un jour dans les douze mois");
        }

        if (last < first)
        {
            ModelState.AddModelError("fin", "Le dernier jour doit venir après le premier");
        }

        if (Offer.HasSessions && !isOnce && (string.IsNullOrWhiteSpace(Last) || last > today.AddMonths(MonthsAhead)))
        {
            ModelState.AddModelError("fin", "Une série a un dernier jour, dans les douze mois");
        }
    }

    private async Task<IReadOnlyList<Guid>> Added(CancellationToken cancellation)
    {
        var added = new[] { (ResourceKind.Room, NewRoom), (ResourceKind.Equipment, NewEquipment) }
            .Select(thing => (Kind: thing.Item1, Name: TypedText.LineOf(thing.Item2)))
            .Where(thing => thing.Name is { Length: <= Resource.LongestName })
            .Select(thing =>
                Things.FirstOrDefault(known => known.Name == thing.Name && known.Kind == thing.Kind)
                ?? db.Resources.Add(
                    new Resource
                    {
                        Id = IdOf(new { thing.Kind, thing.Name }),
                        Kind = thing.Kind,
                        OrganisationId = Offer.OrganisationId,
                        Name = thing.Name,
                    }
                ).Entity
            )
            .ToList();
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // The same form at the same instant has named them.
            db.ChangeTracker.Clear();
        }

        return added.ConvertAll(thing => thing.Id);
    }

    private Guid IdOf<T>(T said) => SentOnce.IdOf($"{HttpContext.Person().AccountId:N}{Offer.Id:N}{FormId:N}", said);

    private TimeOnly? Hour(string field, string? typed)
    {
        var hour = TypedHour.Read(typed);
        if (hour is null)
        {
            ModelState.AddModelError(field, "Écrivez une heure. Par exemple : 9 h 30");
        }

        return hour;
    }

    private DateOnly? Day(string field, string? typed)
    {
        var day = FrenchDate.Read(typed?.Trim() ?? "");
        if (day is null)
        {
            ModelState.AddModelError(field, "Écrivez un jour qui existe. Par exemple : 26/11/2026");
        }

        return day;
    }

    private static string Written(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
