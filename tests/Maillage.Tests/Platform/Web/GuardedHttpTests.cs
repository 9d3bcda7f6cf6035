using System.Net;
using System.Text;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Maillage.Tests.Platform.Web;

public sealed class GuardedHttpTests : IAsyncLifetime
{
    private static readonly DownloadLimits Limits = new(1024 * 1024, TimeSpan.FromSeconds(10));

    private readonly WebApplication server = CreateServer();
    private readonly CancellationTokenSource stopped = new();

    private Uri Server => new(server.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

    public async ValueTask InitializeAsync()
    {
        server.MapGet("/list", () => "id;nom");
        server.MapGet("/to-list", () => Results.Redirect("/list"));
        server.MapGet(
            "/to-loopback",
            (HttpContext context) => Results.Redirect($"http://127.0.0.1:{context.Connection.LocalPort}/list")
        );
        server.MapGet("/to-metadata", () => Results.Redirect("http://169.254.169.254/latest"));
        server.MapGet("/to-file", () => Results.Redirect("file:///etc/passwd"));
        server.MapGet("/round", () => Results.Redirect("/round"));
        server.MapGet(
            "/damaged",
            (HttpContext context) =>
            {
                context.Response.Headers.ContentEncoding = "gzip";
                return "this is no gzip at all";
            }
        );
        server.MapGet("/big", () => Results.Stream(new MemoryStream(new byte[2 * 1024 * 1024])));
        server.MapGet(
            "/slow",
            async (HttpContext context) =>
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(
                    context.RequestAborted,
                    stopped.Token
                );
                await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        );
        await server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        await server.DisposeAsync();
        stopped.Dispose();
    }

    [Theory]
    [InlineData("/list")]
    [InlineData("/to-list")]
    public async Task An_allowed_host_is_fetched_and_its_redirects_followed(string path) =>
        Assert.Equal("id;nom", await Fetch(new Uri(Server, path), "localhost"));

    [Fact]
    public async Task A_name_that_leads_to_this_machine_is_refused()
    {
        // On port 80, since another port would already be refused for itself.
        var refusal = await Refused(new Uri("http://localhost/"));

        Assert.Contains("réseau privé", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/to-loopback", "port")]
    [InlineData("/to-metadata", "réseau privé")]
    [InlineData("/to-file", "http et https")]
    [InlineData("/round", "sans fin")]
    [InlineData("/big", "dépasse")]
    [InlineData("/nothing", "404")]
    [InlineData("/damaged", "abîmé")]
    public async Task What_the_address_leads_to_is_checked_again(string path, string word) =>
        Assert.Contains(word, await Refused(new Uri(Server, path), allowed: "localhost"), StringComparison.Ordinal);

    [Fact]
    public async Task A_host_that_never_answers_is_left_when_time_is_up()
    {
        var refusal = await Refused(
            new Uri(Server, "/slow"),
            new DownloadLimits(1024, TimeSpan.FromMilliseconds(200)),
            "localhost"
        );

        Assert.Contains("lentement", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.com/list.csv")]
    [InlineData("http://example.com:22/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("http://2130706433/")]
    public async Task Other_schemes_ports_and_private_addresses_are_refused(string address) =>
        Assert.NotEmpty(await Refused(new Uri(address)));

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.8.8.8", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:4860:4860::8888", true)]
    public void Only_addresses_of_the_public_internet_are_public(string address, bool isPublic) =>
        Assert.Equal(isPublic, GuardedHttp.IsPublic(IPAddress.Parse(address)));

    private static WebApplication CreateServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }

    private static async Task<string> Fetch(Uri address, params string[] allowed)
    {
        using var http = Http(allowed);
        using var output = new MemoryStream();
        await http.Download(address, output, Limits, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static async Task<string> Refused(Uri address, DownloadLimits? limits = null, params string[] allowed)
    {
        using var http = Http(allowed);
        using var output = new MemoryStream();
        var refusal = await Assert.ThrowsAsync<RefusedDownloadException>(() =>
            http.Download(address, output, limits ?? Limits, TestContext.Current.CancellationToken)
        );
        return refusal.Message;
    }

    private static GuardedHttp Http(string[] allowed) =>
        new(Options.Create(new GuardedHttpSettings { AllowedHosts = allowed }), TimeProvider.System);
}
