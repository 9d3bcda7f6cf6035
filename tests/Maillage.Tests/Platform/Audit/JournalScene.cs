using Maillage.Data;
using Maillage.Features.Organisations;
using Maillage.Platform.Audit;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Maillage.Tests.Platform.Audit;

/// <summary>The journal as the application registers it, without web server, on a clock that stands still.</summary>
internal sealed class JournalScene : IAsyncDisposable
{
    private readonly TestDatabase database;

    private JournalScene(TestDatabase database, ServiceProvider services, FakeTimeProvider clock) =>
        (this.database, Services, Clock) = (database, services, clock);

    public ServiceProvider Services { get; }

    public FakeTimeProvider Clock { get; }

    public Dictionary<string, string> Environment =>
        new()
        {
            ["Database__Provider"] = database.Provider,
            ["Database__ConnectionString"] = database.ConnectionString,
        };

    public static async Task<JournalScene> Start(Action<IServiceCollection>? services = null)
    {
        var database = await TestDatabase.Create();
        var clock = new FakeTimeProvider(TestApp.DefaultNow);
        var registered = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IConfiguration>(
                new ConfigurationBuilder()
                    .AddInMemoryCollection(
                        new Dictionary<string, string?>
                        {
                            ["Database:Provider"] = database.Provider,
                            ["Database:ConnectionString"] = database.ConnectionString,
                        }
                    )
                    .Build()
            )
            .AddData()
            .AddAudit();
        services?.Invoke(registered);
        return new JournalScene(database, registered.BuildServiceProvider(validateScopes: true), clock);
    }

    /// <summary>A context that journals nothing: somebody who writes in the database without the application.</summary>
    public MaillageDb Db() => database.Open();

    /// <summary>What a page, a verb or a job does in a scope of its own.</summary>
    public async Task<T> Do<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider);
    }

    public Task Save(Action<MaillageDb> change, Action<Actor>? actor = null) =>
        Do(async scope =>
        {
            actor?.Invoke(scope.GetRequiredService<Actor>());
            var db = scope.GetRequiredService<MaillageDb>();
            change(db);
            return await db.SaveChangesAsync();
        });

    /// <summary>Adds an organisation, then renames it: two lines, with every column filled in the second.</summary>
    public async Task Act()
    {
        var organisation = new Organisation { Id = Guid.CreateVersion7(), Name = "Mairie" };
        await Save(db => db.Add(organisation));
        await Save(
            db =>
            {
                db.Attach(organisation);
                organisation.Name = "Mairie d’Angers";
            },
            actor =>
            {
                actor.AccountId = Guid.CreateVersion7();
                actor.OnBehalfOf = Guid.CreateVersion7();
                actor.Reason = "asked-at-counter";
            }
        );
    }

    /// <summary>An hour with two lines, sealed as the next begins.</summary>
    public async Task<JournalSegment> SealAnHour()
    {
        await Act();
        Clock.Advance(TimeSpan.FromHours(1));
        return (await Seal())!;
    }

    public Task<JournalSegment?> Seal() => Do(scope => scope.GetRequiredService<SealJournal>().Run());

    public Task<int> Expire() => Do(scope => scope.GetRequiredService<ExpireJournal>().Run());

    public Task<JournalReport> Verify(string? head = null) =>
        Do(scope => scope.GetRequiredService<VerifyJournal>().Run(head));

    public async Task<List<JournalLine>> Lines()
    {
        await using var db = Db();
        return await db.JournalLines.AsNoTracking().OrderBy(l => l.At).ThenBy(l => l.Id).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await database.DisposeAsync();
    }
}
