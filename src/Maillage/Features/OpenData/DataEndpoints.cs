using System.Security.Cryptography;
using System.Text;
using Maillage.Platform.Settings;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Maillage.Features.OpenData;

/// <summary>Sends the files and the catalogue to any page or program, with 304 for what it already has.</summary>
internal static class DataEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var files = endpoints
            .MapGroup("")
            .AllowAnonymous()
            .RequireCors(OpenDataFeature.Everyone)
            .ExcludeFromDescription();
        foreach (var definition in DataFile.All)
        {
            files.MapMethods(
                definition.Path,
                Reading,
                (HttpContext context, PublishedFiles published, CancellationToken cancellation) =>
                    Send(definition, context, published, cancellation)
            );
        }

        MapCatalogue(OpenDataUrls.TurtlePath, "text/turtle", graph => graph.ToTurtle());
        MapCatalogue(OpenDataUrls.JsonLdPath, "application/ld+json", graph => graph.ToJsonLd());

        void MapCatalogue(string path, string mediaType, Func<RdfGraph, string> write) =>
            files.MapMethods(
                path,
                Reading,
                (
                    HttpContext context,
                    PublishedFiles published,
                    IOptions<SiteSettings> settings,
                    TimeProvider clock,
                    CancellationToken cancellation
                ) => SendCatalogue(write, mediaType, context, published, settings, clock, cancellation)
            );
    }

    private static async Task<PhysicalFileHttpResult> Send(
        DataFile definition,
        HttpContext context,
        PublishedFiles published,
        CancellationToken cancellation
    )
    {
        var version = await published.Current(cancellation);
        var file = version.Files.Single(f => f.Definition == definition);
        Open(context);
        return TypedResults.PhysicalFile(file.Location, WithCharset(definition.MediaType), entityTag: Tag(file.Sha256));
    }

    private static async Task<FileContentHttpResult> SendCatalogue(
        Func<RdfGraph, string> write,
        string mediaType,
        HttpContext context,
        PublishedFiles published,
        IOptions<SiteSettings> settings,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var version = await published.Current(cancellation);
        var content = Encoding.UTF8.GetBytes(
            write(Catalogue.Describe(version, settings.Value, clock.GetUtcNow().UtcDateTime))
        );
        Open(context);
        return TypedResults.Bytes(
            content,
            WithCharset(mediaType),
            entityTag: Tag(Convert.ToHexStringLower(SHA256.HashData(content)))
        );
    }

    // Weak: the same file may be sent compressed or not.
    private static EntityTagHeaderValue Tag(string hash) => new($"\"{hash[..32]}\"", isWeak: true);

    private static void Open(HttpContext context)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers.CacheControl = "public, no-cache";
        context.Response.Headers[HeaderNames.Link] = $"<{Catalogue.LicenceAddress}>; rel=\"license\"";
    }

    private static string WithCharset(string mediaType) =>
        mediaType is "text/csv" or "text/turtle" ? mediaType + "; charset=utf-8" : mediaType;
}
