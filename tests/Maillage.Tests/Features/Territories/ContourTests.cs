using System.Net;
using Maillage.Features.Territories;
using Maillage.Tests.Support;

namespace Maillage.Tests.Features.Territories;

public class ContourTests
{
    [Fact]
    public async Task A_map_gets_the_outline_that_was_imported_and_nothing_where_there_is_none()
    {
        const string Square = """{"type":"Polygon","coordinates":[[[0,47],[1,47],[1,48],[0,47]]]}""";
        await using var app = await TestApp.Start(db =>
            db.Add(
                new TerritoryContour
                {
                    Kind = TerritoryKind.Departement,
                    Code = "49",
                    Geometry = Square,
                    Source = "IGN",
                    ImportedOn = new DateOnly(2026, 11, 24),
                }
            )
        );
        var client = app.Client();
        using var found = await client.GetAsync(new Uri("/territoires/49.geojson", UriKind.Relative));
        using var absent = await client.GetAsync(new Uri("/territoires/44.geojson", UriKind.Relative));

        Assert.Equal("application/geo+json", found.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Square, await found.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NoContent, absent.StatusCode);
    }
}
