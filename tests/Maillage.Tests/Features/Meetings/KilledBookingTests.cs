using System.Diagnostics;
using System.Globalization;
using System.Net;
using AngleSharp.Html.Parser;
using Maillage.Features.Meetings;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Meetings;

/// <summary>
/// Three hundred people for the last five seats, on one process with SQLite and on two with PostgreSQL: all at once, then
/// while processes are killed. What each was told is what the database holds.
/// </summary>
public class KilledBookingTests(ITestOutputHelper output)
{
    private const int People = 300;
    private const int Seats = 5;
    private const int Kills = 50;

    /// <summary>Milliseconds, at most, between the requests of a round and the death of a process: longer than they take.</summary>
    private const int LongestLife = 1_500;

    private static readonly HtmlParser Html = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Three_hundred_at_once_for_five_seats_and_nobody_sees_an_error()
    {
        await using var database = await TestDatabase.Create();
        var (slug, key) = await GivenWorkshop(database);
        await using var nodes = await Nodes.Start(database);
        using var client = NewClient();
        var forms = await Forms(client, nodes, slug, key);

        var clock = Stopwatch.StartNew();
        var answers = await Task.WhenAll(forms.Select((form, i) => Send(client, nodes[i], slug, form)))
            .WaitAsync(TestContext.Current.CancellationToken);

        output.WriteLine($"{People / clock.Elapsed.TotalSeconds:0} requests a second");
        Assert.All(answers, answer => Assert.True(answer));
        await AssertTrue(database);
    }

    /// <summary>The moments are drawn from <c>MAILLAGE_TEST_SEED</c>, or from a seed that the test prints.</summary>
    [Fact(Timeout = 600_000)]
    public async Task What_each_was_told_stands_though_processes_are_killed_fifty_times()
    {
        var seed = int.TryParse(
            Environment.GetEnvironmentVariable("MAILLAGE_TEST_SEED"),
            CultureInfo.InvariantCulture,
            out var given
        )
            ? given
            : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var database = await TestDatabase.Create();
        var (slug, key) = await GivenWorkshop(database);
        await using var nodes = await Nodes.Start(database);
        using var client = NewClient();
        var waiting = new Queue<Form>(await Forms(client, nodes, slug, key));
        var told = new List<Form>();

        for (var kill = 0; kill < Kills; kill++)
        {
            // Those who got no answer press the button again later, as one does.
            var round = Enumerable.Range(0, People / Kills).Select(_ => waiting.Dequeue()).ToList();
            var sent = round.ConvertAll(form => Send(client, nodes[random.Next(2)], slug, form));
            await Task.Delay(random.Next(LongestLife), TestContext.Current.CancellationToken);
            await nodes.KillOne(random);
            foreach (var (form, answer) in round.Zip(await Task.WhenAll(sent)))
            {
                if (answer)
                {
                    told.Add(form);
                }
                else
                {
                    waiting.Enqueue(form);
                }
            }

            await nodes.Restart();
        }

        await AssertHolds(database, told);
        output.WriteLine($"{told.Count} answered while processes were killed, {waiting.Count} ask again");
        Assert.InRange(told.Count, 1, People - 1);
        foreach (var form in waiting)
        {
            Assert.True(await Send(client, nodes[0], slug, form));
        }

        await AssertTrue(database);
        await AssertHolds(database, [.. told, .. waiting]);
    }

