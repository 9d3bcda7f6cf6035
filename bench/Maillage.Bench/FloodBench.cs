using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Maillage.Data;
using Maillage.Features.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Bench;

/// <summary>
/// 200 attempts to sign in a second for a minute, from 500 forwarded addresses on 300 accounts: what public pages keep of
/// their throughput, and how long the owners of 20 of those accounts wait in browsers that they have used before.
/// </summary>
internal static partial class FloodBench
{
    private const int Seconds = 60;
    private const int AttemptsPerSecond = 200;
    private const int Addresses = 500;
    private const int Accounts = 300;
    private const int Owners = 20;
    private const int PublicSeconds = 10;
    private const string Password = "quatre mots pour entrer";

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var folder = Directory.CreateTempSubdirectory("maillage-bench-").FullName;
        try
        {
            var database = Path.Combine(folder, "flood.db");
            await Machine.RunVerb(
                database,
                "import",
                "places",
                await PlacesFile.Write(folder, 1_000),
                "--source",
                "Mesure"
            );
            await AddAccounts(database);
            using var server = await Machine.Serve(database);
            var owners = new List<Visitor>();
            for (var i = 0; i < Owners; i++)
            {
                var owner = new Visitor(server.Address, $"198.51.100.{i}");
                await owner.SignIn(i);
                owners.Add(owner);
            }

            await PublicPages(server.Address);
            var before = await PublicPages(server.Address);
            var answers = new ConcurrentDictionary<HttpStatusCode, int>();
            var cpu = server.Process.TotalProcessorTime;
            var clock = Stopwatch.StartNew();
            var flood = Flood(server.Address, answers);
            var during = new List<double>();
            var waits = new List<double>();
            var entering = Enter(owners, waits);
            while (clock.Elapsed.TotalSeconds < Seconds - PublicSeconds - 1)
            {
                during.Add(await PublicPages(server.Address));
            }

            await entering;
            await flood;
            server.Process.Refresh();
            var spent = (server.Process.TotalProcessorTime - cpu).TotalSeconds / clock.Elapsed.TotalSeconds;
            owners.ForEach(owner => owner.Dispose());
            var median = during.Order().ElementAt(during.Count / 2);
            return
            [
                new(
                    "flood",
                    "pages publiques pendant l’assaut",
                    median,
                    "req/s",
                    before,
                    median / before,
                    AtLeast: 0.5
                ),
                new("flood", "titulaire entré, le plus lent", waits.Max(), "s", 5, waits.Max() / 5, AtMost: 1),
                new("flood", "titulaires entrés", waits.Count, "", Owners, (double)waits.Count / Owners, AtLeast: 1),
                new(
                    "flood",
                    "essais par seconde",
                    answers.Values.Sum() / (double)Seconds,
                    "essais/s",
                    AttemptsPerSecond
                ),
                new(
                    "flood",
                    "autres réponses qu’un refus",
                    answers
                        .Where(a => a.Key is not (HttpStatusCode.BadRequest or HttpStatusCode.TooManyRequests))
                        .Sum(a => a.Value),
                    "",
                    Ratio: answers
                        .Where(a => a.Key is not (HttpStatusCode.BadRequest or HttpStatusCode.TooManyRequests))
                        .Sum(a => a.Value),
                    AtMost: 0
                ),
                new("flood", "cœurs occupés par le serveur", spent, "cœurs"),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AddAccounts(string database)
    {
        var options = new DbContextOptionsBuilder<SqliteDb>();
        options.OnSqlite($"Data Source={database}");
        await using var db = new SqliteDb(options.Options);
        var hash = new PasswordHasher<Account>().HashPassword(null!, Password);
        for (var i = 0; i < Accounts; i++)
        {
            var email = EmailOf(i);
            db.Accounts.Add(
                new Account
                {
                    Id = Guid.CreateVersion7(),
                    Name = $"Personne {i}",
                    UserName = email,
                    NormalizedUserName = email.ToUpperInvariant(),
                    Email = email,
                    NormalizedEmail = email.ToUpperInvariant(),
                    PasswordHash = hash,
                    SecurityStamp = Guid.CreateVersion7().ToString("N"),
                    CreatedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
                }
            );
        }

        await db.SaveChangesAsync();
    }

    /// <summary>Each second its attempts, spread evenly, whether those before have been answered or not.</summary>
    private static async Task Flood(string address, ConcurrentDictionary<HttpStatusCode, int> answers)
    {
        using var stranger = new Visitor(address, "203.0.113.1");
        var token = await stranger.Token();
        var clock = Stopwatch.StartNew();
        var sent = new List<Task>();
        for (var attempt = 0; attempt < Seconds * AttemptsPerSecond; attempt++)
        {
            var due = TimeSpan.FromSeconds((double)attempt / AttemptsPerSecond) - clock.Elapsed;
            if (due > TimeSpan.FromMilliseconds(5))
            {
                await Task.Delay(due);
            }

            sent.Add(Try(attempt));
        }

        await Task.WhenAll(sent);

        async Task Try(int attempt)
        {
            var from = $"203.0.{attempt % Addresses / 250}.{attempt % 250}";
            var answer = await stranger.Send(attempt % Accounts, "pas le bon mot", token, from);
            answers.AddOrUpdate(answer, 1, (_, count) => count + 1);
        }
    }

    /// <summary>The owners sign in again one after the other, two seconds apart.</summary>
    private static async Task Enter(List<Visitor> owners, List<double> waits)
    {
        await Task.Delay(TimeSpan.FromSeconds(5));
        foreach (var (i, owner) in owners.Index())
        {
            var clock = Stopwatch.StartNew();
            if (await owner.SignIn(i))
            {
                waits.Add(clock.Elapsed.TotalSeconds);
            }

            await Task.Delay(TimeSpan.FromSeconds(2));
        }
    }

    private static async Task<double> PublicPages(string address)
    {
        var start = new ProcessStartInfo(
            "wrk",
            ["-t1", "-c16", $"-d{PublicSeconds}s", address + "/lieux?commune=49007"]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var wrk = Process.Start(start) ?? throw new InvalidOperationException("wrk did not start.");
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        return double.Parse(
            PerSecond().Match(output).Groups["number"].Value,
            System.Globalization.CultureInfo.InvariantCulture
        );
    }

    private static string EmailOf(int i) => $"personne{i}@exemple.test";

    [GeneratedRegex(@"Requests/sec:\s+(?<number>[\d.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PerSecond();

    [GeneratedRegex(
        "name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex TokenOf();

    /// <summary>A browser behind the proxy of this machine.</summary>
    private sealed class Visitor : IDisposable
    {
        private readonly HttpClient client;
        private readonly string from;

        public Visitor(string address, string from)
        {
            this.from = from;
            client = new HttpClient(
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseCookies = true,
                    MaxConnectionsPerServer = 400,
                },
                disposeHandler: true
            )
            {
                BaseAddress = new Uri(address),
            };
        }

        public async Task<string> Token()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/connexion?retour=%2F");
            request.Headers.Add("X-Forwarded-For", from);
            using var answer = await client.SendAsync(request);
            return TokenOf().Match(await answer.Content.ReadAsStringAsync()).Groups["token"].Value;
        }

        public async Task<HttpStatusCode> Send(int account, string password, string token, string address)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/connexion")
            {
                Content = new FormUrlEncodedContent([
                    KeyValuePair.Create("email", EmailOf(account)),
                    KeyValuePair.Create("password", password),
                    KeyValuePair.Create("__RequestVerificationToken", token),
                ]),
            };
            request.Headers.Add("X-Forwarded-For", address);
            using var answer = await client.SendAsync(request);
            return answer.StatusCode;
        }

        /// <summary>True when the password opened a session; the former one is left first.</summary>
        public async Task<bool> SignIn(int account)
        {
            using var signOut = new HttpRequestMessage(HttpMethod.Get, "/deconnexion");
            signOut.Headers.Add("X-Forwarded-For", from);
            using var page = await client.SendAsync(signOut);
            if (page.StatusCode == HttpStatusCode.OK)
            {
                using var leave = new HttpRequestMessage(HttpMethod.Post, "/deconnexion")
                {
                    Content = new FormUrlEncodedContent([
                        KeyValuePair.Create(
                            "__RequestVerificationToken",
                            TokenOf().Match(await page.Content.ReadAsStringAsync()).Groups["token"].Value
                        ),
                    ]),
                };
                using var left = await client.SendAsync(leave);
            }

            return await Send(account, Password, await Token(), from) == HttpStatusCode.Redirect;
        }

        public void Dispose() => client.Dispose();
    }
}
