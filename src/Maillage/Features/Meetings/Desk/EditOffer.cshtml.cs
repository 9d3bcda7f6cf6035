using System.Globalization;
using Maillage.Data;
using Maillage.Design.Forms;
using Maillage.Features.Accounts;
using Maillage.Features.Places;
using Maillage.Features.Territories;
using Maillage.Platform.Settings;
using Maillage.Platform.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Meetings.Desk;

/// <summary>Creates an offer or changes it, for the organisation's managers and mediators.</summary>
[Authorize(Access.Helper)]
public sealed class EditOfferModel(
    MaillageDb db,
    OffersInHand offersInHand,
    SaveOffer saveOffer,
    TerritoryMap map,
    IOptions<SiteSettings> site
) : PageModel
{
    private const string DefaultMinutes = "45";
    private const int MostNoticeHours = 14 * 24;
    private const int MostReminders = 3;
    private const int MostReminderHours = 7 * 24;
    private const int LongestCommune = 200;

    [FromRoute(Name = "offre")]
    public string Code { get; set; } = "";

    [BindProperty(Name = "sorte")]
    public string? Kind { get; set; }

    [BindProperty(Name = "titre")]
    public string? Heading { get; set; }

    [BindProperty(Name = "structure")]
    public string? Organisation { get; set; }

    [BindProperty(Name = "lieu")]
    public string? Place { get; set; }

    /// <summary>An address of its own, in place of a place.</summary>
    [BindProperty(Name = "adresse")]
    public string? Address { get; set; }

    [BindProperty(Name = "commune")]
    public string? Commune { get; set; }

    [BindProperty(Name = "visio")]
    public string? VideoLink { get; set; }

    [BindProperty(Name = "publics")]
    public IReadOnlyList<string> AudienceCodes { get; set; } = [];

    /// <summary>Hours before, as typed: « 72, 24 ».</summary>
    [BindProperty(Name = "rappels")]
    public string? Reminders { get; set; }

    [BindProperty(Name = "besoins")]
    public IReadOnlyList<string> NeedCodes { get; set; } = [];

    [BindProperty(Name = "minutes")]
    public string? Minutes { get; set; }

    [BindProperty(Name = "battement")]
    public string? Buffer { get; set; }

    [BindProperty(Name = "places")]
    public string? Seats { get; set; }

    [BindProperty(Name = "minimum")]
    public string? Minimum { get; set; }

    [BindProperty(Name = "niveau")]
    public string? Level { get; set; }

    [BindProperty(Name = "prerequis")]
    public string? Prerequisites { get; set; }

    [BindProperty(Name = "apporter")]
    public string? ToBring { get; set; }

    [BindProperty(Name = "prix")]
    public string? Price { get; set; }

    [BindProperty(Name = "qui")]
    public string? Who { get; set; }

    [BindProperty(Name = "heures")]
    public string? NoticeHours { get; set; }

    [BindProperty(Name = "jours")]
    public string? NoticeDays { get; set; }

    [BindProperty(Name = "description")]
    public string? Description { get; set; }

    [BindProperty(Name = "vu")]
    public string? Seen { get; set; }

    /// <summary>Null for an offer that is being created.</summary>
    public Offer? Current { get; private set; }

    public IReadOnlyList<Choice> Organisations { get; private set; } = [];

    /// <summary>Places of these organisations.</summary>
    public IReadOnlyList<Choice> Places { get; private set; } = [];

    /// <summary>What somebody else has saved in the meantime.</summary>
    public IReadOnlyList<string> Elsewhere { get; private set; } = [];

    private IReadOnlyDictionary<Guid, Guid> OrganisationOfPlace { get; set; } = new Dictionary<Guid, Guid>();

    public string? ErrorOf(string field) =>
        ModelState.TryGetValue(field, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        var (person, cancellation) = (HttpContext.Person(), HttpContext.RequestAborted);
        Current = Guid.TryParse(Code, out var id) ? await offersInHand.FindToChange(id, person, cancellation) : null;
        var own = person.HelpsFor.Where(person.MayChangeOffersOf).ToList();
        if (own.Count == 0 || (Current is null && Code != MeetingDeskUrls.New))
        {
            context.Result = NotFound();
            return;
        }

        var shown = Current is null ? own : [Current.OrganisationId];
        Organisations =
        [
            .. (await offersInHand.Organisations(shown, cancellation)).Select(o => new Choice(o.Id.ToString(), o.Name)),
        ];
        var places = await db
            .Places.Where(p => p.OrganisationId != null && shown.Contains(p.OrganisationId.Value) && p.GoneAt == null)
            .OrderBy(p => p.Name)
            .Select(p => new
            {
                p.Id,
                p.Name,
                p.CommuneName,
                p.OrganisationId,
            })
            .ToListAsync(cancellation);
        Places = [.. places.Select(p => new Choice(p.Id.ToString(), $"{p.Name}, {p.CommuneName}"))];
        OrganisationOfPlace = places.ToDictionary(p => p.Id, p => p.OrganisationId!.Value);
        await next();
    }

    public void OnGet()
    {
        if (Current is not { } offer)
        {
            (Minutes, Buffer, NoticeHours, NoticeDays) = (DefaultMinutes, "0", "0", "84");
            Reminders = "72, 24";
            (Who, Organisation) = (nameof(MayBook.Anyone), Organisations[0].Value);
            Place = Places.Count == 1 ? Places[0].Value : null;
            return;
        }

        (Heading, Place, NeedCodes) = (offer.Title, offer.PlaceId?.ToString(), offer.Needs);
        (Minutes, Buffer) = (Written(offer.Minutes), Written(offer.Buffer));
        (Seats, Minimum, Level) = (Written(offer.Capacity), Written(offer.Minimum), offer.Level?.ToString());
        (Prerequisites, ToBring, Price) = (offer.Prerequisites, offer.ToBring, offer.Price);
        (Who, Description) = (offer.MayBook.ToString(), offer.Description);
        (Address, Commune) = (offer.Address, map.CommuneByInsee(offer.Insee)?.Name);
        (VideoLink, Reminders) = (offer.VideoLink, string.Join(", ", offer.ReminderHours));
        AudienceCodes = [.. offer.Audiences.Select(label => Vocabularies.Audiences.Find(label)?.Code).OfType<string>()];
        (NoticeHours, NoticeDays) = (Written(offer.LeastNoticeHours), Written(offer.MostNoticeDays));
        Seen = Ticks(offer.ModifiedAt);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var typed = Read();
        if (Current is not null && Seen != Ticks(Current.ModifiedAt))
        {
            ModelState.AddModelError(
                "",
                "Quelqu’un vient de modifier cette offre. Relisez, puis enregistrez de nouveau"
            );
            Elsewhere = Said(Current);
        }

        if (typed is not null && ModelState.IsValid)
        {
            if (Current is null)
            {
                var added = await saveOffer.Add(
                    (slug, now) => Write(Made(slug, now, typed), typed),
                    typed.Title,
                    cancellation
                );
                return Redirect(MeetingDeskUrls.Openings(added.Id));
            }

            if (await saveOffer.Edit(Current.Id, Current.ModifiedAt, offer => Write(offer, typed), cancellation))
            {
                var moved =
                    (Current.PlaceId, Current.Address, Current.Insee) == (typed.PlaceId, typed.Address, typed.Insee)
                        ? ""
                        : $"?change={OpeningsModel.Moved}";
                return Redirect(MeetingDeskUrls.Openings(Current.Id) + moved);
            }

            ModelState.AddModelError("", "Quelqu’un vient de modifier cette offre. Enregistrez de nouveau");
        }

        ModelState.Remove("vu");
        Seen = Current is null ? null : Ticks(Current.ModifiedAt);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private static Offer Made(string slug, DateTime now, Typed typed) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Slug = slug,
            Kind = typed.Kind,
            OrganisationId = typed.OrganisationId,
            Title = typed.Title,
            Minutes = typed.Minutes,
            Capacity = typed.Capacity,
            MayBook = typed.MayBook,
            CreatedAt = now,
            ModifiedAt = now,
        };

    private Offer Write(Offer offer, Typed typed)
    {
        (offer.Title, offer.PlaceId, offer.Needs) = (typed.Title, typed.PlaceId, [.. typed.Needs]);
        (offer.Minutes, offer.Buffer, offer.Capacity) = (typed.Minutes, typed.Buffer, typed.Capacity);
        (offer.Minimum, offer.Level, offer.MayBook) = (typed.Minimum, typed.Level, typed.MayBook);
        (offer.LeastNoticeHours, offer.MostNoticeDays) = (typed.NoticeHours, typed.NoticeDays);
        offer.Prerequisites = offer.HasSessions ? TypedText.LineOf(Prerequisites) : null;
        (offer.ToBring, offer.Price) = (TypedText.LineOf(ToBring), TypedText.LineOf(Price));
        offer.Description = TypedText.Of(Description);
        (offer.Address, offer.Insee, offer.VideoLink) = (typed.Address, typed.Insee, typed.VideoLink);
        (offer.Audiences, offer.ReminderHours) = ([.. typed.Audiences], [.. typed.Reminders]);
        return offer;
    }

    /// <summary>Null when something cannot be read, which is then said.</summary>
    private Typed? Read()
    {
        var kind = Current?.Kind ?? Chosen<OfferKind>(Kind);
        if (kind is null)
        {
            ModelState.AddModelError("sorte", "Choisissez de quoi il s’agit");
        }

        if (TypedText.LineOf(Heading) is not { Length: <= Offer.LongestTitle } title)
        {
            ModelState.AddModelError("titre", $"Donnez un titre, en {Offer.LongestTitle} caractères au plus");
            title = "";
        }

        var organisation = Current?.OrganisationId ?? OrganisationTyped();
        var place = Guid.TryParse(Place, out var id) && OrganisationOfPlace.ContainsKey(id) ? id : (Guid?)null;
        var (address, insee) = (TypedText.LineOf(Address), (string?)null);
        if (kind is OfferKind.Telephone or OfferKind.Video)
        {
            (place, address) = (null, null);
        }
        else if (address is not null)
        {
            // A place may have been chosen by the form itself: what is written is meant.
            (place, insee) = (null, CommuneTyped());
        }
        else if (place is null)
        {
            ModelState.AddModelError("lieu", "Choisissez le lieu où l’on vient, ou écrivez une autre adresse");
        }
        else if (organisation is not null && OrganisationOfPlace[place.Value] != organisation)
        {
            ModelState.AddModelError("lieu", "Ce lieu est à une autre structure : choisissez l’un des siens");
        }

        foreach (
            var (field, text) in new[]
            {
                ("prerequis", Prerequisites),
                ("apporter", ToBring),
                ("prix", Price),
                ("adresse", Address),
            }.Where(line => TypedText.LineOf(line.Item2)?.Length > Offer.LongestLine)
        )
        {
            ModelState.AddModelError(field, $"Écrivez {Offer.LongestLine} caractères au plus");
        }

        if (TypedText.Of(Description)?.Length > Offer.LongestText)
        {
            ModelState.AddModelError("description", $"Écrivez {Offer.LongestText} caractères au plus");
        }

        var who = WhoTyped(kind);
        var link = kind == OfferKind.Video ? LinkTyped() : null;
        var reminders = RemindersTyped();
        var counts = kind is OfferKind.Workshop or OfferKind.Event;
        var minutes = Number("minutes", Minutes, Offer.ShortestMinutes, Offer.LongestMinutes, "la durée");
        var buffer = Number("battement", Buffer, 0, Offer.LongestBuffer, "les minutes libres ensuite", 0);
        var seats =
            counts ? Number("places", Seats, 1, Offer.MostSeats, "le nombre de places")
            : kind == OfferKind.DropIn ? Offer.MostSeats
            : 1;
        var minimum = counts ? Number("minimum", Minimum, 0, Offer.MostSeats, "le nombre d’inscrits", 0) : 0;
        if (minimum > seats && ErrorOf("places") is null)
        {
            ModelState.AddModelError("minimum", "Il faudrait plus d’inscrits qu’il n’y a de places");
        }

        var hours = Number("heures", NoticeHours, 0, MostNoticeHours, "le nombre d’heures", 0);
        var days = Number("jours", NoticeDays, 1, Offer.FurthestDays, "le nombre de jours");
        if (hours > days * 24 && ErrorOf("jours") is null)
        {
            ModelState.AddModelError(
                "heures",
                "Il serait toujours trop tard : donnez moins d’heures, ou plus de jours"
            );
        }

        return !ModelState.IsValid || kind is null || organisation is null
            ? null
            : new Typed(kind.Value, title, organisation.Value, place, minutes, buffer, seats, minimum, hours, days)
            {
                Needs =
                [
                    .. NeedCodes.Where(code => Maillage.Features.Places.Search.Needs.Find(code) is not null).Distinct(),
                ],
                Level = kind == OfferKind.Workshop ? Chosen<WorkshopLevel>(Level) : null,
                MayBook = who,
                Address = address,
                Insee = insee,
                VideoLink = link,
                Reminders = reminders,
                Audiences =
                [
                    .. Vocabularies
                        .Audiences.Terms.Where(term => AudienceCodes.Contains(term.Code))
                        .Select(term => term.Label),
                ],
            };
    }

    private MayBook WhoTyped(OfferKind? kind)
    {
        if (kind == OfferKind.DropIn)
        {
            return MayBook.Nobody;
        }

        var who = Chosen<MayBook>(Who);
        if (who is null)
        {
            ModelState.AddModelError("qui", "Choisissez qui peut réserver");
        }
        else if (who == MayBook.Nobody && kind is not (OfferKind.Workshop or OfferKind.Event))
        {
            ModelState.AddModelError("qui", "Un rendez-vous se réserve : choisissez qui peut le faire");
        }

        return who ?? default;
    }

    /// <summary>The commune of an address of its own.</summary>
    private string? CommuneTyped()
    {
        var typed = TypedText.LineOf(Commune);
        // The name that the form showed means the commune that it was, whatever bears the same name elsewhere.
        if (Current?.Insee is { } known && typed == map.CommuneByInsee(known)?.Name)
        {
            return known;
        }

        var found = typed is null or { Length: > LongestCommune }
            ? null
            : CommuneAnswer.To(typed, map, site.Value.Departement);
        if (found?.Commune is { } commune)
        {
            return commune.Insee;
        }

        var names = found?.Choices.Select(match => $"{match.Commune.Name} ({match.Commune.DepartementCode})") ?? [];
        ModelState.AddModelError(
            "commune",
            typed is null ? "Écrivez la commune de cette adresse"
                : found?.Choices.Count > 0
                    ? $"Plusieurs communes : {string.Join(", ", names)}. Écrivez l’une d’elles, ou son code postal"
                : "Nous ne connaissons pas cette commune. Vérifiez le nom, ou écrivez le code postal"
        );
        return null;
    }

    private string? LinkTyped()
    {
        var link = TypedLink.Read(VideoLink);
        if (link is null)
        {
            ModelState.AddModelError(
                "visio",
                "Écrivez le lien entier de la visio, par exemple https://exemple.fr/salle"
            );
        }

        return link;
    }

    private List<int> RemindersTyped()
    {
        var typed = (Reminders ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries);
        var hours = typed
            .Select(one => int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0)
            .Distinct()
            .OrderDescending()
            .ToList();
        if (hours.Count > MostReminders || hours.Exists(one => one is < 1 or > MostReminderHours))
        {
            ModelState.AddModelError(
                "rappels",
                $"Écrivez trois nombres d’heures au plus, de 1 à {MostReminderHours}. Par exemple : 72, 24"
            );
        }

        return hours;
    }

    private Guid? OrganisationTyped()
    {
        var chosen = Organisations.Count == 1 ? Organisations[0].Value : Organisation;
        if (Organisations.Any(choice => choice.Value == chosen))
        {
            return Guid.Parse(chosen!);
        }

        ModelState.AddModelError("structure", "Choisissez votre structure");
        return null;
    }

    private int Number(string field, string? typed, int least, int most, string what, int? otherwise = null)
    {
        if (otherwise is { } value && string.IsNullOrWhiteSpace(typed))
        {
            return value;
        }

        if (
            int.TryParse(typed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
        {
            return number;
        }

        ModelState.AddModelError(field, $"Écrivez {what} en chiffres, de {least} à {most}");
        return otherwise ?? least;
    }

    private static T? Chosen<T>(string? typed)
        where T : struct, Enum
    {
        var found = Enum.GetValues<T>().Where(value => value.ToString() == typed).ToList();
        return found.Count == 0 ? null : found[0];
    }

    private List<string> Said(Offer offer) =>
        [
            .. new[]
            {
                ("Titre", offer.Title, Heading),
                ("Durée", Written(offer.Minutes), Minutes),
                ("Minutes libres ensuite", Written(offer.Buffer), Buffer),
                ("Adresse", offer.Address ?? "aucune", TypedText.LineOf(Address) ?? "aucune"),
                ("Places", offer.Kind is OfferKind.Workshop or OfferKind.Event ? Written(offer.Capacity) : null, Seats),
                ("Qui peut réserver", offer.MayBook.Words(), Chosen<MayBook>(Who)?.Words()),
                ("À apporter", offer.ToBring ?? "rien", ToBring ?? "rien"),
                ("Prix", offer.Price ?? "gratuit", Price ?? "gratuit"),
                ("Description", offer.Description ?? "aucune", Description ?? "aucune"),
            }
                .Where(line => line.Item2 is not null && line.Item2 != line.Item3)
                .Select(line => $"{line.Item1} : {line.Item2}"),
        ];

    private static string Written(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Ticks(DateTime time) => time.Ticks.ToString(CultureInfo.InvariantCulture);

    private sealed record Typed(
        OfferKind Kind,
        string Title,
        Guid OrganisationId,
        Guid? PlaceId,
        int Minutes,
        int Buffer,
        int Capacity,
        int Minimum,
        int NoticeHours,
        int NoticeDays
    )
    {
        public IReadOnlyList<string> Needs { get; init; } = [];

        public WorkshopLevel? Level { get; init; }

        public MayBook MayBook { get; init; }

        public string? Address { get; init; }

        public string? Insee { get; init; }

        public string? VideoLink { get; init; }

        public IReadOnlyList<string> Audiences { get; init; } = [];

        public IReadOnlyList<int> Reminders { get; init; } = [];
    }
}
