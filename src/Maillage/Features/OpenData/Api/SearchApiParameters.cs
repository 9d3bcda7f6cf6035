using System.Text.Json.Nodes;
using Maillage.Features.Places.Search;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Maillage.Features.OpenData.Api;

/// <summary>Marks the search, whose parameters are read whole and described here.</summary>
internal sealed class SearchApiParameters
{
    private static readonly (string Name, JsonSchemaType Type, string Description)[] Simple =
    [
        ("q", JsonSchemaType.String, "Mots ; accents, pluriels et fautes de frappe sont compris. 200 signes au plus."),
        ("besoin", JsonSchemaType.String, "Un des besoins de la page d’accueil."),
        (
            "commune",
            JsonSchemaType.String,
            "Code INSEE, code postal ou nom. Un nombre qui est à la fois un code INSEE et un code postal est lu comme un code INSEE."
        ),
        (
            SearchParameters.TypedCommune,
            JsonSchemaType.String,
            "Nom ou code postal, comme une personne l’écrit ; un nombre y est d’abord un code postal. Passe avant « commune »."
        ),
        ("adresse", JsonSchemaType.String, "Adresse postale, cherchée par le géocodeur national."),
        ("lat", JsonSchemaType.Number, "Latitude du point de départ, en degrés ; arrondie à 0,001."),
        ("lon", JsonSchemaType.Number, "Longitude du point de départ, en degrés ; arrondie à 0,001."),
        ("rayon", JsonSchemaType.Number, $"Kilomètres à vol d’oiseau, de 1 à {PlaceQuery.MaxRadiusKm}."),
        (
            "ouvert",
            JsonSchemaType.String,
            "maintenant, soir-samedi, un jour (2026-12-01) ou un instant (2026-12-01T14:30)."
        ),
        ("jour", JsonSchemaType.String, "Ouvert ce jour : 2026-12-01. Passe avant « ouvert »."),
        ("heure", JsonSchemaType.String, "Avec « jour » : ouvert à cette heure, 14:30."),
        ("passage", JsonSchemaType.String, "Jour d’un passage : 2026-12-01."),
        ("gratuit", JsonSchemaType.String, "oui : seulement ce qui est gratuit."),
        ("fauteuil", JsonSchemaType.String, "oui : seulement les lieux accessibles en fauteuil."),
        ("langue", JsonSchemaType.String, "Code de langue sur deux lettres, ou fsl."),
        (
            "limite",
            JsonSchemaType.Integer,
            $"Lieux par page, de 1 à {PlaceQuery.MaxTake} ; {PlacesApi.DefaultLimit} sinon."
        ),
        ("curseur", JsonSchemaType.String, "La valeur « next » de la page précédente."),
    ];

    /// <summary>Adds the parameters to the description of the search.</summary>
    public static Task Describe(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<SearchApiParameters>().Any())
        {
            operation.Parameters =
            [
                .. Simple.Select(p => Parameter(p.Name, p.Description, new OpenApiSchema { Type = p.Type })),
                .. SearchParameters.FilterFields.Select(field =>
                    Parameter(field.Name, $"{field.Question}. Peut être répété.", Codes(field))
                ),
            ];
        }

        return Task.CompletedTask;
    }

    private static OpenApiParameter Parameter(string name, string description, IOpenApiSchema schema) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = description,
            Schema = schema,
        };

    private static OpenApiSchema Codes(FilterField field) =>
        new()
        {
            Type = JsonSchemaType.Array,
            Items = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum = [.. field.Vocabulary.Terms.Select(term => (JsonNode)term.Code)],
            },
        };
}
