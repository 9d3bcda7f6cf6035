using Maillage.Data;
using Maillage.Platform.Messaging;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Maillage.Tests.Platform.Messaging;

/// <summary>The whole application against a real SMTP server.</summary>
public class SmtpTests
{
    [Fact(Timeout = 60_000)]
    public async Task The_application_sends_what_a_feature_added_and_stops_cleanly()
    {
        await using var smtp = await LoopbackSmtp.Start();
        await using var app = await TestApp.Start(settings: smtp.Settings);
        await Add(app, "personne@example.fr", new Plain());
        while (smtp.Taken.Count == 0)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task An_email_has_text_and_html_one_id_and_one_click_to_stop()
    {
        await using var smtp = await LoopbackSmtp.Start();
        await using var app = await TestApp.Start(settings: smtp.Settings);
        var message = await Add(app, "personne@example.fr", new Plain());
        Assert.Equal(1, (await Send(app, TestContext.Current.CancellationToken)).Sent);
        await smtp.Stop();

        var taken = Assert.Single(smtp.Taken);
        Assert.Equal($"{message.Id:N}@localhost", taken.Id);
        using var mail = MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(taken.Text!)));
        Assert.Contains("À bientôt.", mail.TextBody);
        Assert.Contains("Ne plus recevoir ces messages", mail.TextBody);
        Assert.Contains("<html lang=\"fr\">", mail.HtmlBody);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers[HeaderId.ListUnsubscribePost]);
        var link = mail.Headers[HeaderId.ListUnsubscribe]!.Trim('<', '>');
        Assert.StartsWith("http://localhost:5080/messages/arret/", link);
        Assert.Contains(link, mail.HtmlBody);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_indispensable_has_no_link_to_stop()
    {
        await using var smtp = await LoopbackSmtp.Start();
        await using var app = await TestApp.Start(settings: smtp.Settings);
        await Add(app, "personne@example.fr", new Plain(Indispensable: true));
        await Send(app, TestContext.Current.CancellationToken);
        await smtp.Stop();

        Assert.DoesNotContain("arret", Assert.Single(smtp.Taken).Text);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("busy@example.fr", MessageState.FailedTemporarily, "SMTP 451", false)]
    [InlineData("nobody@example.fr", MessageState.FailedForGood, "SMTP 550", true)]
    [InlineData("refused@example.fr", MessageState.FailedForGood, "SMTP 550", false)]
    [InlineData("drop@example.fr", MessageState.Held, "SMTP broken off", false)]
    public async Task Each_refusal_has_its_state_and_the_next_message_goes_out(
        string address,
        MessageState state,
        string failure,
        bool isStopped
    )
    {
        await using var smtp = await LoopbackSmtp.Start();
        await using var app = await TestApp.Start(settings: smtp.Settings);
        var refused = await Add(app, address, new Plain());
        var other = await Add(app, "personne@example.fr", new Plain());
        await Send(app, TestContext.Current.CancellationToken);

        await using var db = app.Db();
        var message = await db.Messages.SingleAsync(m => m.Id == refused.Id);
        Assert.Equal((state, failure), (message.State, message.Failure));
        Assert.Equal(MessageState.Sent, (await db.Messages.SingleAsync(m => m.Id == other.Id)).State);
        Assert.Equal(isStopped, await db.StoppedAddresses.AnyAsync());
    }

    [Theory]
    [InlineData("Messages:Mail:Host", "smtp.example.fr", "Messages:Secret a moins de 32 caractères")]
    [InlineData("Messages:Mail:Host", "smtp.example.fr", "Messages:Mail:From n’est pas une adresse")]
    [InlineData("Messages:Sms:Url", "sms.example.fr", "Messages:Sms:Url n’est pas une adresse web")]
    [InlineData("Messages:ErasedAfterDays", "0", "Messages:ErasedAfterDays est compris")]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence(string key, string value, string sentence)
    {
        var run = await MaillageProcess.Run([], environment: new() { [key.Replace(":", "__")] = value });

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(sentence, run.Error);
    }

    private static async Task<Message> Add(TestApp app, string address, MessageTemplate template)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var message = scope.ServiceProvider.GetRequiredService<Outbox>().Add(MessageAddress.Read(address)!, template);
        await scope.ServiceProvider.GetRequiredService<MaillageDb>().SaveChangesAsync();
        return message;
    }

    private static async Task<SendingReport> Send(TestApp app, CancellationToken cancellation)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SendMessages>().Run(cancellation);
    }
}
