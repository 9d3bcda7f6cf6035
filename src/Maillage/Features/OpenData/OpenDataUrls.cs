namespace Maillage.Features.OpenData;

/// <summary>Addresses of the open data.</summary>
public static class OpenDataUrls
{
    public const string PagePath = "/donnees";
    public const string TurtlePath = "/donnees/catalogue.ttl";
    public const string JsonLdPath = "/donnees/catalogue.jsonld";
    public const string ApiPath = "/api/v1";
    public const string ApiDescriptionPath = "/api/v1/openapi.json";
    public const string ApiPagePath = "/api";
}
