using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Maillage.Data;
using Maillage.Features.Messages;
using Maillage.Features.Messages.Templates;
using Maillage.Platform.Messaging;
using Maillage.Tests.Platform.Messaging;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace Maillage.Tests.Features.Messages;

/// <summary>SMS through a gateway that the settings describe, and what the gateway tells.</summary>
public class SmsTests
{
    private const string ReceiptSecret = "un secret partagé avec la passerelle SMS";

    [Fact]
    public async Task The_gateway_gets_number_text_and_id_then_tells_what_became_of_them()
    {
        using var gateway = WireMockServer.Start();
        gateway.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithStatusCode(202));
        await using var app = await TestApp.Start(settings: Settings(gateway.Url!));
        var message = await Add(app, "06 12 34 56 78");
        await Send(app);

        var asked = Assert.Single(gateway.LogEntries).RequestMessage;
        using var body = JsonDocument.Parse(asked!.Body!);
        Assert.Equal("+33612345678", body.RootElement.GetProperty("to").GetString());
        Assert.Equal("A bientot.", body.RootElement.GetProperty("text").GetString());
        Assert.Equal(message.Id, body.RootElement.GetProperty("id").GetGuid());
        Assert.Equal("cle", asked.Headers!["X-Cle"].Single());

        var receipt = $$"""{"id":"e1","kind":"delivered","message":"{{message.Id}}"}""";
        Assert.Equal(HttpStatusCode.NoContent, await Tell(app, receipt));
        Assert.Equal(MessageState.Delivered, (await Read(app, message.Id)).State);

