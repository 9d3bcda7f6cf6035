using System.Net;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Inhabitants;
using Maillage.Platform.Messaging;
using Maillage.Tests.Platform.Messaging;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Inhabitants;

/// <summary>Somebody has died or left: an agent notes it, and nothing more is written to them.</summary>
public class WriteNoMoreTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("La personne est décédée", StopReason.Died)]
    [InlineData("Elle est partie", StopReason.Left)]
    public async Task An_agent_notes_it_after_reading_again_and_a_mistake_is_undone(string words, StopReason reason)
    {
        await using var app = await Start();
        var agent = await app.SignIn("Ana Lopes");
        await agent.Open(InhabitantUrls.Give);
        await agent.Follow("Une personne est décédée ou partie");
        await agent.Fill("Son numéro de mobile", "02 41").Choose(words).Press("Continuer");
        Assert.Equal(HttpStatusCode.BadRequest, agent.Status);
        Assert.Contains("Ce n’est ni un numéro de mobile ni une adresse e-mail", agent.Text);
        await agent.Fill("Son numéro de mobile", "06 12 34 56 78").Press("Continuer");
        Assert.Contains("+33612345678", agent.Text);
        await using var db = app.Db();
        Assert.Empty(await db.StoppedAddresses.ToListAsync(Stop));

        await agent.Press("Confirmer");

        Assert.Contains("Plus aucun message ne partira", agent.Text);
        Assert.Equal(reason, (await db.StoppedAddresses.SingleAsync(Stop)).Reason);
        Assert.Equal(MessageState.Stopped, await Send(app));

        // Noted twice changes nothing, and each gesture has its line.
        await Note(agent, words);
        Assert.Single(await db.StoppedAddresses.ToListAsync(Stop));
        await Note(agent, "C’était une erreur");
        Assert.Contains("Les messages peuvent de nouveau partir", agent.Text);
        Assert.Empty(await db.StoppedAddresses.AsNoTracking().ToListAsync(Stop));
        Assert.NotEqual(MessageState.Stopped, await Send(app));
        var ana = await db.Accounts.Where(a => a.Name == "Ana Lopes").Select(a => (Guid?)a.Id).SingleAsync(Stop);
        var lines = await db
            .JournalLines.Where(l => l.Subject == nameof(StoppedAddress))
            .OrderBy(l => l.At)
            .ThenBy(l => l.Id)
            .ToListAsync(Stop);
        Assert.Equal(["stopped-address", "stopped-address", "resumed-address"], lines.Select(l => l.Action));
        Assert.All(lines, l => Assert.Equal(ana, l.AccountId));
        Assert.Single(lines.Select(l => l.SubjectId).Distinct());
    }

    [Fact]
    public async Task Whoever_asked_for_nothing_more_still_gets_nothing_after_a_mistake()
    {
        await using var app = await Start();
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope
                .ServiceProvider.GetRequiredService<StopAddress>()
                .Run(MessageAddress.Read("06 12 34 56 78")!, StopReason.Asked, Stop);
        }

        var agent = await app.SignIn("Ana Lopes");
        await Note(agent, "C’était une erreur");

        await using var db = app.Db();
        Assert.Equal(StopReason.Asked, (await db.StoppedAddresses.SingleAsync(Stop)).Reason);
    }

    [Fact]
    public async Task Where_no_message_leaves_there_is_nothing_to_stop()
    {
        await using var app = await Start(new Dictionary<string, string?>());
        var agent = await app.SignIn("Ana Lopes");

        await agent.Open(InhabitantUrls.WriteNoMore);

        Assert.Contains("Ce site n’envoie encore aucun message", agent.Text);
        Assert.Empty(agent.Page.QuerySelectorAll("main form"));
    }

    private static async Task Note(Browser agent, string words)
    {
        await agent.Open(InhabitantUrls.WriteNoMore);
        await agent.Fill("Son numéro de mobile", "0612345678").Choose(words).Press("Continuer");
        await agent.Press("Confirmer");
    }

    /// <summary>What becomes of a message that goes even to those who stopped the others.</summary>
    private static async Task<MessageState> Send(TestApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var message = scope
            .ServiceProvider.GetRequiredService<Outbox>()
            .Add(MessageAddress.Read("06.12.34.56.78")!, new Plain(Indispensable: true));
        await scope.ServiceProvider.GetRequiredService<MaillageDb>().SaveChangesAsync(Stop);
        await scope.ServiceProvider.GetRequiredService<SendMessages>().Run(Stop);
        await using var db = app.Db();
        return await db.Messages.Where(m => m.Id == message.Id).Select(m => m.State).SingleAsync(Stop);
    }

    private static Task<TestApp> Start(Dictionary<string, string?>? settings = null) =>
        TestApp.Start(
            db =>
            {
                var organisation = People.Organisation("Commune d’essai");
                db.Add(organisation);
                db.AddMember("Ana Lopes", organisation, OrganisationRole.Aidant);
            },
            settings: settings
                ?? new Dictionary<string, string?>
                {
                    ["Messages:Secret"] = Sending.Secret,
                    // Nobody listens there.
                    ["Messages:Sms:Url"] = "http://127.0.0.1:9",
                }
        );
}
