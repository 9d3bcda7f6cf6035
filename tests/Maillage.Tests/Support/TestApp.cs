using Maillage.Data;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace Maillage.Tests.Support;

/// <summary>The whole application in process, on a database of its own and on a clock that stands still.</summary>
public sealed class TestApp : IAsyncDisposable
{
    /// <summary>Tuesday 24 November 2026, 11 h 35 in Paris: the moment of the reference pages.</summary>
    public static readonly DateTimeOffset DefaultNow = new(2026, 11, 24, 10, 35, 0, TimeSpan.Zero);

    private readonly TestDatabase database;
    private readonly WebApplicationFactory<Program> factory;

    private TestApp(TestDatabase database, WebApplicationFactory<Program> factory, FakeTimeProvider clock) =>
        (this.database, this.factory, Clock) = (database, factory, clock);

    public FakeTimeProvider Clock { get; }

    public IServiceProvider Services => factory.Services;

    /// <summary>Starts the application; <paramref name="given"/> fills the database first.</summary>
    public static async Task<TestApp> Start(
        Action<MaillageDb>? given = null,
        Action<IServiceCollection>? services = null,
        IReadOnlyDictionary<string, string?>? settings = null
    )
    {
        var database = await TestDatabase.Create();
        if (given is not null)
        {
            await using var db = database.Open();
            given(db);
            await db.SaveChangesAsync();
        }

        var clock = new FakeTimeProvider(DefaultNow);
#pragma warning disable CA2000 // disposed with the application
        var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
#pragma warning restore CA2000
        {
            host.UseEnvironment("Testing");
            host.UseSetting("Database:Provider", database.Provider);
            host.UseSetting("Database:ConnectionString", database.ConnectionString);
            foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
            {
                host.UseSetting(key, value);
            }

            host.ConfigureServices(registered =>
            {
                registered.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
                services?.Invoke(registered);
            });
        });
        return new TestApp(database, factory, clock);
    }

    /// <summary>
    /// Lets time pass at one stroke, as when a machine sleeps: what is done every few seconds is not done for each of them,
    /// which would take minutes for a week.
    /// </summary>
    public void Pass(TimeSpan time) => Clock.AdjustTime(Clock.GetUtcNow() + time);

    /// <summary>Serves on loopback too, for requests that the in-process server would not carry as they are.</summary>
    /// <returns>Its address, without the last bar.</returns>
    public string ServeOnLoopback()
    {
        factory.UseKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        factory.StartServer();
        return factory.ClientOptions.BaseAddress.ToString().TrimEnd('/');
    }

    public HttpClient Client(bool followRedirects = true) =>
        factory.CreateClient(
            new WebApplicationFactoryClientOptions { AllowAutoRedirect = followRedirects, HandleCookies = true }
        );

    /// <summary>A context of the same database, apart from the application's own.</summary>
    public MaillageDb Db() => database.Open();

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        await database.DisposeAsync();
    }
}