        // Told again, and out of order, it changes nothing.
        Assert.Equal(HttpStatusCode.NoContent, await Tell(app, receipt));
        var late = $$"""{"id":"e0","kind":"failed","message":"{{message.Id}}"}""";
        Assert.Equal(HttpStatusCode.NoContent, await Tell(app, late));
        Assert.Equal(MessageState.Delivered, (await Read(app, message.Id)).State);
    }

    [Theory]
    [InlineData("delivered", MessageState.Delivered)]
    [InlineData("failed", MessageState.FailedForGood)]
    public async Task A_code_is_forgotten_even_where_the_gateway_speaks_before_the_sender(
        string kind,
        MessageState state
    )
    {
        using var gateway = WireMockServer.Start();
        await using var app = await TestApp.Start(settings: Settings(gateway.Url!));
        Guid id;
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var outbox = scope.ServiceProvider.GetRequiredService<Outbox>();
            id = outbox.Add(MessageAddress.Read("06 12 34 56 78")!, new AccessGiven("ACD3", "1234", "ici")).Id;
            await scope.ServiceProvider.GetRequiredService<MaillageDb>().SaveChangesAsync();
        }

        gateway
            .Given(Request.Create().UsingPost())
            .RespondWith(
                Response
                    .Create()
                    .WithCallback(async _ =>
                    {
                        // The receipt is here before the gateway has even answered.
                        await Tell(app, $$"""{"id":"e1","kind":"{{kind}}","message":"{{id}}"}""");
                        return new WireMock.ResponseMessage { StatusCode = 202 };
                    })
            );
        await Send(app);

        var message = await Read(app, id);
        Assert.Equal(state, message.State);
        Assert.Null(message.To ?? message.Text ?? message.Subject ?? message.Html);
    }

    [Theory]
    [InlineData(200, MessageState.Sent)]
    [InlineData(400, MessageState.FailedForGood)]
    [InlineData(401, MessageState.FailedTemporarily)]
    [InlineData(429, MessageState.FailedTemporarily)]
    [InlineData(503, MessageState.FailedTemporarily)]
    [InlineData(302, MessageState.FailedTemporarily)]
    [InlineData(500, MessageState.Held)]
    [InlineData(504, MessageState.Held)]
    public async Task Each_answer_of_the_gateway_has_its_state(int status, MessageState expected)
    {
        using var gateway = WireMockServer.Start();
        gateway.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithStatusCode(status));
        await using var app = await TestApp.Start(settings: Settings(gateway.Url!));
        var message = await Add(app, "06 12 34 56 78");
        await Send(app);

        Assert.Equal(expected, (await Read(app, message.Id)).State);
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_at_all_has_taken_nothing()
    {
        await using var app = await TestApp.Start(settings: Settings("http://127.0.0.1:9"));
        var message = await Add(app, "06 12 34 56 78");
        await Send(app);

        Assert.Equal(MessageState.FailedTemporarily, (await Read(app, message.Id)).State);
    }

    [Fact]
    public async Task Who_answers_stop_gets_nothing_more()
    {
        using var gateway = WireMockServer.Start();
        gateway.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithStatusCode(200));
        await using var app = await TestApp.Start(settings: Settings(gateway.Url!));
        const string stop = """{"id":"s1","kind":"stop","from":"+33612345678"}""";
        Assert.Equal(HttpStatusCode.NoContent, await Tell(app, stop));
        Assert.Equal(HttpStatusCode.NoContent, await Tell(app, stop));
        var message = await Add(app, "06.12.34.56.78");
        await Send(app);

        Assert.Equal(MessageState.Stopped, (await Read(app, message.Id)).State);
        Assert.Empty(gateway.LogEntries);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000")]
    [InlineData("un secret partagé avec la passerelle SMS")]
    public async Task What_is_not_signed_by_the_gateway_is_refused(string signature)
    {
        await using var app = await TestApp.Start(settings: Settings("http://127.0.0.1:9"));

        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await Tell(
                app,
                """{"id":"s1","kind":"stop","from":"+33612345678"}""",
                Convert.ToHexStringLower(Encoding.UTF8.GetBytes(signature))
            )
        );
        await using var db = app.Db();
        Assert.False(await db.StoppedAddresses.AnyAsync());
        Assert.False(await db.SmsEvents.AnyAsync());
    }

    [Fact]
    public async Task Without_a_secret_everything_is_refused_and_the_secret_itself_may_be_the_header()
    {
        const string stop = """{"id":"s1","kind":"stop","from":"+33612345678"}""";
        await using (var closed = await TestApp.Start())
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await Tell(closed, stop));
        }

        var settings = Settings("http://127.0.0.1:9");
        settings["Messages:Sms:ReceiptIsSigned"] = "false";
        settings["Messages:Sms:ReceiptSecret"] = "shared-secret-of-more-than-thirty-two-letters";
        await using var app = await TestApp.Start(settings: settings);
        Assert.Equal(HttpStatusCode.NoContent, await Tell(app, stop, "shared-secret-of-more-than-thirty-two-letters"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Tell(app, stop, "shared-secret"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"id":"","kind":"stop","from":"+33612345678"}""")]
    [InlineData("""{"id":"e","kind":"opened","message":"019c0000-0000-7000-8000-000000000000"}""")]
    [InlineData("""{"id":"e","kind":"delivered"}""")]
    [InlineData("""{"id":"e","kind":"stop","from":"bonjour"}""")]
    [InlineData("{}")]
    public async Task What_says_nothing_clear_is_a_bad_request(string body)
    {
        await using var app = await TestApp.Start(settings: Settings("http://127.0.0.1:9"));

        Assert.Equal(HttpStatusCode.BadRequest, await Tell(app, body));
    }

    [Fact]
    public async Task In_development_everything_is_read_on_one_page_and_nothing_leaves()
    {
        await using var app = await TestApp.Start(
            settings: new Dictionary<string, string?> { ["environment"] = "Development" }
        );
        await Add(app, "06 12 34 56 78");
        await Add(app, "personne@example.fr");
        await Send(app);
        var browser = new Browser(app.Client());
        await browser.Open(DevModel.Path);

        Assert.Contains("Sms, Sent, +33612345678", browser.Text);
        Assert.Contains("À bientôt.", browser.Text);
        await browser.Follow("Voir en HTML");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal("Bonjour", browser.Title);
    }

    [Fact]
    public async Task Out_of_development_that_page_does_not_exist()
    {
        await using var app = await TestApp.Start();
        using var client = app.Client();
        using var page = await client.GetAsync(DevModel.Path);
        using var html = await client.GetAsync($"{DevModel.Path}/{Guid.CreateVersion7()}");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (page.StatusCode, html.StatusCode));
    }

    private static Dictionary<string, string?> Settings(string gateway) =>
        new()
        {
            ["Messages:Secret"] = Sending.Secret,
            ["Messages:Sms:Url"] = gateway,
            ["Messages:Sms:Headers:X-Cle"] = "cle",
            ["Messages:Sms:ReceiptSecret"] = ReceiptSecret,
        };

    private static async Task<Message> Add(TestApp app, string address)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var message = scope
            .ServiceProvider.GetRequiredService<Outbox>()
            .Add(MessageAddress.Read(address)!, new Plain());
        await scope.ServiceProvider.GetRequiredService<MaillageDb>().SaveChangesAsync();
        return message;
    }

    private static async Task Send(TestApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SendMessages>().Run(default);
    }

    private static async Task<Message> Read(TestApp app, Guid id)
    {
        await using var db = app.Db();
        return await db.Messages.AsNoTracking().SingleAsync(m => m.Id == id);
    }

    private static async Task<HttpStatusCode> Tell(TestApp app, string body, string? header = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var client = app.Client();
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.Add(
            "X-Signature",
            header ?? Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(ReceiptSecret), bytes))
        );
        using var answer = await client.PostAsync(MessagesFeature.ReceiptPath, content);
        return answer.StatusCode;
    }
}
