using Maillage.Features.Places;
using Maillage.Features.Places.Demonstration;
using Maillage.Features.Territories;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Places.Demonstration;

public class LoadDemonstrationTests
{
    private static readonly Dictionary<string, string?> Wanted = new() { ["Demonstration:Load"] = "true" };

    [Fact]
    public async Task An_empty_directory_is_filled_with_places_that_say_they_are_a_demonstration()
    {
        await using var app = await TestApp.Start(settings: Wanted);
        using var client = app.Client();

        await using var db = app.Db();
        var places = await db.Places.Include(p => p.Sources).Include(p => p.Stops).ToListAsync();
        Assert.InRange(places.Count, 40, 60);
        Assert.All(places, place => Assert.Equal(LoadDemonstration.Source, Assert.Single(place.Sources).Source));
        // The range 02 61 91 is kept for fiction: nobody answers there.
        Assert.All(
            places,
            place => Assert.True(place.Phone is null || place.Phone.StartsWith("+3326191", StringComparison.Ordinal))
        );
        Assert.Equal(
            Vocabularies.Services.Terms.Select(t => t.Label).Order(),
            places.SelectMany(p => p.Services).Select(s => s.Kind).Distinct().Order()
        );
        Assert.Contains(places, p => p.Stops.Count > 2);
        Assert.Contains(await db.Organisations.ToListAsync(), o => o.ParentId is not null);
        Assert.Contains("démonstration", (await db.PlaceProposals.SingleAsync()).Name, StringComparison.Ordinal);
        Assert.NotNull((await db.PlaceReports.SingleAsync()).Proposed);
    }

    [Fact]
    public async Task Each_invented_place_stands_in_its_commune()
    {
        await using var app = await TestApp.Start(settings: Wanted);
        using var client = app.Client();
        var map = app.Services.GetRequiredService<TerritoryAtlas>().Map;

        await using var db = app.Db();
        Assert.All(
            await db.Places.ToListAsync(),
            place =>
            {
                var commune = map.CommuneByInsee(place.Insee)!;
                Assert.Equal(commune.Name, place.CommuneName);
                Assert.Contains(place.PostalCode!, commune.PostalCodes);
            }
        );
    }

    [Fact]
    public async Task A_directory_that_has_places_is_left_alone()
    {
        await using var app = await TestApp.Start(given: db => db.Places.Add(Given.Place()), settings: Wanted);
        using var client = app.Client();

        await using var db = app.Db();
        Assert.Equal(1, await db.Places.CountAsync());
    }
}
