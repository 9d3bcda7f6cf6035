using System.Net;
using Maillage.Features.Accounts;
using Maillage.Features.Correspondence;
using Maillage.Platform.Messaging;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Correspondence;

/// <summary>Messages as people get them, shown before they leave.</summary>
public class TemplateSamplesTests
{
    [Fact]
    public async Task Every_template_is_shown_as_sms_e_mail_and_letter_and_nothing_is_queued()
    {
        await using var app = await TestApp.Start(
            db => db.AddNetworkPerson("Carla Roy", NetworkRoleKind.Coordinator),
            settings: new Dictionary<string, string?>
            {
                ["Messages:Secret"] = "une phrase d’essai de plus de trente-deux lettres",
            }
        );
        await using var scope = app.Services.CreateAsyncScope();
        var samples = scope.ServiceProvider.GetRequiredService<TemplateSamples>().All;
        var written = typeof(Program)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(MessageTemplate)) && !type.IsAbstract);
        Assert.Empty(written.Except(samples.Select(sample => sample.Template.GetType())));

        var carla = await app.SignIn("Carla Roy");
        await carla.Open(AccountUrls.Desk);
        await carla.Follow("Messages");
        using var client = await app.SignedInClient("Carla Roy");
        foreach (var (sample, number) in samples.Select((sample, number) => (sample, number)))
        {
            Assert.Contains(sample.Template.Subject, carla.Text);
            Assert.Contains(GsmText.Of(sample.Template.Sms), carla.Text);
            foreach (var page in new[] { CorrespondenceUrls.Email(number), CorrespondenceUrls.Letter(number) })
            {
                using var answer = await client.GetAsync(new Uri(page, UriKind.Relative));
                Assert.Equal(sample.IsWritten ? HttpStatusCode.OK : HttpStatusCode.NotFound, answer.StatusCode);
                var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
                Assert.Equal(sample.IsWritten, html.Contains(sample.Template.Subject, StringComparison.Ordinal));
                Assert.Equal(
                    sample.IsWritten && page == CorrespondenceUrls.Letter(number),
                    html.Contains("49000 Angers", StringComparison.Ordinal)
                );
            }
        }

        await carla.Open("/espace/messages/999/lettre");
        Assert.Equal(HttpStatusCode.NotFound, carla.Status);
        await using var db = app.Db();
        Assert.False(await db.Messages.AnyAsync());
    }
}
