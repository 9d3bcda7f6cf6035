using Maillage.Data;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Import;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Imports;

/// <summary>A place of the preview, with what would change in it.</summary>
/// <param name="Where">Its address and commune.</param>
/// <param name="Slug">Null for a place that would be created.</param>
public sealed record PreviewedPlace(
    string Name,
    string Where,
    string? Slug,
    IReadOnlyList<PreviewedChange> Changes,
    bool IsBack = false
);

/// <summary>A field that the list has changed, as people read it.</summary>
/// <param name="IsDisputed">True where a person wrote the field: somebody will choose.</param>
public sealed record PreviewedChange(
    string Label,
    IReadOnlyList<string> Before,
    IReadOnlyList<string> After,
    bool IsDisputed
);

/// <summary>Shows the first records that an import would create, change and mark as gone (aperçu).</summary>
public sealed class PreviewImport(MaillageDb db)
{
    private const int Shown = 10;

    public async Task<IReadOnlyList<PreviewedPlace>> Created(Guid runId, CancellationToken cancellation)
    {
        var readings = await db
            .StagedPlaces.AsNoTracking()
            .Where(s => s.RunId == runId && s.Reading != null)
            .Where(s => !db.PlaceSources.Any(known => known.Source == s.Source && known.SourceId == s.SourceId))
            .OrderBy(s => s.Number)
            .Take(Shown)
            .Select(s => s.Reading!)
            .ToListAsync(cancellation);
        return
        [
            .. readings
                .Select(RecordJson.ReadPlace)
                .Select(place => new PreviewedPlace(place.Name, Where(place), null, [])),
        ];
    }

    public async Task<IReadOnlyList<PreviewedPlace>> Changed(Guid runId, CancellationToken cancellation)
    {
        var changed = await (
            from staged in db.StagedPlaces.AsNoTracking()
            where staged.RunId == runId && staged.Reading != null
            join source in db.PlaceSources
                on new { staged.Source, staged.SourceId } equals new { source.Source, source.SourceId }
            join place in db.Places on source.PlaceId equals place.Id
            orderby staged.Number
            select new
            {
                Place = place,
                Before = source.Reading,
                After = staged.Reading!,
                IsBack = source.GoneAt != null,
            }
        )
            .Take(Shown)
            .ToListAsync(cancellation);
        return
        [
            .. changed.Select(row => new PreviewedPlace(
                row.Place.Name,
                Where(row.Place),
                row.Place.Slug,
                Changes(row.Place, RecordJson.ReadPlace(row.Before), RecordJson.ReadPlace(row.After)),
                row.IsBack
            )),
        ];
    }

    public async Task<IReadOnlyList<PreviewedPlace>> Gone(IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var places = await db
            .Places.AsNoTracking()
            .Where(p => ids.Contains(p.Id))
            .OrderBy(p => p.Name)
            .Take(Shown)
            .ToListAsync(cancellation);
        return [.. places.Select(place => new PreviewedPlace(place.Name, Where(place), place.Slug, []))];
    }

    private static List<PreviewedChange> Changes(Place place, Place before, Place after) =>
        [
            .. PlaceFields
                .Changed(before, after)
                .Select(field => new PreviewedChange(
                    field.Label,
                    field.Words(place),
                    field.Words(after),
                    place.Written.Exists(written => written.Field == field.Property)
                )),
        ];

    private static string Where(Place place) =>
        string.Join(
            ", ",
            new[] { place.Address, $"{place.PostalCode} {place.CommuneName}".Trim() }.Where(part =>
                !string.IsNullOrEmpty(part)
            )
        );
}
