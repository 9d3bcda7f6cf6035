using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Maillage.Data;
using Maillage.Features.Meetings.Public;
using Maillage.Features.Territories;
using Maillage.Platform.Settings;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Meetings.PublicCalendar;

/// <summary>The public calendar for other programs: iCalendar, Atom, JSON, OpenAgenda. All take the filters of the page.</summary>
public static class CalendarFiles
{
    /// <summary>Dates in one JSON answer.</summary>
    public const int DatesOfAnswer = 200;

    private static readonly CalendarJson Json = new(
        new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }
    );

    internal static void Map(IEndpointRouteBuilder endpoints)
    {
        var files = endpoints.MapGroup("").AllowAnonymous().AddEndpointFilter(OpenToAll);
        files
            .MapGet(CalendarUrls.Json, WriteJson)
            .WithName("readCalendar")
            .WithTags("Agenda")
            .WithSummary("Lire l’agenda")
            .WithDescription(
                "Permanences, ateliers et événements à venir, dans l’ordre des dates. Les mêmes critères que la page : du (AAAA-MM-JJ), "
                    + "ou (commune, code postal ou code INSEE), rayon (20, 50 ou tout, en kilomètres), besoin, public, sorte (permanence, "
                    + $"atelier, evenement). {DatesOfAnswer} dates par réponse ; « next » donne l’adresse de la suite."
            )
            .Produces<CalendarAnswer>()
            .Produces<ProblemDetails>(StatusCodes.Status400BadRequest, "application/problem+json");
        files.MapGet(CalendarUrls.Ics, WriteIcs).ExcludeFromDescription();
        files.MapGet(CalendarUrls.Path + "/{slug}.ics", WriteIcsOf).ExcludeFromDescription();
        files.MapGet(CalendarUrls.Atom, WriteAtom).ExcludeFromDescription();
        files.MapGet(CalendarUrls.OpenAgenda, WriteOpenAgenda).ExcludeFromDescription();
    }

    /// <summary>On the clocks of Paris, with their distance from UTC.</summary>
    internal static DateTimeOffset Local(DateTime utc)
    {
        var local = ParisTime.At(utc);
        return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), local - utc);
    }

    /// <summary>The same, written: « 2026-11-26T09:00:00+01:00 ».</summary>
    internal static string Written(DateTime utc) =>
        Local(utc).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static async Task<IResult> WriteJson(
        HttpContext context,
        FindHappenings find,
        TerritoryMap map,
        IOptions<SiteSettings> site,
        CancellationToken cancellation
    )
    {
        var asked = CalendarQuery.Read(context.Request.Query, map, site.Value.Departement);
        if (Refusal(asked) is { } refusal)
        {
            return refusal;
        }

        var skip = int.TryParse(
            context.Request.Query["apres"],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var typed
        )
            ? Math.Clamp(typed, 0, FindHappenings.Furthest)
            : 0;
        var found = await find.Run(asked, until: null, skip, DatesOfAnswer + 1, cancellation);
        var url = site.Value.PublicUrl;
        var next =
            found.Count > DatesOfAnswer && skip + DatesOfAnswer <= FindHappenings.Furthest
                ? url
                    + CalendarUrls.Json
                    + asked.ToQuery().Add("apres", (skip + DatesOfAnswer).ToString(CultureInfo.InvariantCulture))
                : null;
        return Results.Json(
            new CalendarAnswer([.. found.Take(DatesOfAnswer).Select(one => Date(one, url))], next),
            Json.CalendarAnswer
        );
    }

    private static CalendarDate Date(Happening one, string url)
    {
        var (offer, shown) = (one.Offer, one.Shown);
        return new CalendarDate(
            one.Slot.Id,
            CalendarQuery.Kinds.First(pair => pair.Kind == offer.Kind).Code,
            offer.Title,
            one.Part,
            offer.Description,
            Local(one.Slot.StartsAt),
            Local(one.Slot.EndsAt),
            offer.MayBook == MayBook.Anyone ? one.Slot.Free : null,
            CalendarUrls.Public(url, offer),
            offer.Needs,
            offer.Audiences,
            offer.Price,
            shown.Door is { } door
                ? new CalendarPlace(
                    shown.Entry?.Place.Id.ToString(),
                    door,
                    shown.Address,
                    shown.Commune?.Insee,
                    shown.Town,
                    shown.Position?.Latitude,
                    shown.Position?.Longitude
                )
                : null
        );
    }

    private static async Task<IResult> WriteIcs(
        HttpContext context,
        FindHappenings find,
        MaillageDb db,
        TerritoryMap map,
        IOptions<SiteSettings> site,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var asked = CalendarQuery.Read(context.Request.Query, map, site.Value.Departement);
        return Refusal(asked)
            ?? await Ics(
                "Agenda",
                await find.Run(asked, null, 0, FindHappenings.Furthest, cancellation),
                db,
                site,
                time,
                cancellation
            );
    }

    private static async Task<IResult> WriteIcsOf(
        string slug,
        FindHappenings find,
        MaillageDb db,
        IOptions<SiteSettings> site,
        TimeProvider time,
        CancellationToken cancellation
    ) =>
        await find.Find(slug, cancellation) is { } found
            ? await Ics(found.Offer.Title, found.Sessions, db, site, time, cancellation)
            : Results.NotFound();

    private static async Task<IResult> Ics(
        string name,
        IReadOnlyList<Happening> happenings,
        MaillageDb db,
        IOptions<SiteSettings> site,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var ids = happenings.Select(one => one.Slot.OpeningId).Distinct().ToList();
        var openings = await db
            .Openings.AsNoTracking()
            .Where(o => ids.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, cancellation);
        return Results.Text(
            CalendarFile.Write(name, happenings, openings, site.Value.PublicUrl, time.GetUtcNow().UtcDateTime),
            CalendarFile.ContentType
        );
    }

    private static async Task<IResult> WriteAtom(
        HttpContext context,
        FindHappenings find,
        MeetingWords words,
        TerritoryMap map,
        IOptions<SiteSettings> site,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var asked = CalendarQuery.Read(context.Request.Query, map, site.Value.Departement);
        if (Refusal(asked) is { } refusal)
        {
            return refusal;
        }

        var found = await find.Run(asked, null, 0, DatesOfAnswer, cancellation);
        var url = site.Value.PublicUrl;
        var address = url + CalendarUrls.Atom + asked.ToQuery();
        var name = $"Agenda de l’aide numérique {site.Value.OfTerritory}";
        return Results.Text(
            AtomFile.Write(name, address, found, words, url, time.GetUtcNow().UtcDateTime),
            AtomFile.ContentType
        );
    }

    private static async Task<IResult> WriteOpenAgenda(
        HttpContext context,
        FindHappenings find,
        TerritoryMap map,
        IOptions<SiteSettings> site,
        CancellationToken cancellation
    )
    {
        var asked = CalendarQuery.Read(context.Request.Query, map, site.Value.Departement);
        return Refusal(asked)
            ?? Results.Text(
                OpenAgendaFile.Write(
                    await find.Run(asked, null, 0, FindHappenings.Furthest, cancellation),
                    site.Value.PublicUrl
                ),
                "application/json; charset=utf-8"
            );
    }

    /// <summary>A file of everything would pass for the one that was asked for.</summary>
    private static IResult? Refusal(CalendarQuery asked) =>
        asked.Communes.Count > 0
            ? Results.Problem(
                $"Plusieurs communes portent ce nom : {string.Join(", ", asked.Communes.Select(c => $"{c.Commune.Name} ({c.Commune.Insee})"))}. Donnez le code INSEE.",
                statusCode: StatusCodes.Status400BadRequest
            )
        : asked.IsCommuneUnknown
            ? Results.Problem(
                "Cette commune est inconnue : donnez son nom, son code postal ou son code INSEE.",
                statusCode: StatusCodes.Status400BadRequest
            )
        : asked.IsDayUnknown
            ? Results.Problem(
                "Le jour demandé n’existe pas : écrivez-le ainsi, 2026-11-26.",
                statusCode: StatusCodes.Status400BadRequest
            )
        : null;

    private static ValueTask<object?> OpenToAll(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var response = context.HttpContext.Response;
        response.Headers.AccessControlAllowOrigin = "*";
        // A refusal is not kept by anybody.
        response.OnStarting(() =>
        {
            response.Headers.CacheControl =
                response.StatusCode == StatusCodes.Status200OK ? "public, max-age=300" : "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
