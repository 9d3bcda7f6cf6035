using System.Globalization;

namespace Maillage.Features.Territories;

/// <summary>All communes, EPCI, départements and régions of France in memory, looked up by code, name, postal code or position.</summary>
public sealed class TerritoryMap
{
    private const double KilometresPerDegree = 111.2;
    private const double FarthestCentre = 100;

    private static readonly Lazy<TerritoryMap> CompiledOnce = new(Load);

    private readonly TerritoryResource resource;
    private readonly CommuneIndex index;
    private readonly Dictionary<string, int> positions;
    private readonly Commune[] communes;
    private readonly ILookup<string, Commune> byEpci;
    private readonly ILookup<string, Commune> byDepartement;
    private readonly Dictionary<string, Epci> epcis;
    private readonly Dictionary<string, Departement> departements;
    private readonly Dictionary<string, Region> regions;
    private readonly Commune[] southToNorth;
    private readonly double[] latitudes;

    private TerritoryMap(
        TerritoryResource resource,
        CommuneIndex index,
        Dictionary<string, int> positions,
        Commune[] communes
    )
    {
        this.resource = resource;
        this.index = index;
        this.positions = positions;
        this.communes = communes;
        byEpci = communes.Where(c => c.EpciCode is not null).ToLookup(c => c.EpciCode!);
        byDepartement = communes.ToLookup(c => c.DepartementCode);
        epcis = resource.Epcis.ToDictionary(e => e.Code);
        departements = resource.Departements.ToDictionary(d => d.Code);
        regions = resource.Regions.ToDictionary(r => r.Code);
        southToNorth = [.. communes];
        latitudes = Array.ConvertAll(southToNorth, c => c.Latitude);
        Array.Sort(latitudes, southToNorth);
    }

    public IReadOnlyList<Commune> Communes => communes;

    public IReadOnlyList<Epci> Epcis => resource.Epcis;

    public IReadOnlyList<Departement> Departements => resource.Departements;

    /// <summary>To be named, with licence and date, wherever these data are shown.</summary>
    public IReadOnlyList<DataSource> Sources => resource.Sources;

    /// <summary>The map compiled into the application, read once.</summary>
    public static TerritoryMap Compiled => CompiledOnce.Value;

    internal static TerritoryMap Load()
    {
        var resource = TerritoryResource.Read();
        var positions = new Dictionary<string, int>(resource.Communes.Length + resource.FormerCommunes.Count);
        for (var position = 0; position < resource.Communes.Length; position++)
        {
            positions.Add(resource.Communes[position].Insee, position);
        }

        foreach (var former in resource.FormerCommunes)
        {
            positions.TryAdd(former.Code, former.Position);
        }

        var index = new CommuneIndex(resource.Communes, resource.FormerCommunes);
        return new TerritoryMap(resource, index, positions, resource.Communes);
    }

    /// <summary>The same map with official centres in place of those it had; unknown codes are left out.</summary>
    public TerritoryMap With(IEnumerable<CommuneCentre> centres)
    {
        var moved = communes.ToArray();
        foreach (var centre in centres)
        {
            if (PositionOf(centre.Insee) is { } position)
            {
                moved[position] = moved[position] with
                {
                    Latitude = centre.Latitude,
                    Longitude = centre.Longitude,
                    CentreIsApproximate = false,
                };
            }
        }

        return new TerritoryMap(resource, index, positions, moved);
    }

    /// <summary>
    /// The commune of today behind an INSEE code: its own, a former one, an arrondissement's, or one whose
    /// leading zero a spreadsheet has eaten.
    /// </summary>
    public Commune? CommuneByInsee(string? code) => PositionOf(code) is { } position ? communes[position] : null;

    public IReadOnlyList<Commune> CommunesByPostalCode(string? code)
    {
        var digits = string.Concat((code ?? "").Where(c => !char.IsWhiteSpace(c)));
        return
            digits.Length is 4 or 5
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? [.. index.WithPostalCode(value).Select(position => communes[position])]
            : [];
    }

