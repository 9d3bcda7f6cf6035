using System.Globalization;
using System.Text.Json;
using CsvHelper;

namespace Maillage.Features.Territories.Import;

/// <summary>What an official geographic file holds for us, and what it holds amiss.</summary>
internal sealed class GeoFile
{
    private static readonly string[] CodeNames =
    [
        "code",
        "codeEpci",
        "code_insee",
        "insee_com",
        "siren_epci",
        "code_siren",
        "insee_dep",
        "insee_reg",
    ];
    private static readonly string[] NameNames = ["nom", "name", "libelle"];
    private static readonly string[] LatitudeNames = ["lat", "latitude"];
    private static readonly string[] LongitudeNames = ["lon", "lng", "longitude"];

    private readonly TerritoryMap map;
    private readonly string fileName;

    private GeoFile(TerritoryMap map, string fileName) => (this.map, this.fileName) = (map, fileName);

    public Dictionary<(TerritoryKind Kind, string Code), string> Contours { get; } = [];

    public Dictionary<string, Position> Centres { get; } = [];

    public List<SubdivisionLine> Subdivisions { get; } = [];

    /// <summary>French sentences; those lines were left out, the others are good.</summary>
    public List<string> Problems { get; } = [];

    public static async Task<GeoFile> Read(string path, TerritoryMap map, CancellationToken cancellation)
    {
        var file = new GeoFile(map, Path.GetFileName(path));
        try
        {
            var text = await File.ReadAllTextAsync(path, cancellation);
            file.ReadText(text.TrimStart());
        }
        catch (JsonException exception)
        {
            file.Problems.Add($"le JSON est tronqué ou abîmé (ligne {exception.LineNumber + 1}).");
        }
        catch (Exception exception)
            when (exception
                    is KeyNotFoundException
                        or InvalidOperationException
                        or IndexOutOfRangeException
                        or FormatException
            )
        {
            file.Problems.Add("la structure n’est pas celle d’un fichier géographique (GeoJSON, TopoJSON).");
        }
        catch (CsvFormatException exception)
        {
            file.Problems.Add($"le CSV est abîmé à la ligne {exception.LineNumber}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file.Problems.Add("le fichier n’existe pas ou ne peut pas être lu.");
        }

        return file;
    }

    private void ReadText(string text)
    {
        switch (text)
        {
            case []:
                Problems.Add("le fichier est vide.");
                break;
            case ['<', ..]:
                Problems.Add(
                    "c’est une page web ou du XML, et non des données : vérifiez l’adresse de téléchargement."
                );
                break;
            case ['{', ..]:
                ReadObject(text);
                break;
            case ['[', ..]:
                ReadSubdivisions(text);
                break;
            default:
                ReadCentres(text);
                break;
        }
    }

    private void ReadObject(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        switch (TextOf(root, "type"))
        {
            case "FeatureCollection":
                foreach (var feature in root.GetProperty("features").EnumerateArray())
                {
                    ReadFeature(feature);
                }

                break;
            case "Feature":
                ReadFeature(root);
                break;
            case "GeometryCollection":
                foreach (var geometry in root.GetProperty("geometries").EnumerateArray())
                {
                    AddContour(TerritoryOfFileName(), GeoJson.ReadContour(geometry));
                }

                break;
            case "Polygon" or "MultiPolygon":
                AddContour(TerritoryOfFileName(), GeoJson.ReadContour(root));
                break;
            case "Topology":
                var topology = new TopoJson(root);
                foreach (
                    var geometry in root.GetProperty("objects")
                        .EnumerateObject()
                        .SelectMany(o => o.Value.GetProperty("geometries").EnumerateArray())
                )
                {
                    AddContour(TerritoryOf(geometry), topology.ReadContour(geometry));
                }

                break;
            default:
                Problems.Add("ce JSON n’est ni du GeoJSON, ni du TopoJSON, ni une liste de subdivisions.");
                break;
        }
    }

    private void ReadFeature(JsonElement feature)
    {
        var territory = TerritoryOf(feature);
        if (!feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind != JsonValueKind.Object)
        {
            Problems.Add($"{Label(territory)} : la géométrie manque.");
        }
        else if (TextOf(geometry, "type") == "Point")
        {
            AddCentre(territory?.Code, GeoJson.ReadPosition(geometry.GetProperty("coordinates")), Label(territory));
        }
        else
        {
            AddContour(territory, GeoJson.ReadContour(geometry));
        }
    }

    private void AddContour((TerritoryKind Kind, string Code)? territory, Contour? contour)
    {
        if (territory is null)
        {
            Problems.Add("un contour n’a pas de code connu de commune, d’EPCI, de département ou de région.");
        }
        else if (contour is null)
        {
            Problems.Add($"{Label(territory)} : la géométrie n’est pas un polygone.");
        }
        else if (contour.Problem() is { } problem)
        {
            Problems.Add($"{Label(territory)} : {problem}.");
        }
        else
        {
            Contours[territory.Value] = contour.ToGeoJson();
        }
    }

    private void AddCentre(string? code, Position centre, string label)
    {
        if (code is null || CurrentCommune(code) is not { } commune)
        {
            Problems.Add($"{label} : ce code n’est pas celui d’une commune d’aujourd’hui.");
        }
        else if (!centre.IsOnEarth)
        {
            Problems.Add($"{label} : les coordonnées ne sont pas des degrés (WGS 84).");
        }
        else
        {
            Centres[commune.Insee] = centre;
        }
    }

    private (TerritoryKind Kind, string Code)? TerritoryOf(JsonElement feature)
    {
        if (!feature.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var name in CodeNames)
        {
            if (PropertyText(properties, name) is { Length: > 0 } code)
            {
                return TerritoryOf(
                    code,
                    NameNames.Select(n => PropertyText(properties, n)).FirstOrDefault(n => n is not null)
                );
            }
        }

        return null;
    }

    private (TerritoryKind Kind, string Code)? TerritoryOf(string code, string? name)
    {
        // Régions and départements share their codes: the name tells them apart.
        if (map.RegionByCode(code) is { } region && (region.Name == name || map.DepartementByCode(code) is null))
        {
            return (TerritoryKind.Region, region.Code);
        }

        if (map.DepartementByCode(code) is { } departement)
        {
            return (TerritoryKind.Departement, departement.Code);
        }

        if (map.EpciByCode(code) is { } epci)
        {
            return (TerritoryKind.Epci, epci.Code);
        }

        return CurrentCommune(code) is { } commune ? (TerritoryKind.Commune, commune.Insee) : null;
    }

    /// <summary>A bare geometry has no property: "departement-49.geojson" says which it is.</summary>
    private (TerritoryKind Kind, string Code)? TerritoryOfFileName() =>
        Path.GetFileNameWithoutExtension(fileName)
            .Split('-', '_', ' ')
            .Select(part => TerritoryOf(part, name: null))
            .FirstOrDefault(territory => territory is not null);

    /// <summary>A former commune is only a part of the one of today: neither its contour nor its centre is the same.</summary>
    private Commune? CurrentCommune(string code) =>
        map.CommuneByInsee(code) is { } commune && commune.Insee.EndsWith(code, StringComparison.OrdinalIgnoreCase)
            ? commune
            : null;

    private void ReadSubdivisions(string text)
    {
        var lines = JsonSerializer.Deserialize<List<SubdivisionLine?>>(text, JsonSerializerOptions.Web) ?? [];
        for (var number = 1; number <= lines.Count; number++)
        {
            if (
                lines[number - 1]
                is not { Name.Length: > 0 and <= 200, Kind.Length: > 0 and <= 100, Communes.Count: > 0 } line
            )
            {
                Problems.Add(
                    $"subdivision n° {number} : il faut « name », « kind » et au moins une commune dans « communes »."
                );
                continue;
            }

            var known = line.Communes.ToLookup(code => map.CommuneByInsee(code));
            foreach (var code in known[null])
            {
                Problems.Add($"{line.Name} : la commune « {code} » est inconnue.");
            }

            var codes = known.Where(k => k.Key is not null).Select(k => k.Key!.Insee).ToList();
            if (codes.Count > 0)
            {
                Subdivisions.Add(line with { Communes = codes });
            }
        }
    }

    private void ReadCentres(string text)
    {
        using var csv = CsvReader.FromText(text, new CsvReaderOptions { TrackLineNumbers = true });
        var code = Column(CodeNames);
        var latitude = Column(LatitudeNames);
        var longitude = Column(LongitudeNames);
        if (code is null || latitude is null || longitude is null)
        {
            Problems.Add(
                "ce fichier n’est ni du GeoJSON, ni du TopoJSON, ni un CSV avec les colonnes « code », « lon » et « lat »."
            );
            return;
        }

        while (csv.Read())
        {
            var label = $"ligne {csv.LineNumber}";
            if (Degrees(Cell(latitude.Value)) is { } north && Degrees(Cell(longitude.Value)) is { } east)
            {
                AddCentre(Cell(code.Value), new Position(east, north), label);
            }
            else
            {
                Problems.Add($"{label} : la longitude ou la latitude n’est pas un nombre.");
            }
        }

        string Cell(int column) => column < csv.FieldCount ? csv.GetString(column).Trim() : "";

        int? Column(string[] accepted)
        {
            foreach (var name in accepted)
            {
                if (csv.TryGetFieldIndex(name, out var column))
                {
                    return column;
                }
            }

            return null;
        }
    }

    private static double? Degrees(string text) =>
        double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees)
            ? degrees
            : null;

    private static string Label((TerritoryKind Kind, string Code)? territory) => territory?.Code ?? "sans code";

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string? PropertyText(JsonElement properties, string name)
    {
        foreach (var property in properties.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number
                    ? property.Value.ToString()
                    : null;
            }
        }

        return null;
    }
}

/// <summary>One subdivision as its file gives it.</summary>
internal sealed record SubdivisionLine(string Name, string Kind, IReadOnlyList<string> Communes);
