using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Maillage.Features.Accounts;
using Maillage.Features.Inhabitants;
using Maillage.Platform.Audit;
using Maillage.Platform.Messaging;
using Maillage.Platform.Privacy;
using Maillage.Tests.Platform.Messaging;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace Maillage.Tests.Features.Inhabitants;

/// <summary>A reference and a code instead of an account.</summary>
public partial class InhabitantTests
{
    private const string Organisation = "Commune d’essai";

    [Fact]
    public async Task An_agent_gives_a_reference_and_a_code_that_open_and_erase_what_is_the_persons()
    {
        await using var app = await Start();
        var agent = await app.SignIn("Ana Lopes");
        await agent.Open("/espace/acces");
        await agent.Press("Faire une référence et un code");
        var (reference, code) = Given(agent);

        Assert.Matches("^[34679ACDEFGHJKMNPQRTWXY]{4} [34679ACDEFGHJKMNPQRTWXY]{4}$", reference);
        Assert.Contains($"Votre code : {string.Join(' ', code[..4].ToCharArray())}, puis", agent.Text);
        await agent.Open("/espace/acces");
        Assert.DoesNotContain(code, agent.Text);
        var inhabitant = new Browser(app.Client());
        // As one types it: small letters, no space.
        await Open(inhabitant, reference.Replace(" ", "").ToLowerInvariant(), code.Replace(" ", ""));
        Assert.Equal("/ma-demande/suivi", inhabitant.Address);
        Assert.Contains($"Donné par {Organisation}", inhabitant.Text);
        Assert.Contains("Il sera effacé le 24 novembre 2027", inhabitant.Text);
        Assert.Contains("Maison des Lices", inhabitant.Text);

        // It opens nothing of the network's people.
        await inhabitant.Open("/espace");
        Assert.StartsWith("/connexion", inhabitant.Address);
        await inhabitant.Open("/en/ma-demande/suivi");
        Assert.Contains("It will be erased on 24 November 2027", inhabitant.Text);
        await using (var db = app.Db())
        {
            var kept = await db.InhabitantAccesses.SingleAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(code.Replace(" ", ""), kept.CodeHash);
            Assert.InRange(kept.CodeHash.Length, 60, 200);
        }

        await inhabitant.Open("/ma-demande/effacer");
        await inhabitant.Press("Effacer");
        Assert.Contains("C’est effacé", inhabitant.Text);
        await Open(inhabitant, reference, code);
        Assert.Equal(HttpStatusCode.BadRequest, inhabitant.Status);
        await using var after = app.Db();
        Assert.False(await after.InhabitantAccesses.AnyAsync(TestContext.Current.CancellationToken));
        var acts = await after
            .JournalLines.Where(line => line.Subject == nameof(InhabitantAccess))
            .Select(line => new { line.Action, line.Channel })
            .ToListAsync(TestContext.Current.CancellationToken);
        // Given at the counter; opened and erased by the person, from their own browser.
        Assert.Contains(new { Action = "created", Channel = Channel.Counter }, acts);
        Assert.Contains(new { Action = "opened", Channel = Channel.Web }, acts);
        Assert.Contains(new { Action = "removed", Channel = Channel.Web }, acts);
    }

    [Fact]
    public async Task Another_code_ends_the_former_one_and_whoever_came_in_by_it()
    {
        await using var app = await Start();
        var agent = await app.SignIn("Ana Lopes");
        var (reference, code) = await Give(agent);
        var inhabitant = new Browser(app.Client());
        await Open(inhabitant, reference, code);
        app.Pass(TimeSpan.FromMinutes(1));

        var other = await app.SignIn("Zoé Ailleurs");
        await Again(other, reference);
        Assert.Contains("Votre structure n’a pas donné cette référence", other.Text);
        await inhabitant.Open("/ma-demande/suivi");
        Assert.Equal("/ma-demande/suivi", inhabitant.Address);

        await Again(agent, reference);
        await using (var db = app.Db())
        {
            var changed = await db.JournalLines.SingleAsync(
                line => line.Subject == nameof(InhabitantAccess) && line.Action == JournalLine.Changed,
                TestContext.Current.CancellationToken
            );
            Assert.Equal(Channel.Counter, changed.Channel);
        }

        var (same, another) = Given(agent);
        Assert.Equal(reference, same);
        await inhabitant.Open("/ma-demande/suivi");
        Assert.Equal("/ma-demande", inhabitant.Address);
        await Open(inhabitant, reference, code);
        Assert.Equal(HttpStatusCode.BadRequest, inhabitant.Status);
        await Open(inhabitant, reference, another);
        Assert.Equal("/ma-demande/suivi", inhabitant.Address);

        // Half an hour later the page has closed by itself.
        app.Pass(TimeSpan.FromMinutes(31));
        await inhabitant.Open("/ma-demande/suivi");
        Assert.Equal("/ma-demande", inhabitant.Address);
    }

