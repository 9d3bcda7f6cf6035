using System.Net;
using Maillage.Platform.Web;
using Maillage.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Platform.Web;

public class WebRulesTests
{
    [Fact]
    public async Task Every_answer_forbids_inline_scripts_and_styles_and_tells_no_other_site_where_one_comes_from()
    {
        await using var app = await TestApp.Start();
        using var client = app.Client();

        foreach (var address in new[] { "/healthz", "/adresse-inconnue" })
        {
            using var answer = await client.GetAsync(address);

            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'none'", policy);
            Assert.DoesNotContain("unsafe-inline", policy);
            Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task The_site_says_that_it_lives_and_that_it_is_ready()
    {
        await using var app = await TestApp.Start();
        using var client = app.Client();

        Assert.Equal("ok", await client.GetStringAsync("/healthz"));
        using var ready = await client.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    [Fact]
    public async Task An_address_that_goes_on_failing_is_told_to_wait_in_plain_french()
    {
        await using var app = await TestApp.Start(services: services =>
            services.AddSingleton<IStartupFilter>(new FromOneAddress())
        );
        var browser = new Browser(app.Client());
        for (var failure = 0; failure < FailureLimits.MostFailures; failure++)
        {
            await browser.Open("/adresse-inconnue");
        }

        await browser.Open("/");

        Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
        Assert.StartsWith("Trop de demandes en peu de temps", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Attendez 10 minutes, puis recommencez.", browser.Text, StringComparison.Ordinal);
        app.Clock.Advance(FailureLimits.Window);
        await browser.Open("/");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    /// <summary>The server of the tests has no network: it is told where requests come from.</summary>
    private sealed class FromOneAddress : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (context, rest) =>
                    {
                        context.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.7");
                        return rest(context);
                    }
                );
                next(app);
            };
    }

    [Theory]
    [InlineData("Site:Departement", "4949", "Site:Departement n’est pas un code de département")]
    [InlineData("Site:PublicUrl", "aide.example.fr", "Site:PublicUrl n’est pas une adresse web")]
    [InlineData("Site:PublicUrl", "https://aide.example.fr/", "Site:PublicUrl n’est pas une adresse web")]
    [InlineData("Site:PublicUrl", "ftp://aide.example.fr", "Site:PublicUrl n’est pas une adresse web")]
    [InlineData("Site:Phone", "12", "Site:Phone doit avoir dix chiffres")]
    [InlineData("Database:ConnectionString", "", "Database:ConnectionString est vide")]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence_that_says_what_to_mend(
        string key,
        string value,
        string sentence
    )
    {
        var run = await MaillageProcess.Run([], environment: new() { [key.Replace(":", "__")] = value });

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(sentence, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }
}
