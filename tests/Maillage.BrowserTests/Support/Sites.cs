using Maillage.BrowserTests.Support;
using Maillage.Features.Places;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;
using Maillage.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Sites))]

namespace Maillage.BrowserTests.Support;

/// <summary>Two real sites on loopback, one with the demonstration data and one without a place, and one Chromium.</summary>
public sealed class Sites : IAsyncLifetime
{
    private readonly Dictionary<string, Site> sites = [];
    private readonly Dictionary<string, IReadOnlyList<Cookie>> sessions = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim signingIn = new(1, 1);
    private int reached;
    private IPlaywright playwright = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        sites["demonstration"] = await Site.Start(demonstration: true);
        sites["empty"] = await Site.Start(demonstration: false);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = "/usr/bin/chromium",
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    public string Address(PageState state) => sites[state.Given].Root.TrimEnd('/') + state.Path;

    public string Address(string path) => sites["demonstration"].Root.TrimEnd('/') + path;

    /// <summary>Goes to the state, sending the page's form when the state asks for it, and gives the page's answer.</summary>
    public async Task<IResponse> Reach(IPage page, PageState state)
    {
        await page.Context.ClearCookiesAsync();
        // Each from another address, as a proxy on this machine tells it: one alone would soon be stopped for its failures.
        var number = Interlocked.Increment(ref reached);
        var address = $"203.0.{number / 250 % 250}.{number % 250}";
        await page.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { ["X-Forwarded-For"] = address });
        if (state.As is { } name)
        {
            await page.Context.AddCookiesAsync(await SessionOf(name));
        }

        var answer = await page.GotoAsync(Address(state));
        if (state.Submit is { } fields)
        {
            foreach (var (label, text) in fields)
            {
                await page.GetByLabel(label).FillAsync(text);
            }

            // A page may have other forms: the one that was filled is sent.
            var forms = page.Locator("main form");
            var form = fields.Count == 0 ? forms : forms.Filter(new() { Has = page.GetByLabel(fields.Keys.Last()) });
            answer = await page.RunAndWaitForResponseAsync(
                () => form.Locator("button[type=submit], button:not([type])").First.ClickAsync(),
                response => response.Request.IsNavigationRequest && response.Status is < 300 or >= 400
            );
            await page.WaitForLoadStateAsync();
        }

