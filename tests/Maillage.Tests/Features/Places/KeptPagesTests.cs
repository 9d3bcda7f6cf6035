using System.Net.Http.Headers;
using Maillage.Features.Places.Search;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Places;

/// <summary>A page kept for everybody is never wrong, never somebody's.</summary>
public class KeptPagesTests
{
    private static readonly DateTimeOffset JustBeforeNine = new(2026, 11, 25, 7, 59, 59, TimeSpan.Zero);

    [Theory]
    [InlineData("/lieux?commune=49007")]
    [InlineData("/lieux/maison-des-lices")]
    [InlineData("/lieux/maison-des-lices/fiche")]
    [InlineData("/territoires/49007")]
    public async Task A_page_is_made_once_a_minute_and_carries_nothing_of_the_visitor(string path)
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place()));
        using var client = app.Client();

        using var first = await client.GetAsync(path);
        using var second = await client.GetAsync(path);

        first.EnsureSuccessStatusCode();
        Assert.Null(first.Headers.Age);
        Assert.NotNull(second.Headers.Age);
        Assert.False(second.Headers.Contains("Set-Cookie"));
        var body = await second.Content.ReadAsStringAsync();
        Assert.DoesNotContain("__RequestVerificationToken", body, StringComparison.Ordinal);
        Assert.DoesNotContain("nonce", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/lieux?commune=49007")]
    [InlineData("/lieux/maison-des-lices")]
    public async Task A_kept_page_is_dropped_when_a_place_it_shows_opens(string path)
    {
        await using var app = await TestApp.Start(db =>
            db.Add(Given.Place(but: place => place.OpeningHours = "Mo-Fr 09:00-17:00"))
        );
        app.Clock.SetUtcNow(JustBeforeNine);
        using var client = app.Client();
        Assert.DoesNotContain("Ouvert jusqu’à", await client.GetStringAsync(path), StringComparison.Ordinal);

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain("Ouvert jusqu’à", await client.GetStringAsync(path), StringComparison.Ordinal);
        // The store of kept pages goes by the machine's clock: the second that was left is waited for.
        await Task.Delay(TimeSpan.FromSeconds(1.2));

        Assert.Contains("Ouvert jusqu’à", await client.GetStringAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_page_with_a_map_lets_every_visitor_see_its_background()
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place()));
        var policies = new List<string>();
        for (var visitor = 0; visitor < 2; visitor++)
        {
            using var client = app.Client();
            using var answer = await client.GetAsync("/lieux?commune=49007&carte=1");
            Assert.Equal(visitor > 0, answer.Headers.Age is not null);
            policies.Add(answer.Headers.GetValues("Content-Security-Policy").Single());
        }

        Assert.EndsWith("img-src 'self' data: https://data.geopf.fr", policies[0], StringComparison.Ordinal);
        Assert.Equal(policies[0], policies[1]);
    }

    [Fact]
    public async Task No_kept_page_outlives_the_directory_it_was_made_from()
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place()));
        using var client = app.Client();
        Assert.Contains(
            "Maison des Lices",
            await client.GetStringAsync("/lieux?commune=49007"),
            StringComparison.Ordinal
        );
        await using (var db = app.Db())
        {
            await db.Places.ExecuteUpdateAsync(set => set.SetProperty(place => place.Name, "Maison des Tilleuls"));
        }

        await app.Services.GetRequiredService<PlaceDirectory>().Reload();

        foreach (var path in (string[])["/lieux?commune=49007", "/lieux/maison-des-lices", "/territoires/49007"])
        {
            Assert.Contains("Maison des Tilleuls", await client.GetStringAsync(path), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_cannot_read_Brotli_is_not_served_what_was_kept_for_another()
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place()));
        using var client = app.Client();

        Assert.Equal("br", await EncodingOf("br"));
        Assert.Equal("none", await EncodingOf(null));
        Assert.Equal("gzip", await EncodingOf("gzip"));
        Assert.Equal("br", await EncodingOf("br"));
        Assert.Equal("none", await EncodingOf("identity"));

        async Task<string> EncodingOf(string? accepted)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/lieux/maison-des-lices");
            if (accepted is not null)
            {
                request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(accepted));
            }

            using var answer = await client.SendAsync(request);
            var encoding = answer.Content.Headers.ContentEncoding.SingleOrDefault() ?? "none";
            Assert.Equal(encoding != "none", answer.Headers.Vary.Contains("Accept-Encoding"));
            return encoding;
        }
    }

    [Fact]
    public async Task A_report_form_is_never_kept()
    {
        await using var app = await TestApp.Start(db => db.Add(Given.Place()));
        using var client = app.Client();

        await client.GetStringAsync("/lieux/maison-des-lices/signaler");
        using var second = await client.GetAsync("/lieux/maison-des-lices/signaler");

        Assert.Null(second.Headers.Age);
        Assert.True(second.Headers.CacheControl?.NoStore ?? true);
    }
}
