using System.Collections.Concurrent;
using System.Net;
using Maillage.Features.Accounts;
using Maillage.Features.Accounts.SignIn;
using Maillage.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Maillage.Tests.Features.Accounts;

/// <summary>Thousands of attempts to sign in: what is hashed, who still comes in. The figures are in the bench.</summary>
public class FloodTests
{
    private const int People = 300;
    private const int Addresses = 500;
    private const int Attempts = 3_000;
    private const int Owners = 20;

    [Fact]
    public async Task A_flood_is_refused_before_hashing_and_rightful_owners_still_come_in()
    {
        var hasher = new CountingHasher();
        await using var app = await TestApp.Start(
            db =>
            {
                for (var i = 0; i < People; i++)
                {
                    db.AddAccount($"Personne {i}");
                }
            },
            services => services.Replace(ServiceDescriptor.Scoped<IPasswordHasher<Account>>(_ => hasher))
        );
        var owners = new List<HttpClient>();
        for (var i = 0; i < Owners; i++)
        {
            owners.Add(await app.SignedInClient($"Personne {i}"));
        }

        hasher.Forget();
        using var stranger = app.Client(followRedirects: false);
        var token = await Token(stranger);
        var answers = new ConcurrentDictionary<HttpStatusCode, int>();
        var flood = Parallel.ForEachAsync(
            Enumerable.Range(0, Attempts),
            new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (attempt, cancellation) =>
            {
                using var request = Attempt(token, $"Personne {attempt % People}", "pas le bon mot");
                request.Headers.Add("X-Forwarded-For", $"203.0.{attempt % Addresses / 250}.{attempt % 250}");
                using var answer = await stranger.SendAsync(request, cancellation);
                answers.AddOrUpdate(answer.StatusCode, 1, (_, count) => count + 1);
            }
        );
        // While it lasts, those who were attacked sign in from the browsers that they have used before.
        var entered = 0;
        foreach (var (i, owner) in owners.Index())
        {
            var browser = new Browser(owner);
            await browser.Open("/deconnexion");
            await browser.Press("Se déconnecter");
            await browser
                .Fill("Votre adresse e-mail", Support.People.EmailOf($"Personne {i}"))
                .Fill("Votre mot de passe", Support.People.Password)
                .Press("Se connecter");
            entered += browser.Address == "/espace" ? 1 : 0;
            owner.Dispose();
        }

        await flood;
        Assert.Equal(Owners, entered);
        Assert.Equal([HttpStatusCode.BadRequest], answers.Keys);
        Assert.Equal(1, hasher.MostAtOnce);
        Assert.InRange(hasher.Count, Owners, Owners + (SignInGate.MostFailures * People));
        Assert.True(hasher.Count < Attempts, $"{hasher.Count} hashes");
        // Six wrong passwords for an account, from whatever addresses; not one more reaches the hashing.
        for (var attempt = 0; attempt < SignInGate.MostFailures; attempt++)
        {
            await Try(stranger, token, "Personne 42");
        }

        var before = hasher.Count;
        Assert.Contains("Trop d’essais", await Try(stranger, token, "Personne 42"), StringComparison.Ordinal);
        Assert.Equal(before, hasher.Count);

        app.Pass(SignInGate.Window);
        using var late = Attempt(token, "Personne 42", Support.People.Password);
        using var welcome = await stranger.SendAsync(late);
        Assert.Equal("/espace", welcome.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task What_a_visitor_writes_in_forwarded_headers_changes_nothing()
    {
        foreach (var (remote, isTrusted) in new[] { ("198.51.100.7", false), ("10.1.2.3", true), ("127.0.0.1", false) })
        {
            var from = new RemoteAddress(IPAddress.Parse(remote));
            await using var app = await TestApp.Start(
                services: services => services.AddSingleton<IStartupFilter>(from),
                settings: new Dictionary<string, string?> { ["Proxies:Trusted"] = "10.0.0.0/8" }
            );
            using var client = app.Client();
            HttpStatusCode last = default;
            for (var i = 0; i <= Maillage.Platform.Web.FailureLimits.MostFailures; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/nulle-part");
                // A new address each time; only the one that a trusted server adds at the end counts.
                request.Headers.Add("X-Forwarded-For", $"192.0.2.1, 203.0.{i / 250}.{i % 250}");
                request.Headers.Add("X-Forwarded-Proto", "https");
                using var answer = await client.SendAsync(request);
                last = answer.StatusCode;
            }

            var expected = remote == "198.51.100.7" ? HttpStatusCode.TooManyRequests : HttpStatusCode.NotFound;
            Assert.Equal(expected, last);
            Assert.Equal(isTrusted ? "https" : "http", from.LastScheme);
        }
    }

    private static async Task<string> Token(HttpClient client)
    {
        var browser = new Browser(client);
        await browser.Open("/connexion");
        return browser.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
    }

    private static async Task<string> Try(HttpClient client, string token, string name)
    {
        using var request = Attempt(token, name, "pas le bon mot");
        using var answer = await client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    private static HttpRequestMessage Attempt(string token, string name, string password) =>
        new(HttpMethod.Post, "/connexion")
        {
            Content = new FormUrlEncodedContent([
                KeyValuePair.Create("email", Support.People.EmailOf(name)),
                KeyValuePair.Create("password", password),
                KeyValuePair.Create("__RequestVerificationToken", token),
            ]),
        };

    /// <summary>Counts what reaches the hashing, which takes the time of two milliseconds instead of forty.</summary>
    private sealed class CountingHasher : IPasswordHasher<Account>
    {
        private int count;
        private int now;
        private int most;

        public int Count => count;

        public int MostAtOnce => most;

        public void Forget() => (count, most) = (0, 0);

        public string HashPassword(Account user, string password) => password;

        public PasswordVerificationResult VerifyHashedPassword(
            Account user,
            string hashedPassword,
            string providedPassword
        )
        {
            Interlocked.Increment(ref count);
            most = Math.Max(most, Interlocked.Increment(ref now));
            Thread.Sleep(2);
            Interlocked.Decrement(ref now);
            return user is not null && providedPassword == Support.People.Password
                ? PasswordVerificationResult.Success
                : PasswordVerificationResult.Failed;
        }
    }

    /// <summary>Says where requests come from, which the test server does not.</summary>
    private sealed class RemoteAddress(IPAddress address) : IStartupFilter
    {
        public string? LastScheme { get; private set; }

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    async (context, go) =>
                    {
                        context.Connection.RemoteIpAddress = address;
                        await go(context);
                        LastScheme = context.Request.Scheme;
                    }
                );
                next(app);
            };
    }
}