    /// <summary>Five confirmed, the others waiting in the order of their numbers, none missing, none twice.</summary>
    private static async Task AssertTrue(TestDatabase database)
    {
        await using var db = database.Open();
        var kept = await db.Bookings.OrderBy(b => b.Number).ToListAsync(Token);
        Assert.Equal(Enumerable.Range(1, People), kept.Select(b => b.Number));
        Assert.All(kept.Take(Seats), b => Assert.Equal(BookingState.Confirmed, b.State));
        Assert.All(kept.Skip(Seats), b => Assert.Equal(BookingState.Waiting, b.State));
        Assert.Equal(People, kept.Select(b => b.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(People, await db.InhabitantAccesses.CountAsync(Token));
        var slot = await db.Slots.SingleAsync(Token);
        Assert.Equal((Seats, People), (slot.Taken, slot.LastNumber));
    }

    /// <summary>Whoever was answered has one booking.</summary>
    private static async Task AssertHolds(TestDatabase database, IReadOnlyCollection<Form> told)
    {
        await using var db = database.Open();
        var kept = await db.Bookings.Select(b => b.Name!).ToListAsync(Token);
        Assert.Equal(kept.Count, kept.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(told.Select(form => form.Name).Except(kept));
    }

    private static async Task<(string Slug, SlotKey Key)> GivenWorkshop(TestDatabase database)
    {
        await using var db = database.Open();
        var organisation = Support.People.Organisation("CCAS de Segré");
        var offer = Meeting.Workshop(organisation.Id, Seats);
        var opening = Meeting.Opening(offer.Id);
        var day = TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(7);
        var slot = new Slot
        {
            Id = Guid.CreateVersion7(),
            OfferId = offer.Id,
            OpeningId = opening.Id,
            StartsAt = day.AddHours(9),
            EndsAt = day.AddHours(11),
            Capacity = Seats,
        };
        db.Organisations.Add(organisation);
        db.AddOffer(offer, opening);
        db.Slots.Add(slot);
        await db.SaveChangesAsync(Token);
        return (offer.Slug, slot.Key);
    }

    private static HttpClient NewClient() =>
        new(
            new SocketsHttpHandler
            {
                UseCookies = false,
                AllowAutoRedirect = false,
                MaxConnectionsPerServer = People,
                PooledConnectionLifetime = TimeSpan.FromSeconds(1),
            }
        )
        {
            Timeout = TimeSpan.FromMinutes(2),
        };

    /// <summary>What each person has before them when they press the last button.</summary>
    private static async Task<List<Form>> Forms(HttpClient client, Nodes nodes, string slug, SlotKey key)
    {
        var forms = new List<Form>();
        for (var i = 0; i < People; i++)
        {
            using var answer = await client.GetAsync(
                new Uri($"{nodes[i]}/rendez-vous/{slug}/vous?creneau={key}"),
                Token
            );
            var page = Html.ParseDocument(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Token));
            forms.Add(
                new Form(
                    $"Personne {i}",
                    $"203.0.{i / 250}.{i % 250 + 1}",
                    string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])),
                    new()
                    {
                        ["__RequestVerificationToken"] = Value(page, "__RequestVerificationToken"),
                        ["depuis"] = Value(page, "depuis"),
                        ["creneau"] = key.ToString(),
                        ["nom"] = $"Personne {i}",
                        ["geste"] = "envoyer",
                    }
                )
            );
        }

        // Nobody reads the page and answers faster.
        await Task.Delay(TimeSpan.FromSeconds(3), Token);
        return forms;
    }

    private static string Value(AngleSharp.Dom.IDocument page, string name) =>
        page.QuerySelector($"form[method=post] input[name={name}]")!.GetAttribute("value")!;

    /// <summary>Presses the last button.</summary>
    /// <returns>True when the person was told that it is noted; false when nothing came back.</returns>
    private static async Task<bool> Send(HttpClient client, string node, string slug, Form form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{node}/rendez-vous/{slug}/vous"))
        {
            Content = new FormUrlEncodedContent(form.Fields),
        };
        request.Headers.Add("Cookie", form.Cookies);
        request.Headers.Add("X-Forwarded-For", form.Address);
        try
        {
            using var answer = await client.SendAsync(request, Token);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.Equal("/rendez-vous/pris", answer.Headers.Location?.OriginalString);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private sealed record Form(string Name, string Address, string Cookies, Dictionary<string, string> Fields);
}
