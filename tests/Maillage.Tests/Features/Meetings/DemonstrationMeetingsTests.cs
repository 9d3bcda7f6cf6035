using System.Net;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Meetings;

/// <summary>A demonstration has something to book, labelled as invented.</summary>
public class DemonstrationMeetingsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_demonstration_offers_appointments_and_a_workshop_that_the_public_can_book()
    {
        await using var app = await TestApp.Start(
            settings: new Dictionary<string, string?> { ["Demonstration:Load"] = "true" }
        );
        var browser = new Browser(app.Client());
        await browser.Open("/rendez-vous");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        await using var db = app.Db();
        var offers = await db.Offers.ToListAsync(Token);
        Assert.InRange(offers.Count, 3, 20);
        Assert.All(offers, offer => Assert.EndsWith("(démonstration)", offer.Title, StringComparison.Ordinal));
        Assert.InRange(await db.Slots.CountAsync(Token), 8, 11);
        foreach (var offer in offers)
        {
            await browser.Open($"/rendez-vous/{offer.Slug}");
            Assert.NotEmpty(browser.Page.QuerySelectorAll("input[type=radio]"));
        }
    }
}