    [Fact]
    public async Task A_wrong_reference_and_a_wrong_code_answer_alike_and_slow_down_without_ever_locking()
    {
        await using var app = await Start();
        var agent = await app.SignIn("Ana Lopes");
        var (reference, code) = await Give(agent);
        var unknown = reference[0] == '3' ? "4" + reference[1..] : "3" + reference[1..];
        var first = new Browser(app.Client());
        var second = new Browser(app.Client());

        for (var attempt = 1; attempt <= AccessGate.FreeForReference + 1; attempt++)
        {
            await Open(first, reference, Wrong(code));
            await Open(second, unknown, Wrong(code));
            Assert.Equal(HttpStatusCode.BadRequest, first.Status);
            Assert.Equal(Body(first, reference), Body(second, unknown));
        }

        // Slowed down: even the right code waits, and it opens after the wait.
        await Open(first, reference, code);
        Assert.Contains("Attendez 5 secondes", first.Text);
        await Open(second, unknown, code);
        Assert.Equal(Body(first, reference), Body(second, unknown));
        app.Clock.Advance(TimeSpan.FromSeconds(5));
        await Open(first, reference, Wrong(code));
        await Open(first, reference, code);
        Assert.Contains("Attendez 10 secondes", first.Text);
        app.Clock.Advance(TimeSpan.FromSeconds(10));
        await Open(first, reference, code);
        Assert.Equal("/ma-demande/suivi", first.Address);
    }

    [Fact]
    public async Task Another_code_ends_the_wait_that_mistakes_have_brought()
    {
        await using var app = await Start();
        var agent = await app.SignIn("Ana Lopes");
        var (reference, code) = await Give(agent);
        var inhabitant = new Browser(app.Client());
        for (var attempt = 0; attempt < AccessGate.FreeForReference + 2; attempt++)
        {
            await Open(inhabitant, reference, Wrong(code));
        }

        Assert.Contains("Trop d’essais", inhabitant.Text);

        await Again(agent, reference);
        await Open(inhabitant, reference, Given(agent).Code);

        Assert.Equal("/ma-demande/suivi", inhabitant.Address);
    }

    [Fact]
    public async Task The_wait_grows_to_five_minutes_for_a_reference_and_for_an_address()
    {
        var clock = new FakeTimeProvider();
        using var gate = new AccessGate(clock);
        var waits = new List<double>();
        while (waits.Count < 8)
        {
            var (pass, wait) = await gate.Enter("ACD37KMN", null, TestContext.Current.CancellationToken);
            pass?.Dispose();
            if (pass is null)
            {
                waits.Add(wait.TotalSeconds);
                clock.Advance(wait);
            }
        }

        Assert.Equal([5, 10, 20, 40, 80, 160, 300, 300], waits);
        // Another reference is not slowed down by this one's mistakes, but by those of its address.
        var address = IPAddress.Parse("192.0.2.1");
        for (var attempt = 0; attempt <= AccessGate.FreeForAddress; attempt++)
        {
            (await gate.Enter($"R{attempt}", address, TestContext.Current.CancellationToken)).Pass!.Dispose();
        }

        var (quiet, _) = await gate.Enter("QUIET", null, TestContext.Current.CancellationToken);
        Assert.NotNull(quiet);
        quiet.Dispose();
        Assert.Equal(
            AccessGate.FirstWait,
            (await gate.Enter("OTHER", address, TestContext.Current.CancellationToken)).Wait
        );
    }

