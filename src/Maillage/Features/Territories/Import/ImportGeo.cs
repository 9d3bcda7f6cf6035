using System.Text;
using Maillage.Data;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Territories.Import;

/// <summary>Stores official contours and centres, and the network's own subdivisions, from files.</summary>
public sealed class ImportGeo(MaillageDb db, TerritoryAtlas atlas, TimeProvider time)
{
    /// <summary>Reads one file and stores what is good in it, in one transaction; a second run changes nothing.</summary>
    /// <param name="source">Shown with the data; the name of the file when null.</param>
    public async Task<ImportGeoReport> Run(string path, string? source = null, CancellationToken cancellation = default)
    {
        var file = await GeoFile.Read(path, atlas.Map, cancellation);
        source ??= Path.GetFileName(path);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await StoreContours(file, source, cancellation);
        await StoreCentres(file, source, cancellation);
        await StoreSubdivisions(file, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        if (file.Centres.Count > 0)
        {
            await LoadCentres(cancellation);
        }

        return new ImportGeoReport(file.Contours.Count, file.Centres.Count, file.Subdivisions.Count, file.Problems);
    }

    /// <summary>Puts the centres already imported into the map in memory.</summary>
    public async Task LoadCentres(CancellationToken cancellation = default)
    {
        var centres = await db.CommuneCentres.AsNoTracking().ToListAsync(cancellation);
        if (centres.Count > 0)
        {
            atlas.Replace(atlas.Map.With(centres));
        }
    }

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private async Task StoreContours(GeoFile file, string source, CancellationToken cancellation)
    {
        if (file.Contours.Count == 0)
        {
            return;
        }

        var kinds = file.Contours.Keys.Select(k => k.Kind).Distinct().ToList();
        var stored = await db
            .TerritoryContours.Where(c => kinds.Contains(c.Kind))
            .ToDictionaryAsync(c => (c.Kind, c.Code), cancellation);
        foreach (var (territory, geometry) in file.Contours)
        {
            if (!stored.TryGetValue(territory, out var contour))
            {
                db.TerritoryContours.Add(
                    new TerritoryContour
                    {
                        Kind = territory.Kind,
                        Code = territory.Code,
                        Geometry = geometry,
                        Source = source,
                        ImportedOn = Today,
                    }
                );
            }
            else if (contour.Geometry != geometry || contour.Source != source)
            {
                (contour.Geometry, contour.Source, contour.ImportedOn) = (geometry, source, Today);
            }
        }
    }

    private async Task StoreCentres(GeoFile file, string source, CancellationToken cancellation)
    {
        if (file.Centres.Count == 0)
        {
            return;
        }

        var stored = await db.CommuneCentres.ToDictionaryAsync(c => c.Insee, cancellation);
        foreach (var (insee, (longitude, latitude)) in file.Centres)
        {
            if (!stored.TryGetValue(insee, out var centre))
            {
                db.CommuneCentres.Add(
                    new CommuneCentre
                    {
                        Insee = insee,
                        Latitude = latitude,
                        Longitude = longitude,
                        Source = source,
                        ImportedOn = Today,
                    }
                );
            }
            else if ((centre.Latitude, centre.Longitude, centre.Source) != (latitude, longitude, source))
            {
                (centre.Latitude, centre.Longitude, centre.Source, centre.ImportedOn) = (
                    latitude,
                    longitude,
                    source,
                    Today
                );
            }
        }
    }

    private async Task StoreSubdivisions(GeoFile file, CancellationToken cancellation)
    {
        if (file.Subdivisions.Count == 0)
        {
            return;
        }

        var stored = await db.Subdivisions.Include(s => s.Communes).ToListAsync(cancellation);
        foreach (var line in file.Subdivisions)
        {
            var subdivision = stored.Find(s => s.Kind == line.Kind && s.Name == line.Name);
            if (subdivision is null)
            {
                subdivision = new Subdivision
                {
                    Id = Guid.CreateVersion7(),
                    Slug = FreeSlug(line.Name, stored),
                    Name = line.Name,
                    Kind = line.Kind,
                };
                db.Subdivisions.Add(subdivision);
                stored.Add(subdivision);
            }

            subdivision.Communes.RemoveAll(c => !line.Communes.Contains(c.Insee));
            subdivision.Communes.AddRange(
                line.Communes.Except(subdivision.Communes.Select(c => c.Insee))
                    .Select(insee => new SubdivisionCommune { Insee = insee })
            );
        }
    }

    private static string FreeSlug(string name, List<Subdivision> taken)
    {
        Span<byte> key = stackalloc byte[CommuneKey.MaxLength];
        var slug = Encoding.ASCII.GetString(key[..CommuneKey.Fold(name, key)]).Replace(' ', '-');
        var free = slug;
        for (var number = 2; taken.Exists(s => s.Slug == free); number++)
        {
            free = $"{slug}-{number}";
        }

        return free;
    }
}

/// <summary>What one file gave, and what was left out, in French sentences.</summary>
public sealed record ImportGeoReport(int Contours, int Centres, int Subdivisions, IReadOnlyList<string> Problems);
