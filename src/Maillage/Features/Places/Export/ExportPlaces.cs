using Maillage.Data;
using Maillage.Features.Territories;
using Maillage.Platform.Settings;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Places.Export;

/// <summary>Writes the places in one of the formats that others read (export).</summary>
public sealed class ExportPlaces(
    MaillageDb db,
    PlaceStream places,
    TerritoryMap territories,
    IOptions<SiteSettings> settings
)
{
    /// <summary>Streams the places to <paramref name="output"/> and gives the number of records written.</summary>
    public Task<int> Run(
        PlaceFormat format,
        Stream output,
        ExportReport report,
        CancellationToken cancellation = default
    ) =>
        format switch
        {
            PlaceFormat.StandardCsv => StandardCsv.Write(Standard(report, cancellation), output, cancellation),
            PlaceFormat.StandardJson => StandardJson.Write(Standard(report, cancellation), output, cancellation),
            PlaceFormat.GeoJson => GeoJson.Write(Standard(report, cancellation), output, PageOf, cancellation),
            PlaceFormat.DataInclusionStructures => Inclusion(report)
                .WriteStructures(places.Published(cancellation), output, cancellation),
            PlaceFormat.DataInclusionServices => Inclusion(report)
                .WriteServices(places.Published(cancellation), output, cancellation),
            PlaceFormat.MaillageJson => MaillageJson.Write(db, places.All(cancellation), output, cancellation),
        };

    private IAsyncEnumerable<StandardPlace> Standard(ExportReport report, CancellationToken cancellation) =>
        new StandardRepair(territories, settings.Value.Publisher, report).Run(places.Published(cancellation));

    private DataInclusion Inclusion(ExportReport report) =>
        new($"maillage-{settings.Value.Departement}", PageOf, report);

    private string PageOf(string slug) => $"{settings.Value.PublicUrl}{PlaceUrls.SearchPath}/{slug}";
}

/// <summary>The formats of an export (format).</summary>
public enum PlaceFormat
{
    StandardCsv,
    StandardJson,
    GeoJson,
    DataInclusionStructures,
    DataInclusionServices,
    MaillageJson,
}
