using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Maillage.Features.Places;
using Maillage.Features.Places.Hours;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;
using Maillage.Features.Territories.Geocoding;
using Maillage.Platform.Settings;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Maillage.Features.OpenData.Api;

/// <summary>The addresses of the API, each with what it asks and answers.</summary>
internal static class PlacesApi
{
    public const int DefaultLimit = 20;
    public const int MaxCommunes = 50;

    private const string SecondsBeforeAskingAgain = "60";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints
            .MapGroup(OpenDataUrls.ApiPath)
            .AllowAnonymous()
            .RequireCors(OpenDataFeature.Everyone)
            .AddEndpointFilter(
                (context, next) =>
                {
                    context.HttpContext.Response.Headers.AccessControlAllowOrigin = "*";
                    return next(context);
                }
            );
        api.MapGet("/places", Search)
            .WithName("searchPlaces")
            .WithTags("Lieux")
            .WithSummary("Chercher des lieux")
            .WithDescription(
                "Les mêmes critères que la page de recherche du site. Les plus utiles et les plus proches viennent d’abord ; "
                    + $"« next » donne la suite. Au-delà de {PlaceQuery.MaxSkip} lieux, prenez les fichiers de {OpenDataUrls.PagePath}."
            )
            .Produces<PlacesAnswer>()
            .Produces<ProblemDetails>(StatusCodes.Status400BadRequest, ApiProblem.MediaType)
            .Produces<ProblemDetails>(StatusCodes.Status429TooManyRequests, ApiProblem.MediaType)
            .Produces<ProblemDetails>(StatusCodes.Status503ServiceUnavailable, ApiProblem.MediaType)
            .WithMetadata(new SearchApiParameters());
        api.MapGet("/places/{id}", Place)
            .WithName("getPlace")
            .WithTags("Lieux")
            .WithSummary("Lire un lieu")
            .WithDescription(
                "Tout ce qui est public sur un lieu. Une ancienne adresse, ou l’identifiant d’un lieu réuni depuis avec un autre, renvoie (301) vers la nouvelle."
            )
            .Produces<PlaceAnswer>()
            .Produces(StatusCodes.Status301MovedPermanently)
            .Produces<ProblemDetails>(StatusCodes.Status404NotFound, ApiProblem.MediaType);
        api.MapGet("/communes", Communes)
            .WithName("findCommunes")
            .WithTags("Territoires")
            .WithSummary("Chercher une commune")
            .WithDescription(
                "Par nom, ancien nom, code postal ou code INSEE, sans tenir compte des accents ni des tirets."
            )
            .Produces<CommunesAnswer>()
            .Produces<ProblemDetails>(StatusCodes.Status400BadRequest, ApiProblem.MediaType);
        api.MapGet("/{**other}", () => Problem(StatusCodes.Status404NotFound, "Cette adresse n’existe pas dans l’API."))
            .ExcludeFromDescription();
    }

    private static async Task<IResult> Search(
        HttpContext context,
        PlaceDirectory directory,
        TerritoryMap map,
        IGeocoder geocoder,
        IOptions<SiteSettings> settings,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var address = context.Request.Query;
        var today = HoursContext.Metropolitan.DayAt(clock.GetUtcNow().UtcDateTime);
        var parameters = SearchParameters.Read(address, map, settings.Value.Departement, today);
        var problems = parameters.Problems.ToList();
        var limit = ReadLimit(address["limite"], DefaultLimit, PlaceQuery.MaxTake, problems);
        var cursor = ReadCursor(address["curseur"], problems);
        var query = parameters.Query;
        var isAddressIgnored = false;
        if (parameters.CommuneChoices.Count > 0)
        {
            var choices = parameters.CommuneChoices.Select(match => $"{match.Commune.Name} ({match.Commune.Insee})");
            problems.Add(
                new(
                    "commune",
                    $"Plusieurs communes portent ce nom : {string.Join(", ", choices)}. Donnez le code INSEE."
                )
            );
        }
        else if (problems.Count == 0 && parameters.Street is { } street)
        {
            var answer = await geocoder.Search(street, parameters.Commune?.Insee, cancellation);
            if (answer is { Outcome: GeocodingOutcome.Found, Addresses: [var found, ..] })
            {
                query = query with { Near = new GeoPoint(found.Latitude, found.Longitude) };
            }
            else if (query.Near is not null)
            {
                isAddressIgnored = true;
            }
            else if (answer.Outcome == GeocodingOutcome.OutOfReach)
            {
                context.Response.Headers.RetryAfter = SecondsBeforeAskingAgain;
                return Problem(
                    StatusCodes.Status503ServiceUnavailable,
                    "Le service des adresses ne répond pas : réessayez dans une minute, ou donnez une commune."
                );
            }
            else
            {
                problems.Add(new("adresse", "Cette adresse n’a pas été trouvée : donnez une commune, ou lat et lon."));
            }
        }

        if (problems.Count > 0)
        {
            return Problem(StatusCodes.Status400BadRequest, problems);
        }

        // One snapshot and one instant for the whole answer.
        var (snapshot, now) = (directory.Current, clock.GetUtcNow().UtcDateTime);
        var skip = cursor?.Skip(query, asked => snapshot.Search(asked, now)) ?? query.Skip;
        var results = snapshot.Search(query with { Skip = skip, Take = limit }, now);
        var after = skip + results.Hits.Count;
        var pageOf = settings.Value.PublicUrl + PlaceUrls.SearchPath + "/";
        return Json(
            new PlacesAnswer
            {
                Total = results.Total,
                IsWidened = results.Widening != Widening.None,
                Corrections = results.Corrections,
                IgnoredWords = results.IgnoredWords,
                IsAddressIgnored = isAddressIgnored,
                Places = [.. results.Hits.Select(hit => PlaceSummary.Of(hit, pageOf))],
                Next =
                    results.Hits is [.., var last] && after < results.Total && after <= PlaceQuery.MaxSkip
                        ? new PageCursor(after, last.Entry.Place.Id).ToString()
                        : null,
            },
            ApiJson.Readable.PlacesAnswer
        );
    }

    private static IResult Place(
        [Description("Identifiant (UUID) ou fin de l’adresse de la page.")] string id,
        PlaceDirectory directory,
        IOptions<SiteSettings> settings,
        HttpContext context
    )
    {
        var snapshot = directory.Current;
        var isId = Guid.TryParse(id, out var guid);
        var entry = isId ? snapshot.FindById(guid) : null;
        if ((entry ?? snapshot.FindBySlug(id)) is { } found)
        {
            var pageOf = settings.Value.PublicUrl + PlaceUrls.SearchPath + "/";
            return Json(PlaceAnswer.Of(found, pageOf), ApiJson.Readable.PlaceAnswer);
        }

        return snapshot.FindByFormerSlug(isId ? guid.ToString() : id) is { } moved
            ? Results.Redirect(context.AskAgain($"{OpenDataUrls.ApiPath}/places/{moved.Place.Slug}"), permanent: true)
            : Problem(StatusCodes.Status404NotFound, "Ce lieu n’est pas, ou n’est plus, dans l’annuaire.");
    }

    private static IResult Communes(
        [Description("Nom, code postal ou code INSEE.")] string? q,
        [Description("Nombre de réponses, de 1 à 50 ; 10 sinon.")] string? limite,
        TerritoryMap map,
        IOptions<SiteSettings> settings
    )
    {
        var problems = new List<SearchProblem>();
        if (string.IsNullOrWhiteSpace(q) || q.Length > SearchText.MaxLength)
        {
            problems.Add(new("q", "Écrivez le nom d’une commune ou un code postal, 200 signes au plus."));
        }

        var limit = ReadLimit(limite, 10, MaxCommunes, problems);
        return problems.Count > 0
            ? Problem(StatusCodes.Status400BadRequest, problems)
            : Json(
                new CommunesAnswer([
                    .. map.Find(q, limit, settings.Value.Departement).Select(match => CommuneOf(match, map)),
                ]),
                ApiJson.Readable.CommunesAnswer
            );
    }

    private static CommuneSummary CommuneOf(CommuneMatch match, TerritoryMap map)
    {
        var commune = match.Commune;
        return new CommuneSummary(
            commune.Insee,
            commune.Name,
            match.OtherName,
            commune.PostalCodes,
            commune.Population,
            commune.DepartementCode,
            map.EpciByCode(commune.EpciCode)?.Name,
            Math.Round(commune.Latitude, 5),
            Math.Round(commune.Longitude, 5)
        );
    }

    private static int ReadLimit(string? text, int otherwise, int most, List<SearchProblem> problems)
    {
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit >= 1
            && limit <= most
        )
        {
            return limit;
        }

        problems.Add(new("limite", $"« limite » est un nombre entier de 1 à {most}."));
        return otherwise;
    }

    private static PageCursor? ReadCursor(string? text, List<SearchProblem> problems)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (!PageCursor.TryParse(text, out var cursor))
        {
            problems.Add(new("curseur", "Ce curseur n’est pas l’un des nôtres : recommencez sans curseur."));
        }

        return cursor;
    }

    private static IResult Json<T>(T answer, JsonTypeInfo<T> type) => TypedResults.Json(answer, type);

    private static IResult Problem(int status, string detail) =>
        Write(new ProblemDetails { Status = status, Detail = detail });

    private static IResult Problem(int status, List<SearchProblem> problems)
    {
        var problem = new ProblemDetails
        {
            Status = status,
            Detail = string.Join(' ', problems.Select(p => p.Sentence).Distinct(StringComparer.Ordinal)),
        };
        problem.Extensions["parameters"] = problems.Select(p => p.Parameter).Distinct(StringComparer.Ordinal).ToArray();
        return Write(problem);
    }

    private static IResult Write(ProblemDetails problem)
    {
        problem.Title = problem.Status switch
        {
            StatusCodes.Status404NotFound => "Introuvable",
            StatusCodes.Status503ServiceUnavailable => "Service indisponible",
            _ => "Demande refusée",
        };
        return TypedResults.Json(problem, ApiJson.Readable.ProblemDetails, ApiProblem.MediaType, problem.Status);
    }
}