    /// <summary>
    /// Communes for what a person typed: name, old name, start of a name, postal code or its start, INSEE code.
    /// </summary>
    /// <param name="departement">The home département, whose communes come before others of like names.</param>
    public IReadOnlyList<CommuneMatch> Find(string? text, int limit = 10, string? departement = null)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        var found = index.Find(text, limit, departement);
        if (found.Count > 0)
        {
            return [.. found.Select(f => new CommuneMatch(communes[f.Position], f.OtherName))];
        }

        return CommuneByInsee(text) is { } commune ? [new CommuneMatch(commune, OtherName: null)] : [];
    }

    public Epci? EpciByCode(string? code) => epcis.GetValueOrDefault(code ?? "");

    public Departement? DepartementByCode(string? code) => departements.GetValueOrDefault(code ?? "");

    public Region? RegionByCode(string? code) => regions.GetValueOrDefault(code ?? "");

    public IEnumerable<Commune> CommunesOfEpci(string code) => byEpci[code];

    public IEnumerable<Commune> CommunesOfDepartement(string code) => byDepartement[code];

    /// <summary>The EPCIs that have at least one commune there, by name.</summary>
    public IReadOnlyList<Epci> EpcisOfDepartement(string code) =>
        [
            .. byDepartement[code]
                .Select(commune => EpciByCode(commune.EpciCode))
                .OfType<Epci>()
                .Distinct()
                .OrderBy(epci => epci.Name, StringComparer.Ordinal),
        ];

    /// <summary>The commune whose centre is nearest; null beyond 100 km from any.</summary>
    public Commune? Nearest(double latitude, double longitude)
    {
        if (latitude is not (>= -90 and <= 90) || longitude is not (>= -180 and <= 180))
        {
            return null;
        }

        Commune? nearest = null;
        var best = FarthestCentre;
        var start = Array.BinarySearch(latitudes, latitude);
        if (start < 0)
        {
            start = ~start;
        }

        for (var i = start; i < latitudes.Length && Height(i) < best; i++)
        {
            Consider(southToNorth[i]);
        }

        for (var i = start - 1; i >= 0 && Height(i) < best; i--)
        {
            Consider(southToNorth[i]);
        }

        return nearest;

        double Height(int i) => Math.Abs(latitudes[i] - latitude) * KilometresPerDegree;

        void Consider(Commune commune)
        {
            var north = (commune.Latitude - latitude) * KilometresPerDegree;
            var east = (commune.Longitude - longitude) * KilometresPerDegree * Math.Cos(latitude * Math.PI / 180);
            var distance = Math.Sqrt((north * north) + (east * east));
            if (distance < best)
            {
                (best, nearest) = (distance, commune);
            }
        }
    }

    /// <summary>The IANA time zone in which opening hours of a département are told.</summary>
    public static string TimeZoneOf(string? departement) =>
        departement switch
        {
            "971" => "America/Guadeloupe",
            "972" => "America/Martinique",
            "973" => "America/Cayenne",
            "974" => "Indian/Reunion",
            "975" => "America/Miquelon",
            "976" => "Indian/Mayotte",
            "977" => "America/St_Barthelemy",
            "978" => "America/Marigot",
            "984" => "Indian/Kerguelen",
            "986" => "Pacific/Wallis",
            "987" => "Pacific/Tahiti",
            "988" => "Pacific/Noumea",
            "989" => "Etc/GMT+8",
            _ => "Europe/Paris",
        };

    private int? PositionOf(string? code)
    {
        if (code is null || code.Length > 20)
        {
            return null;
        }

        code = code.Trim().ToUpperInvariant();
        if (code.Length == 4)
        {
            code = "0" + code;
        }

        return positions.TryGetValue(code, out var position) ? position : null;
    }
}