        Assert.Equal(state.Status, answer!.Status);
        return answer;
    }

    /// <summary>The cookies of somebody signed in, for other contexts: each signs in once for all tests.</summary>
    private async Task<IReadOnlyList<Cookie>> SessionOf(string name)
    {
        await signingIn.WaitAsync();
        try
        {
            if (!sessions.TryGetValue(name, out var cookies))
            {
                await using var context = await Browser.NewContextAsync();
                var page = await context.NewPageAsync();
                await page.GotoAsync(Address("/connexion"));
                await page.GetByLabel("Votre adresse e-mail").FillAsync(People.EmailOf(name));
                await page.GetByLabel("Votre mot de passe").FillAsync(People.Password);
                await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
                await page.WaitForURLAsync(Address("/espace"));
                cookies =
                [
                    .. (await context.CookiesAsync()).Select(cookie => new Cookie
                    {
                        Name = cookie.Name,
                        Value = cookie.Value,
                        Url = cookie.Path == "/" ? Address("/") : null,
                        Domain = cookie.Path == "/" ? null : cookie.Domain,
                        Path = cookie.Path == "/" ? null : cookie.Path,
                        HttpOnly = cookie.HttpOnly,
                    }),
                ];
                sessions[name] = cookies;
            }

            return cookies;
        }
        finally
        {
            signingIn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright.Dispose();
        signingIn.Dispose();
        foreach (var site in sites.Values)
        {
            await site.DisposeAsync();
        }
    }

    /// <summary>One site on loopback. A journey that changes much starts its own: the states of the pages stay as they are.</summary>
    public sealed class Site : IAsyncDisposable
    {
        private readonly TestDatabase database;
        private readonly WebApplicationFactory<Program> factory;
        private readonly string uploads;

        private Site(
            TestDatabase database,
            WebApplicationFactory<Program> factory,
            FakeTimeProvider clock,
            string uploads
        )
        {
            (this.database, this.factory, this.uploads, Clock) = (database, factory, uploads, clock);
            Root = factory.ClientOptions.BaseAddress.ToString();
        }

        public string Root { get; }

        /// <summary>Stands still unless a test lets it pass: then what is done aside is done.</summary>
        public FakeTimeProvider Clock { get; }

        public static async Task<Site> Start(bool demonstration)
        {
            var database = await TestDatabase.Create();
            // Tuesday 24 November 2026, 11 h 35 in Paris.
            var uploads = Directory.CreateTempSubdirectory("maillage-uploads-").FullName;
            var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 10, 35, 0, TimeSpan.Zero));
#pragma warning disable CA2000 // disposed with the site
            var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
#pragma warning restore CA2000
            {
                host.UseEnvironment("Testing");
                host.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
                host.UseSetting("Database:Provider", database.Provider);
                host.UseSetting("Database:ConnectionString", database.ConnectionString);
                host.UseSetting("Uploads:Folder", uploads);
                host.UseSetting("Demonstration:Load", demonstration ? "true" : "false");
                // The links of Stop.states.json are signed with it.
                host.UseSetting("Messages:Secret", "une phrase d’essai de plus de trente-deux lettres");
                host.UseSetting("Site:Phone", "0261910049");
                host.UseSetting("Site:PhoneHours", "Du lundi au vendredi, de 9 h à 17 h.");
                host.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
            });
            factory.UseKestrel();
            factory.StartServer();
            if (demonstration)
            {
                await using (var db = database.Open())
                {
                    db.Places.Add(LongestPlace());
                    db.Subdivisions.Add(LongestSubdivision());
                    await Network.AddTo(db);
                    await db.SaveChangesAsync();
                }

                await factory.Services.GetRequiredService<PlaceDirectory>().Reload();
            }

            return new Site(database, factory, clock, uploads);
        }

        /// <summary>Every text as long as a list has ever sent it, with markup and marks that turn text around.</summary>
        private static Place LongestPlace()
        {
            var written = new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);
            const string hostile = "<script>alert(1)</script> \u202Eesrevni\u202C =1+1 ";
            var word = new string('é', 60);
            return new Place
            {
                Id = Guid.CreateVersion7(),
                Slug = "texte-le-plus-long",
                Name = $"{hostile}{word} et de la communauté de communes du très grand territoire",
                Address = $"{hostile}{word}",
                PostalCode = "49000",
                Insee = "49007",
                CommuneName = "Angers",
                Phone = "+33261910099",
                Emails = [$"{new string('a', 60)}@exemple.test"],
                Websites = [$"https://exemple.test/{new string('a', 200)}"],
                OpeningHours = $"tous les jours sauf quand {word}",
                Summary = $"{hostile}{word}",
                Presentation = string.Concat(Enumerable.Repeat($"{hostile}{word} ", 20)),
                Services =
                [
                    .. Vocabularies.Services.Terms.Select(term => new Service
                    {
                        Id = Guid.CreateVersion7(),
                        Kind = term.Label,
                        Description = $"{hostile}{word}",
                    }),
                ],
                Audiences = [.. Vocabularies.Audiences.Terms.Select(term => term.Label), $"{hostile}{word}"],
                Fees = ["Payant"],
                FeesDetail = $"{hostile}{word}",
                Languages = ["en", "ar", "fsl"],
                CreatedAt = written,
                ModifiedAt = written,
            };
        }

        private static Subdivision LongestSubdivision()
        {
            var subdivision = new Subdivision
            {
                Id = Guid.CreateVersion7(),
                Slug = "grand-territoire",
                Name = $"<b>Le bassin</b> {new string('é', 60)} de la vallée",
                Kind = "bassin de vie",
            };
            subdivision.Communes.Add(new SubdivisionCommune { Insee = "49007" });
            subdivision.Communes.Add(new SubdivisionCommune { Insee = "49331" });
            return subdivision;
        }

        public async ValueTask DisposeAsync()
        {
            await factory.DisposeAsync();
            await database.DisposeAsync();
            Directory.Delete(uploads, recursive: true);
        }
    }
}
