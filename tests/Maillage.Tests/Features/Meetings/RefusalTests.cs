using System.Diagnostics.Metrics;
using System.Net;
using Maillage.Features.Meetings;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Meetings;

/// <summary>What is bad is refused in plain French, and counted.</summary>
public class RefusalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_bad_is_refused_in_plain_words_and_counted()
    {
        await using var app = await PublicBookingTests.Start();
        using var counted = new Counted(app);
        await using var db = app.Db();
        var openings = await db.Openings.ToDictionaryAsync(o => o.OfferId, o => o.Id, Token);
        var offers = await db.Offers.ToDictionaryAsync(o => o.Slug, o => o.Id, Token);
        var own = openings[offers["rendez-vous"]];
        string[] keys =
        [
            // Gone by, of another offer, a day that does not exist.
            new SlotKey(own, Meeting.Thursday10.AddDays(-7)).ToString(),
            new SlotKey(openings[offers["atelier"]], Meeting.Thursday10.AddHours(-1)).ToString(),
            new SlotKey(own, Meeting.Thursday10).ToString()[..22] + "202602310900",
        ];
        var browser = new Browser(app.Client());
        foreach (var key in keys)
        {
            await browser.Open($"/rendez-vous/rendez-vous/vous?creneau={key}");
            Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
            Assert.Contains("Cette heure n’est pas proposée", browser.Text, StringComparison.Ordinal);
        }

        Assert.Equal(3, counted["no-such-slot"]);
        await browser.Open("/rendez-vous/atelier");
        await browser.Choose("9 h").Press("Continuer");
        await browser
            .Fill("Comment voulez-vous", "Camille")
            .Fill("Votre téléphone", new string('6', 40))
            .Fill("Combien de personnes", "10000")
            .Press("Continuer");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("Ce n’est pas un numéro de téléphone", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Écrivez un nombre de 1 à 5", browser.Text, StringComparison.Ordinal);
        Assert.Equal((1, 1), (counted["phone"], counted["seats"]));
        Assert.False(await db.Bookings.AnyAsync(Token));
    }

    /// <summary>What this application alone counts: others run at the same time.</summary>
    private sealed class Counted : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

        public Counted(TestApp app)
        {
            var factory = app.Services.GetRequiredService<IMeterFactory>();
            listener.InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Name == Refusals.Counter && instrument.Meter.Scope == factory)
                {
                    own.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<int>(
                (_, value, tags, _) =>
                {
                    lock (counts)
                    {
                        var reason = (string)tags[0].Value!;
                        counts[reason] = counts.GetValueOrDefault(reason) + value;
                    }
                }
            );
            listener.Start();
        }

        public int this[string reason]
        {
            get
            {
                lock (counts)
                {
                    return counts.GetValueOrDefault(reason);
                }
            }
        }

        public void Dispose() => listener.Dispose();
    }
}
