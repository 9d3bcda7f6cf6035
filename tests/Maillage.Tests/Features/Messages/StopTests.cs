using System.Net;
using Maillage.Platform.Messaging;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Messages;

public class StopTests
{
    private static readonly MessageAddress Address = MessageAddress.Read("personne@example.fr")!;

    [Fact]
    public async Task Opening_the_link_changes_nothing_and_the_button_stops()
    {
        await using var app = await TestApp.Start();
        var browser = new Browser(app.Client());
        await browser.Open(Link(app));
        Assert.Equal(0, await Stopped(app));

        await browser.Press("Ne plus rien recevoir");
        Assert.Contains("Nous ne vous écrirons plus", browser.Text);
        Assert.Equal(1, await Stopped(app));
    }

    [Fact]
    public async Task A_mail_reader_stops_with_one_post_even_twice()
    {
        await using var app = await TestApp.Start();
        using var client = app.Client();
        for (var i = 0; i < 2; i++)
        {
            using var oneClick = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
            using var answer = await client.PostAsync(Link(app), oneClick);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(1, await Stopped(app));
    }

    [Fact]
    public async Task A_link_that_we_did_not_sign_leads_nowhere()
    {
        await using var app = await TestApp.Start();
        using var client = app.Client();
        var forged = Link(app)[..^2] + "xx";
        foreach (var link in new[] { forged, StopLinks.Path + "/rien", StopLinks.Path + "/a.b" })
        {
            using var opened = await client.GetAsync(link);
            using var posted = await client.PostAsync(link, null);
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (opened.StatusCode, posted.StatusCode));
        }

        Assert.Equal(0, await Stopped(app));
    }

    private static string Link(TestApp app) => app.Services.GetRequiredService<StopLinks>().To(Address).PathAndQuery;

    private static async Task<int> Stopped(TestApp app)
    {
        await using var db = app.Db();
        return await db.StoppedAddresses.CountAsync();
    }
}