    [Fact]
    public async Task What_has_not_served_for_a_year_opens_nothing_and_is_erased()
    {
        await using var app = await Start();
        var agent = await app.SignIn("Ana Lopes");
        var (reference, code) = await Give(agent);
        var (recent, _) = await Give(agent);
        await using (var db = app.Db())
        {
            var old = await db.InhabitantAccesses.SingleAsync(
                a => a.Reference == reference.Replace(" ", ""),
                TestContext.Current.CancellationToken
            );
            old.LastUsedOn = old.LastUsedOn.AddMonths(-InhabitantAccess.MonthsKept);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var inhabitant = new Browser(app.Client());
        await Open(inhabitant, reference, code);
        Assert.Contains("ne vont pas ensemble", inhabitant.Text);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope
                .ServiceProvider.GetServices<IPersonalRecords>()
                .Single(records => records.Kind.Id == "inhabitants")
                .DeleteExpired(app.Clock.GetUtcNow().UtcDateTime, TestContext.Current.CancellationToken);
        }

        await using var after = app.Db();
        Assert.Equal(
            recent.Replace(" ", ""),
            (await after.InhabitantAccesses.SingleAsync(TestContext.Current.CancellationToken)).Reference
        );
    }

    [Theory]
    [InlineData(202, MessageState.Sent)]
    [InlineData(400, MessageState.FailedForGood)]
    [InlineData(500, MessageState.Held)]
    public async Task Both_go_by_sms_too_and_the_number_and_the_code_are_kept_nowhere(int answer, MessageState expected)
    {
        using var gateway = WireMockServer.Start();
        gateway.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithStatusCode(answer));
        await using var app = await Start(
            new() { ["Messages:Secret"] = Sending.Secret, ["Messages:Sms:Url"] = gateway.Url }
        );
        var agent = await app.SignIn("Ana Lopes");
        await agent.Open("/espace/acces");
        await agent.Fill("Son numéro de mobile", "02 41 00 00 00").Press("Faire une référence et un code");
        Assert.Equal(HttpStatusCode.BadRequest, agent.Status);
        Assert.Contains("Ce n’est pas un numéro de mobile", agent.Text);
        await agent.Fill("Son numéro de mobile", "06 12 34 56 78").Press("Faire une référence et un code");
        Assert.Contains("Le SMS part dans la minute", agent.Text);
        var (reference, code) = Given(agent);

        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SendMessages>().Run(default);
        using var sms = JsonDocument.Parse(Assert.Single(gateway.LogEntries).RequestMessage!.Body!);
        Assert.StartsWith(
            $"Référence {reference}, code {code}, à écrire sur",
            sms.RootElement.GetProperty("text").GetString()
        );
        await using var db = app.Db();
        Assert.Single(await db.InhabitantAccesses.ToListAsync(TestContext.Current.CancellationToken));
        var message = await db.Messages.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, message.State);
        if (expected == MessageState.Held)
        {
            // Nobody knows whether it went: somebody decides, for as long as it helps.
            Assert.NotNull(message.Text);
            app.Pass(TimeSpan.FromMinutes(61));
            await scope.ServiceProvider.GetRequiredService<EraseMessages>().Run(default);
            await db.Entry(message).ReloadAsync(TestContext.Current.CancellationToken);
        }

        Assert.Null(message.To ?? message.Text ?? message.Subject ?? message.Html);
    }

    private static Task<TestApp> Start(Dictionary<string, string?>? settings = null) =>
        TestApp.Start(
            settings: settings,
            given: db =>
            {
                var own = People.Organisation(Organisation);
                var other = People.Organisation("Ailleurs");
                db.AddRange(own, other, Support.Given.Place(but: place => place.OrganisationId = own.Id));
                db.AddMember("Ana Lopes", own, OrganisationRole.Aidant);
                db.AddMember("Zoé Ailleurs", other, OrganisationRole.Mediator);
            }
        );

    private static async Task<(string Reference, string Code)> Give(Browser agent)
    {
        await agent.Open("/espace/acces");
        await agent.Press("Faire une référence et un code");
        return Given(agent);
    }

    private static async Task Again(Browser agent, string reference)
    {
        await agent.Open("/espace/acces");
        await agent.Fill("La référence de la personne", reference).Press("Faire un autre code");
    }

    private static (string Reference, string Code) Given(Browser agent)
    {
        var told = agent.Page.QuerySelectorAll(".ml-acces");
        return (told[0].TextContent, told[1].TextContent);
    }

    private static async Task Open(Browser browser, string reference, string code)
    {
        await browser.Open("/ma-demande");
        await browser.Fill("Votre référence", reference).Fill("Votre code", code).Press("Ouvrir");
    }

    private static string Wrong(string code) => code[0] == '1' ? "2" + code[1..] : "1" + code[1..];

    /// <summary>The whole page but what was typed and the form's own token.</summary>
    private static string Body(Browser browser, string typed) =>
        Token().Replace(browser.Page.DocumentElement.OuterHtml, "").Replace(typed, "", StringComparison.Ordinal);

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
