using System.Net;
using Maillage.Features.Meetings;
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
        // Ten of the workshop, ten or eleven of the drop-in, less the holidays, and the two parts of the event.
        Assert.InRange(await db.Slots.CountAsync(Token), 18, 24);
        foreach (var offer in offers.Where(offer => offer.MayBook == MayBook.Nobody || offer.Kind == OfferKind.Event))
        {
            await browser.Open($"/agenda/{offer.Slug}");
            Assert.Contains("Dates", browser.Text);
        }

        foreach (var offer in offers.Where(offer => offer.MayBook == MayBook.Anyone && offer.Kind != OfferKind.Event))
        {
            await browser.Open($"/rendez-vous/{offer.Slug}");
            Assert.NotEmpty(browser.Page.QuerySelectorAll("input[type=radio]"));
        }
    }
}
