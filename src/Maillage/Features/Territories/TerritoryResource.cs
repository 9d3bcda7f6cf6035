using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Maillage.Features.Territories;

/// <summary>What scripts/compile-territories.cs wrote at build, read back in the same order.</summary>
internal sealed record TerritoryResource(
    IReadOnlyList<DataSource> Sources,
    IReadOnlyList<Region> Regions,
    IReadOnlyList<Departement> Departements,
    IReadOnlyList<Epci> Epcis,
    Commune[] Communes,
    IReadOnlyList<FormerCommune> FormerCommunes
)
{
    private const int SourceCount = 2;

    public static TerritoryResource Read()
    {
        using var resource = typeof(TerritoryResource).Assembly.GetManifestResourceStream("territories.bin")!;
        using var content = new MemoryStream();
        using (var brotli = new BrotliStream(resource, CompressionMode.Decompress))
        {
            brotli.CopyTo(content);
        }

        content.Position = 0;
        using var reader = new BinaryReader(content, Encoding.UTF8);

        var sources = Many(
            SourceCount,
            () => new DataSource(reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString())
        );
        var regions = Many(reader.Read7BitEncodedInt(), () => new Region(reader.ReadString(), reader.ReadString()));
        var departements = Many(
            reader.Read7BitEncodedInt(),
            () => new Departement(reader.ReadString(), reader.ReadString(), regions[reader.Read7BitEncodedInt()].Code)
        );
        var epcis = Many(
            reader.Read7BitEncodedInt(),
            () => new Epci(reader.ReadString(), reader.ReadString(), reader.ReadString())
        );
        var postalCodes = new Dictionary<int, string>();
        var former = new List<FormerCommune>();
        var communes = new Commune[reader.Read7BitEncodedInt()];
        for (var i = 0; i < communes.Length; i++)
        {
            communes[i] = ReadCommune(i);
        }

        return new TerritoryResource(sources, regions, departements, epcis, communes, former);

        Commune ReadCommune(int position)
        {
            var insee = reader.ReadString();
            var name = reader.ReadString();
            var departement = departements[reader.Read7BitEncodedInt()];
            var epci = reader.Read7BitEncodedInt();
            var commune = new Commune(
                insee,
                name,
                Population: reader.Read7BitEncodedInt(),
                PostalCodes: Many(reader.Read7BitEncodedInt(), ReadPostalCode),
                EpciCode: epci == 0 ? null : epcis[epci - 1].Code,
                DepartementCode: departement.Code,
                RegionCode: departement.RegionCode,
                Latitude: reader.ReadInt32() / 1e4,
                Longitude: reader.ReadInt32() / 1e4,
                CentreIsApproximate: reader.ReadBoolean()
            );
            for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
            {
                former.Add(new FormerCommune(reader.ReadString(), reader.ReadString(), position));
            }

            return commune;
        }

        string ReadPostalCode()
        {
            var code = reader.Read7BitEncodedInt();
            if (!postalCodes.TryGetValue(code, out var text))
            {
                postalCodes[code] = text = code.ToString("D5", CultureInfo.InvariantCulture);
            }

            return text;
        }
    }

    private static T[] Many<T>(int count, Func<T> read)
    {
        var items = new T[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = read();
        }

        return items;
    }
}

/// <summary>A code that leads to a commune of today: former, associated or delegated commune, arrondissement.</summary>
/// <param name="Name">Empty when the source gives none, or the commune's own.</param>
/// <param name="Position">Of the commune of today among all.</param>
internal sealed record FormerCommune(string Code, string Name, int Position);
