using Maillage.Features.Territories.Geocoding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace Maillage.Tests.Features.Territories.Geocoding;

public sealed class NationalGeocoderTests : IAsyncDisposable
{
    /// <summary>An answer in the shape of the national service, version of 2026.</summary>
    private const string BoulevardFoch = """
        {
          "type": "FeatureCollection",
          "features": [
            {
              "type": "Feature",
              "geometry": { "type": "Point", "coordinates": [-0.548012, 47.468532] },
              "properties": {
                "label": "12 Boulevard du Maréchal Foch 49100 Angers", "score": 0.9612, "housenumber": "12",
                "id": "49007_2080_00012", "name": "12 Boulevard du Maréchal Foch", "postcode": "49100",
                "citycode": "49007", "city": "Angers", "context": "49, Maine-et-Loire, Pays de la Loire",
                "type": "housenumber", "importance": 0.72, "street": "Boulevard du Maréchal Foch", "_type": "address"
              }
            }
          ],
          "query": "12 bd foch angers"
        }
        """;

    private readonly WireMockServer server = WireMockServer.Start();
    private readonly List<ServiceProvider> started = [];
    private readonly IGeocoder geocoder;

    // Long enough that a busy machine is never taken for a slow service.
    public NationalGeocoderTests() => geocoder = Start(timeoutInMilliseconds: "30000");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var services in started)
        {
            await services.DisposeAsync();
        }

        server.Dispose();
    }

    [Fact]
    public async Task An_address_becomes_a_position()
    {
        server
            .Given(
                Request
                    .Create()
                    .WithPath("/geocodage/search")
                    .WithParam("q", "12 bd foch angers")
                    .WithParam("citycode", "49007")
            )
            .RespondWith(Json(BoulevardFoch));

        var result = await geocoder.Search("  12 bd  foch angers ", "49007", Cancellation);

        Assert.Equal(GeocodingOutcome.Found, result.Outcome);
        Assert.Equal(
            new GeocodedAddress("12 Boulevard du Maréchal Foch 49100 Angers", 47.468532, -0.548012, "49007", 0.9612),
            Assert.Single(result.Addresses)
        );
    }

    [Fact]
    public async Task A_position_leaves_rounded_to_a_thousandth_of_a_degree()
    {
        server.Given(Request.Create().WithPath("/geocodage/reverse")).RespondWith(Json(BoulevardFoch));

        var result = await geocoder.Reverse(47.46853214, -0.54801298, Cancellation);

        Assert.Equal(GeocodingOutcome.Found, result.Outcome);
        var asked = Assert.Single(server.LogEntries).RequestMessage!.Url;
        Assert.Contains("lat=47.469", asked, StringComparison.Ordinal);
        Assert.Contains("lon=-0.548", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("47.4685", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_question_is_asked_once()
    {
        server.Given(Request.Create()).RespondWith(Json(BoulevardFoch));

        await geocoder.Search("12 bd foch", cancellation: Cancellation);
        await geocoder.Search("12  bd foch", cancellation: Cancellation);

        Assert.Single(server.LogEntries);
    }

    [Fact]
    public async Task No_address_is_an_answer()
    {
        server
            .Given(Request.Create())
            .RespondWith(Json("""{"type":"FeatureCollection","features":[],"query":"zzzz"}"""));

        Assert.Equal(GeocodingOutcome.NotFound, (await geocoder.Search("zzzz", cancellation: Cancellation)).Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("\u202E12 rue")]
    [InlineData("&limit=50")]
    public async Task What_the_service_would_refuse_is_not_sent(string address)
    {
        Assert.Equal(GeocodingOutcome.NotFound, (await geocoder.Search(address, cancellation: Cancellation)).Outcome);
        Assert.Empty(server.LogEntries);
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(91, 0)]
    public async Task An_impossible_position_is_not_sent(double latitude, double longitude)
    {
        Assert.Equal(GeocodingOutcome.NotFound, (await geocoder.Reverse(latitude, longitude, Cancellation)).Outcome);
        Assert.Empty(server.LogEntries);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(429, "")]
    [InlineData(302, "")]
    [InlineData(200, "<html>maintenance</html>")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"features":"none"}""")]
    [InlineData(200, "null")]
    public async Task A_service_that_fails_is_out_of_reach_and_asked_again_next_time(int status, string body)
    {
        server.Given(Request.Create()).RespondWith(Response.Create().WithStatusCode(status).WithBody(body));

        var first = await geocoder.Search("12 bd foch", cancellation: Cancellation);
        var second = await geocoder.Search("12 bd foch", cancellation: Cancellation);

        Assert.Equal([GeocodingOutcome.OutOfReach, GeocodingOutcome.OutOfReach], [first.Outcome, second.Outcome]);
        Assert.Equal(2, server.LogEntries.Count);
    }

    [Fact]
    public async Task A_feature_without_label_or_position_is_left_out()
    {
        server
            .Given(Request.Create())
            .RespondWith(
                Json(
                    """{"features":[null,{},{"geometry":{"coordinates":[1]},"properties":{"label":"x"}},{"geometry":{"coordinates":[999,999]},"properties":{"label":"x"}}]}"""
                )
            );

        Assert.Equal(
            GeocodingOutcome.NotFound,
            (await geocoder.Search("12 bd foch", cancellation: Cancellation)).Outcome
        );
    }

    [Fact]
    public async Task A_slow_service_is_left_after_two_seconds()
    {
        server.Given(Request.Create()).RespondWith(Json(BoulevardFoch).WithDelay(TimeSpan.FromMinutes(2)));

        var result = await Start().Search("12 bd foch", cancellation: Cancellation);

        Assert.Equal(GeocodingOutcome.OutOfReach, result.Outcome);
    }

    [Fact]
    public async Task After_repeated_failures_nobody_is_asked_for_a_while()
    {
        server.Given(Request.Create()).RespondWith(Response.Create().WithStatusCode(503));

        for (var i = 0; i < 20; i++)
        {
            var result = await geocoder.Search($"{i} bd foch", cancellation: Cancellation);
            Assert.Equal(GeocodingOutcome.OutOfReach, result.Outcome);
        }

        Assert.Equal(5, server.LogEntries.Count);
    }

    [Fact]
    public async Task No_more_than_fifty_questions_leave_in_a_second()
    {
        server.Given(Request.Create()).RespondWith(Json(BoulevardFoch));
        var before = TimeProvider.System.GetTimestamp();

        var results = await Task.WhenAll(
            Enumerable.Range(0, 300).Select(i => geocoder.Search($"{i} bd foch", cancellation: Cancellation))
        );

        var seconds = Math.Ceiling(TimeProvider.System.GetElapsedTime(before).TotalSeconds);
        Assert.InRange(server.LogEntries.Count, 1, 50 * (seconds + 1));
        Assert.Contains(results, r => r.Outcome == GeocodingOutcome.OutOfReach || seconds > 5);
    }

    [Fact]
    public async Task A_person_who_leaves_is_not_a_failure()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            geocoder.Search("12 bd foch", cancellation: gone.Token)
        );
    }

    private IGeocoder Start(string? timeoutInMilliseconds = null)
    {
        var settings = new Dictionary<string, string?> { ["Geocoder:Address"] = server.Url + "/geocodage" };
        if (timeoutInMilliseconds is not null)
        {
            settings["Geocoder:TimeoutInMilliseconds"] = timeoutInMilliseconds;
        }

        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddGeocoder()
            .BuildServiceProvider();
        started.Add(services);
        return services.GetRequiredService<IGeocoder>();
    }

    private static IResponseBuilder Json(string body) =>
        Response.Create().WithStatusCode(200).WithHeader("Content-Type", "application/json").WithBody(body);
}
