using System.Diagnostics;
using System.Globalization;
using CsCheck;
using CsvHelper;
using Maillage.Features.Territories;
using Maillage.Tests.Support;

namespace Maillage.Tests.Features.Territories;

public class TerritoryMapTests(ITestOutputHelper output)
{
    private static readonly TerritoryMap Map = TerritoryMap.Compiled;

    [Fact]
    public void All_of_France_is_there()
    {
        Assert.Equal(34_969, Map.Communes.Count);
        Assert.Equal(1_255, Map.Epcis.Count);
        Assert.Equal(109, Map.Departements.Count);
        Assert.Equal("Pays de la Loire", Map.RegionByCode(Map.DepartementByCode("49")?.RegionCode)?.Name);
        Assert.Equal(176, Map.CommunesOfDepartement("49").Count());
        Assert.All(Map.Communes, c => Assert.NotEqual((0, 0), (c.Latitude, c.Longitude)));
    }

    [Theory]
    [InlineData("49007", "Angers")]
    [InlineData("49069", "Orée d'Anjou")]
    [InlineData("49126", "Orée d'Anjou")]
    [InlineData("75111", "Paris")]
    [InlineData("13203", "Marseille")]
    [InlineData("49001", "Brissac Loire Aubance")]
    [InlineData("1004", "Ambérieu-en-Bugey")]
    [InlineData(" 2a004 ", "Ajaccio")]
    [InlineData("97502", "Saint-Pierre")]
    [InlineData("98735", "Papeete")]
    public void A_code_of_any_age_leads_to_the_commune_of_today(string code, string name) =>
        Assert.Equal(name, Map.CommuneByInsee(code)?.Name);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("99999")]
    [InlineData("00000")]
    [InlineData("٤٩٠٠٧")]
    [InlineData("49007; DROP TABLE")]
    public void An_unknown_code_leads_nowhere(string? code) => Assert.Null(Map.CommuneByInsee(code));

    [Fact]
    public void An_island_may_have_no_epci()
    {
        var brehat = Map.CommuneByInsee("22016");

        Assert.Equal("Île-de-Bréhat", brehat?.Name);
        Assert.Null(brehat?.EpciCode);
    }

    [Fact]
    public void The_communes_of_an_epci_all_name_it()
    {
        var communes = Map.CommunesOfEpci("244900015").ToList();

        Assert.Equal("CU Angers Loire Métropole", Map.EpciByCode("244900015")?.Name);
        Assert.Equal(29, communes.Count);
        Assert.All(communes, c => Assert.Equal("244900015", c.EpciCode));
    }

    [Theory]
    [InlineData("49000", "49007")]
    [InlineData("49 100", "49007")]
    [InlineData("1500", "01004")]
    [InlineData("75116", "75056")]
    public void A_postal_code_leads_to_its_communes(string postalCode, string insee) =>
        Assert.Contains(Map.CommunesByPostalCode(postalCode), c => c.Insee == insee);

    [Theory]
    [InlineData("99999")]
    [InlineData("4")]
    [InlineData("-4900")]
    [InlineData(null)]
    public void A_postal_code_that_does_not_exist_leads_nowhere(string? postalCode) =>
        Assert.Empty(Map.CommunesByPostalCode(postalCode));

    [Theory]
    [InlineData("974", "Indian/Reunion")]
    [InlineData("975", "America/Miquelon")]
    [InlineData("2A", "Europe/Paris")]
    public void Each_departement_has_its_time_zone(string departement, string zone) =>
        Assert.Equal(zone, TerritoryMap.TimeZoneOf(departement));

    [Fact]
    public void Every_time_zone_is_known_to_the_system() =>
        Assert.All(
            Map.Departements,
            d => Assert.NotNull(TimeZoneInfo.FindSystemTimeZoneById(TerritoryMap.TimeZoneOf(d.Code)))
        );

    [Fact]
    public void The_nearest_commune_is_the_one_a_full_scan_finds() =>
        Gen.Select(Gen.Double[41, 51.2], Gen.Double[-5, 9.5])
            .Sample(
                (latitude, longitude) =>
                {
                    var nearest = Map.Nearest(latitude, longitude);
                    var scanned = Map.Communes.Min(c => Kilometres(latitude, longitude, c));
                    return nearest is null
                        ? scanned > 99
                        : Math.Abs(Kilometres(latitude, longitude, nearest) - scanned) < 0.01;
                },
                iter: 200
            );

    [Theory]
    [InlineData(47.4712, -0.5520, "Angers")]
    [InlineData(-20.88, 55.45, "Saint-Denis")]
    public void A_position_leads_to_its_commune(double latitude, double longitude, string name) =>
        Assert.Equal(name, Map.Nearest(latitude, longitude)?.Name);

    [Theory]
    [InlineData(45, -30)]
    [InlineData(double.NaN, 0)]
    [InlineData(91, 0)]
    [InlineData(0, double.PositiveInfinity)]
    public void A_position_out_of_France_leads_nowhere(double latitude, double longitude) =>
        Assert.Null(Map.Nearest(latitude, longitude));

    [Fact]
    public void An_official_centre_takes_the_place_of_an_approximate_one()
    {
        var approximate = Map.Communes.First(c => c.CentreIsApproximate);
        var centre = new CommuneCentre
        {
            Insee = approximate.Insee,
            Latitude = 47.1,
            Longitude = -0.9,
            Source = "IGN",
            ImportedOn = new DateOnly(2026, 11, 24),
        };

        var moved = Map.With([centre]);

        Assert.Equal(
            (47.1, -0.9, false),
            moved.CommuneByInsee(approximate.Insee) is { } commune
                ? (commune.Latitude, commune.Longitude, commune.CentreIsApproximate)
                : default
        );
        Assert.Equal(approximate.Insee, moved.Nearest(47.1, -0.9)?.Insee);
        Assert.True(Map.CommuneByInsee(approximate.Insee)?.CentreIsApproximate);
    }

    [Fact]
    public void Sources_name_their_licence_and_version() =>
        Assert.All(
            Map.Sources,
            s =>
            {
                Assert.Contains(s.Licence, new[] { "Licence Ouverte 2.0", "CC BY 4.0" });
                Assert.NotEmpty(s.Version);
                Assert.True(Uri.IsWellFormedUriString(s.Address, UriKind.Absolute));
            }
        );

    [Theory]
    [InlineData("22")]
    [InlineData("44")]
    [InlineData("49")]
    public void Every_commune_of_the_official_list_is_found_in_every_way(string departement)
    {
        var official = Official(departement);

        Assert.NotEmpty(official);
        Assert.All(
            official,
            row =>
            {
                var commune = Map.CommuneByInsee(row.Insee);
                Assert.Equal(
                    (row.Name, row.Population, row.Epci),
                    (commune?.Name, commune?.Population, commune?.EpciCode ?? "")
                );
                Assert.Equal(row.PostalCodes.Order(), commune!.PostalCodes.Order());
                Assert.All(row.PostalCodes, p => Assert.Contains(commune, Map.CommunesByPostalCode(p)));
                Assert.Equal(row.Insee, Map.Find(row.Name, 1, departement)[0].Commune.Insee);
                var typed = row
                    .Name.ToUpperInvariant()
                    .Replace('-', ' ')
                    .Replace("SAINT ", "ST ", StringComparison.Ordinal);
                Assert.Equal(row.Insee, Map.Find(typed, 1, departement)[0].Commune.Insee);
            }
        );
    }

    [Fact]
    public void Centres_are_near_the_official_ones()
    {
        var distances = Official("49")
            .Select(row =>
            {
                var commune = Map.CommuneByInsee(row.Insee)!;
                return (commune.CentreIsApproximate, Distance: Kilometres(row.Latitude, row.Longitude, commune));
            })
            .ToList();
        var exact = distances.Where(d => !d.CentreIsApproximate).Select(d => d.Distance).ToList();
        var approximate = distances.Where(d => d.CentreIsApproximate).Select(d => d.Distance).ToList();
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"GeoNames: {exact.Count} centres, {Share(exact, 3):P0} within 3 km, {Share(exact, 6):P0} within 6 km; "
                    + $"approximate: {approximate.Count}, {Share(approximate, 6):P0} within 6 km, {Share(approximate, 10):P0} within 10 km, farthest {approximate.Max():F1} km"
            )
        );

        Assert.True(Share(exact, 6) > 0.95);
        Assert.True(Share(approximate, 10) > 0.7);
    }

    [Fact]
    public void Loading_needs_little_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var map = TerritoryMap.Load();
        watch.Stop();
        var mebibytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 1_048_576.0;
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{watch.ElapsedMilliseconds} ms, {mebibytes:F1} MiB allocated")
        );

        Assert.Equal(34_969, map.Communes.Count);
        Assert.True(mebibytes < 60);
    }

    private static double Share(List<double> distances, double limit) =>
        distances.Count(d => d <= limit) / (double)distances.Count;

    private static double Kilometres(double latitude, double longitude, Commune commune)
    {
        var north = (commune.Latitude - latitude) * 111.2;
        var east = (commune.Longitude - longitude) * 111.2 * Math.Cos(latitude * Math.PI / 180);
        return Math.Sqrt((north * north) + (east * east));
    }

    private static List<OfficialCommune> Official(string departement)
    {
        using var csv = CsvReader.FromFile(SharedData.Path($"geo/communes-{departement}-2026.csv"));
        var communes = new List<OfficialCommune>();
        while (csv.Read())
        {
            communes.Add(
                new OfficialCommune(
                    csv.GetString("code"),
                    csv.GetString("nom"),
                    csv.GetString("codesPostaux").Split('|'),
                    csv.Parse<int>("population"),
                    csv.GetString("codeEpci"),
                    csv.Parse<double>("lat"),
                    csv.Parse<double>("lon")
                )
            );
        }

        return communes;
    }

    private sealed record OfficialCommune(
        string Insee,
        string Name,
        string[] PostalCodes,
        int Population,
        string Epci,
        double Latitude,
        double Longitude
    );
}
