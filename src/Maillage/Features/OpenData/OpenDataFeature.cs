using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Maillage.Features.OpenData.Api;
using Maillage.Features.Shared;
using Maillage.Platform.Settings;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Maillage.Features.OpenData;

/// <summary>The open data: files, catalogue and API for other programs.</summary>
public static class OpenDataFeature
{
    /// <summary>Any page of any site may read what is open.</summary>
    internal const string Everyone = "everyone";

    public static IServiceCollection AddOpenData(this IServiceCollection services) =>
        services
            .AddCors(cors =>
                cors.AddPolicy(
                    Everyone,
                    policy =>
                        policy
                            .AllowAnyOrigin()
                            .AllowAnyHeader()
                            .WithMethods("GET", "HEAD")
                            .WithExposedHeaders("ETag", "Link", "Retry-After")
                )
            )
            .AddSingleton<PublishedFiles>()
            .AddHostedService<WritePublishedFiles>()
            // The description of the API names enumerated values as the answers write them.
            .ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter()))
            .AddOpenApi(api =>
            {
                api.ShouldInclude = endpoint =>
                    endpoint.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
                api.AddOperationTransformer(SearchApiParameters.Describe);
                api.AddDocumentTransformer(
                    (document, context, _) =>
                    {
                        var site = context.ApplicationServices.GetRequiredService<IOptions<SiteSettings>>().Value;
                        document.Info = new OpenApiInfo
                        {
                            Title = $"L’aide numérique {site.OfTerritory}",
                            Version = "1",
                            Description =
                                "Les lieux où l’on aide à faire ses démarches sur internet. Sans compte ni clé ; seules les "
                                + "demandes fautives sont comptées. Une erreur est un « problem+json » avec une phrase dans « detail ».",
                            License = new OpenApiLicense
                            {
                                Name = "Licence Ouverte 2.0",
                                Url = new Uri(Catalogue.LicenceAddress),
                            },
                        };
                        document.Servers = [new OpenApiServer { Url = site.PublicUrl }];
                        return Task.CompletedTask;
                    }
                );
            })
            .AddMenuLink(MenuPlace.Footer, OpenDataUrls.PagePath, "Données ouvertes", 50);

    public static IEndpointRouteBuilder MapOpenData(this IEndpointRouteBuilder endpoints)
    {
        DataEndpoints.Map(endpoints);
        PlacesApi.Map(endpoints);
        endpoints.MapOpenApi(OpenDataUrls.ApiDescriptionPath).AllowAnonymous().RequireCors(Everyone);
        endpoints.MapScalarApiReference(OpenDataUrls.ApiPagePath, ShowApi).AllowAnonymous();
        return endpoints;
    }

    /// <summary>Everything comes from this site; Scalar's inline script and styles bear a nonce.</summary>
    private static void ShowApi(ScalarOptions scalar, HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        scalar
            .WithTitle("API de l’aide numérique")
            .WithOpenApiRoutePattern(OpenDataUrls.ApiDescriptionPath)
            .WithNonce(nonce)
            .AddHeadContent($"<meta property=\"csp-nonce\" content=\"{nonce}\">")
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideDeveloperTools();
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
            + "font-src 'self' data:; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";
    }
}
