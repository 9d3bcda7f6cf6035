using System.Globalization;
using Maillage.Design.Forms;
using Maillage.Features.Places.Hours;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;
using Maillage.Features.Territories.Geocoding;
using Maillage.Platform.Settings;
using Maillage.Platform.Text;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Places;

/// <summary>The list of places that answer a search, nearest and most useful first (recherche).</summary>
[AllowAnonymous]
[OutputCache(PolicyName = PageCache.Policy)]
public sealed class SearchModel(
    PlaceDirectory directory,
    TerritoryMap map,
    IGeocoder geocoder,
    PlaceWords words,
    IOptions<SiteSettings> settings,
    IStringLocalizer texts,
    TimeProvider time
) : PageModel
{
    private const int MostChoicesOfAField = 9;

    /// <summary>The filters that stand apart from the fields of the standard.</summary>
    private static readonly string[] OtherFilters = ["ouvert", "jour", "passage", "gratuit", "fauteuil", "langue"];

    public SearchParameters Parameters { get; private set; } = null!;

    public PlaceResults Results { get; private set; } = null!;

    public IReadOnlyList<PlaceCard> Cards { get; private set; } = [];

    public string Title { get; private set; } = "";

    public bool ShowsMap => Request.Query["carte"] == "1";

    public CommuneExample Example => CommuneExample.Of(map, settings.Value.Departement);

    /// <summary>Where one proposes a place that is not in the list, in the commune asked for.</summary>
    public string ProposeAddress =>
        Parameters.Commune is { } commune ? PlaceUrls.ProposeIn(commune.Insee) : PlaceUrls.Propose;

    public string HelpLine => settings.Value.Phone;

    public int Pages => (Results.Total + SearchParameters.PageSize - 1) / SearchParameters.PageSize;

    /// <summary>What the list starts from when the address typed could not be used; null when it could.</summary>
    public string? AddressNotice { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        var today = HoursContext.Metropolitan.DayAt(time.GetUtcNow().UtcDateTime);
        Parameters = SearchParameters.Read(Request.Query, map, settings.Value.Departement, today);
        foreach (var (parameter, sentence) in Parameters.Problems)
        {
            // The form asks again for a commune by the name of the field in which one types it.
            ModelState.AddModelError(parameter == "commune" ? SearchParameters.TypedCommune : parameter, sentence);
        }

        var query = Parameters.Query;
        if (ModelState.IsValid && Parameters is { Street: { } street, CommuneChoices.Count: 0 })
        {
            query = await Locate(street, query, cancellation);
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            Title = texts["Nous n’avons pas compris votre recherche"];
            return Page();
        }

        if (Parameters.CommuneChoices.Count > 0)
        {
            Title = texts["Quelle commune ?"];
            return Page();
        }

        Results = directory.Search(query with { CountFilters = true });
        if (Parameters.Page > Math.Max(1, Pages))
        {
            return Redirect(PageAddress(Math.Max(1, Pages)));
        }

        ShowCards();
        Title = TitleOf(Results.Total);
        return Page();
    }

    /// <summary>What is to be mended, with the address of its field where the form shows one.</summary>
    public IReadOnlyList<FormError> Errors() =>
        [
            .. ModelState.SelectMany(field =>
                field.Value!.Errors.Select(error => new FormError(
                    texts[error.ErrorMessage],
                    field.Key is "q" or SearchParameters.TypedCommune or "jour" or "heure" or "passage"
                        ? "#" + field.Key
                        : null
                ))
            ),
        ];

    /// <summary>Puts the search around the address; where it cannot be found the commune serves, and the page says so.</summary>
    private async Task<PlaceQuery> Locate(string street, PlaceQuery query, CancellationToken cancellation)
    {
        var answer = await geocoder.Search(street, Parameters.Commune?.Insee, cancellation);
        if (answer is { Outcome: GeocodingOutcome.Found, Addresses: [var address, ..] })
        {
            return query with { Near = new GeoPoint(address.Latitude, address.Longitude) };
        }

        // The next person may have more luck: this answer is not kept.
        HttpContext.ExpiresAt(time.GetUtcNow().UtcDateTime);
        string sentence =
            answer.Outcome == GeocodingOutcome.OutOfReach
                ? texts["Le service des adresses ne répond pas."]
                : texts["Nous ne trouvons pas cette adresse."];
        if (query.Near is null)
        {
            ModelState.AddModelError(SearchParameters.TypedCommune, $"{sentence} {texts["Écrivez votre commune."]}");
        }
        else
        {
            AddressNotice = $"{sentence} {texts["La liste part du centre de la commune."]}";
        }

        return query;
    }

    /// <summary>The filters chosen, each with the address of the same search without it.</summary>
    public IEnumerable<(string Words, string Without)> Chosen()
    {
        foreach (var field in SearchParameters.FilterFields)
        {
            foreach (var code in Request.Query[field.Name])
            {
                if (field.Vocabulary.Find(code ?? "") is { } term)
                {
                    yield return (texts[term.Plain], Without(field.Name, code));
                }
            }
        }

        foreach (var name in OtherFilters)
        {
            foreach (var value in Request.Query[name].Where(value => !string.IsNullOrWhiteSpace(value)))
            {
                yield return (WordsOf(name, value!), Without(name, value));
            }
        }
    }

    /// <summary>The answers of a field worth offering: those that some place has and that would shorten the list.</summary>
    public IReadOnlyList<Choice> ChoicesOf(FilterField field)
    {
        var counts = field.Counts(Results.Counts!);
        var chosen = Request.Query[field.Name];
        return
        [
            .. field
                .Vocabulary.Terms.Where(term =>
                    chosen.Contains(term.Code) || (counts[term.Bit] > 0 && counts[term.Bit] < Results.Total)
                )
                .OrderByDescending(term => chosen.Contains(term.Code))
                .ThenByDescending(term => counts[term.Bit])
                .Take(MostChoicesOfAField)
                .Select(term => new Choice(term.Code, $"{texts[term.Plain]} ({counts[term.Bit]})")),
        ];
    }

    /// <summary>The simple filters on when and on comfort, each a box of its own.</summary>
    public IEnumerable<Choice> SimpleChoices(params (string Name, string Value, string Words, int Count)[] choices) =>
        choices
            .Where(c => Request.Query[c.Name].Contains(c.Value) || (c.Count > 0 && c.Count < Results.Total))
            .Select(c => new Choice(c.Value, $"{c.Words} ({c.Count})")
            {
                Name = c.Name,
                Id = $"{c.Name}-{c.Value}",
                Checked = Request.Query[c.Name].Contains(c.Value),
            });

    /// <summary>The day that the list is asked for, as its field shows it.</summary>
    public string DayAsked =>
        Parameters.Query.Open is { When: OpenWhen.OnDay or OpenWhen.At } open
            ? open.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : "";

    public string HourAsked =>
        Parameters.Query.Open is { When: OpenWhen.At } open
            ? open.Time.ToString("HH:mm", CultureInfo.InvariantCulture)
            : "";

    /// <summary>What the filter form carries along without showing it.</summary>
    /// <param name="boxes">What it shows as boxes to tick.</param>
    public IEnumerable<(string Name, string Value)> Carried(IEnumerable<(string Name, string Value)> boxes)
    {
        var shown = boxes.ToHashSet();
        return Pairs()
            .Where(pair => pair.Name is not ("q" or "jour" or "heure" or "passage" or "page"))
            // A day asked by « ouvert » stands in the fields of the day and the hour.
            .Where(pair => pair.Name != "ouvert" || DayAsked.Length == 0)
            .Where(pair => !shown.Contains(pair));
    }

    /// <summary>What was asked and understood, when something else was not: it is asked again with what is mended.</summary>
    public IEnumerable<(string Name, string Value)> CarriedAgain()
    {
        var day = IsRefused("jour") || IsRefused("heure");
        var position = IsRefused("lat") || IsRefused("lon");
        return Pairs()
            .Where(pair =>
                !IsRefused(pair.Name)
                && pair.Name switch
                {
                    "q" or "commune" or SearchParameters.TypedCommune or "page" => false,
                    "jour" or "heure" => !day,
                    "lat" or "lon" => !position,
                    _ => true,
                }
            );
    }

    public bool IsRefused(string name) => ModelState.TryGetValue(name, out var entry) && entry.Errors.Count > 0;

    public string PageAddress(int page) =>
        With(("page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture)));

    public string MapAddress(bool shown) => With(("carte", shown ? "1" : null));

    public string With(params (string Name, string? Value)[] changes)
    {
        var kept = Pairs().Where(pair => pair.Name != "page" && !changes.Any(change => change.Name == pair.Name));
        return Address(kept.Concat(changes.Where(c => c.Value is not null).Select(c => (c.Name, c.Value!))));
    }

    public string LanguageName(string code) => words.LanguageName(code);

    private string Without(string name, string? value) =>
        Address(
            Pairs()
                .Where(pair => pair.Name != "page" && (pair.Name != name || pair.Value != value))
                .Where(pair => pair.Name != "heure" || name != "jour")
        );

    private IEnumerable<(string Name, string Value)> Pairs() =>
        Request
            .Query.SelectMany(pair => pair.Value.Select(value => (pair.Key, Value: value)))
            .Where(pair => !string.IsNullOrWhiteSpace(pair.Value))
            .Select(pair => (pair.Key, pair.Value!));

    private static string Address(IEnumerable<(string Name, string Value)> pairs) =>
        PlaceUrls.Search
        + new QueryBuilder(pairs.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))).ToQueryString();

    private void ShowCards()
    {
        var now = time.GetUtcNow().UtcDateTime;
        var today = HoursContext.Metropolitan.DayAt(now);
        var expires = DateTime.MaxValue;
        var cards = new PlaceCard[Results.Hits.Count];
        for (var i = 0; i < cards.Length; i++)
        {
            var state = PlaceState.Of(Results.Hits[i].Entry, now, texts);
            if (state.ChangesAtUtc < expires)
            {
                expires = state.ChangesAtUtc.Value;
            }

            cards[i] = PlaceCard.Of(Results.Hits[i], state, words, today);
        }

        HttpContext.ExpiresAt(expires);
        Cards = cards;
    }

    private string TitleOf(int total)
    {
        var radius = Parameters.Query.RadiusKm;
        var asksMore = Parameters.Query.Words is not null || Chosen().Any();
        return (total, Parameters.Commune, Parameters.Query.Near) switch
        {
            (0, _, not null) when asksMore => texts["Aucun lieu ne répond à tout cela à moins de {0} km", radius],
            (0, _, not null) => texts["Pas encore d’aide à moins de {0} km", radius],
            (0, _, null) => texts["Aucun lieu ne répond à tout cela"],
            (1, { } commune, _) => texts["1 lieu près {0}", words.Of(commune)],
            (_, { } commune, _) => texts["{0} lieux près {1}", total, words.Of(commune)],
            (1, null, not null) => texts["1 lieu autour de vous"],
            (_, null, not null) => texts["{0} lieux autour de vous", total],
            (1, null, null) => texts["1 lieu d’aide"],
            _ => texts["{0} lieux d’aide", total],
        };
    }

    private string WordsOf(string name, string value) =>
        (name, value) switch
        {
            ("ouvert", SearchParameters.OpenNow) => texts["Ouvert maintenant"],
            ("ouvert", SearchParameters.EveningOrSaturday) => texts["Le soir ou le samedi"],
            ("ouvert" or "jour", _) when Parameters.Query.Open is { When: OpenWhen.OnDay } open => texts[
                "Ouvert le {0}",
                FrenchTypography.Day(open.Day)
            ],
            ("ouvert" or "jour", _) when Parameters.Query.Open is { } open => texts[
                "Ouvert le {0} à {1}",
                FrenchTypography.Day(open.Day),
                open.Time.ToString("t", CultureInfo.CurrentCulture)
            ],
            ("passage", _) when Parameters.Query.StopsOn is { } stops => texts[
                "De passage le {0}",
                FrenchTypography.Day(stops.From)
            ],
            ("gratuit", _) => texts["Gratuit"],
            ("fauteuil", _) => texts["Accès en fauteuil"],
            ("langue", _) => words.LanguageName(value),
            _ => value,
        };
}
