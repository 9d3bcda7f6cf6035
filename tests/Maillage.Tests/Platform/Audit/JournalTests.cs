using System.CommandLine;
using Maillage.Data;
using Maillage.Features.Organisations;
using Maillage.Platform.Audit;
using Maillage.Platform.CommandLine;
using Maillage.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Platform.Audit;

public sealed class JournalTests : IAsyncLifetime
{
    private const string Unmistakable = "Zéphyrine-7319";

    private readonly Organisation organisation = new()
    {
        Id = Guid.CreateVersion7(),
        Name = Unmistakable,
        Rna = "W491234567",
    };
    private JournalScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await JournalScene.Start();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task Each_change_says_who_what_when_why_for_whom_and_from_where()
    {
        var (account, person) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        scene.Clock.Advance(TimeSpan.FromTicks(1_234_567));

        await scene.Save(
            db => db.Add(organisation),
            actor =>
            {
                actor.AccountId = account;
                actor.OnBehalfOf = person;
                actor.Channel = Channel.Phone;
                actor.Reason = "asked-by-phone";
            }
        );

        var line = Assert.Single(await scene.Lines());
        Assert.Equal((account, person), (line.AccountId, line.OnBehalfOf));
        Assert.Equal((Channel.Phone, "asked-by-phone"), (line.Channel, line.Reason));
        Assert.Equal(("created", "Organisation", organisation.Id), (line.Action, line.Subject, line.SubjectId));
        // Whole microseconds, so that both databases give back what was written.
        Assert.Equal(TestApp.DefaultNow.UtcDateTime.AddTicks(1_234_560), line.At);
        Assert.Null(line.Segment);
    }

    [Fact]
    public async Task A_change_names_the_fields_changed_and_no_other()
    {
        await scene.Save(db => db.Add(organisation));
        await scene.Save(db =>
        {
            db.Attach(organisation);
            organisation.Rna = null;
            organisation.Name = "Autre nom";
        });
        await scene.Save(db => db.Remove(organisation));

        Assert.Equal(
            [("created", ""), ("changed", "Name, Rna"), ("removed", "")],
            (await scene.Lines()).Select(l => (l.Action, string.Join(", ", l.Fields)))
        );
    }

    [Fact]
    public async Task A_value_never_appears_in_the_journal()
    {
        await scene.Save(db => db.Add(organisation));
        await scene.Save(db =>
        {
            db.Attach(organisation);
            organisation.Name = Unmistakable + " bis";
        });
        await scene.Save(db => db.Remove(organisation));

        var written = await AllColumns();
        Assert.Contains("Organisation", written, StringComparison.Ordinal);
        Assert.DoesNotContain("7319", written, StringComparison.Ordinal);
        Assert.DoesNotContain("W491234567", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_without_its_line_is_impossible()
    {
        await scene.Save(db => db.Add(organisation));
        await using (var db = scene.Db())
        {
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE journal_lines RENAME TO out_of_reach");
        }

        await Assert.ThrowsAnyAsync<Exception>(() =>
            scene.Save(db =>
            {
                db.Attach(organisation);
                organisation.Name = "Autre nom";
            })
        );

        await using var after = scene.Db();
        Assert.Equal(Unmistakable, (await after.Organisations.SingleAsync()).Name);
    }

    [Fact]
    public async Task A_change_saved_again_after_a_refusal_is_journaled_once()
    {
        organisation.Siret = "21490007800012";
        await scene.Save(db => db.Add(organisation));

        await scene.Do(async scope =>
        {
            var db = scope.GetRequiredService<MaillageDb>();
            var other = new Organisation
            {
                Id = Guid.CreateVersion7(),
                Name = "Autre",
                Siret = organisation.Siret,
            };
            db.Add(other);
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
            other.Siret = null;
            return await db.SaveChangesAsync();
        });

        Assert.Equal(2, (await scene.Lines()).Count);
    }

    [Fact]
    public async Task A_change_saved_without_awaiting_is_journaled_too()
    {
        await using var scope = scene.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        db.Add(organisation);

#pragma warning disable CA1849, MA0042 // the point of the test
        db.SaveChanges();
#pragma warning restore CA1849, MA0042

        Assert.Single(await scene.Lines());
    }

    [Fact]
    public async Task An_import_writes_no_line_for_each_record()
    {
        await scene.Save(db => db.Add(organisation), actor => actor.Channel = Channel.Import);

        Assert.Empty(await scene.Lines());
    }

    [Fact]
    public async Task A_reading_is_saved_at_once_with_its_purpose()
    {
        await scene.Do(async scope =>
        {
            await scope
                .GetRequiredService<Journal>()
                .Read("Beneficiary", organisation.Id, ["Phone", "Name"], "prepare-appointment");
            return true;
        });

        var line = Assert.Single(await scene.Lines());
        Assert.Equal(("read", "Beneficiary", organisation.Id), (line.Action, line.Subject, line.SubjectId));
        Assert.Equal(["Phone", "Name"], line.Fields);
        Assert.Equal("prepare-appointment", line.Reason);
    }

    [Fact]
    public async Task A_reading_never_saves_a_change_under_way()
    {
        await scene.Do(async scope =>
        {
            scope.GetRequiredService<MaillageDb>().Add(organisation);
            var journal = scope.GetRequiredService<Journal>();
            return await Assert.ThrowsAsync<InvalidOperationException>(() =>
                journal.Read("Beneficiary", organisation.Id, [], "prepare-appointment")
            );
        });

        await using var db = scene.Db();
        Assert.Empty(await db.Organisations.ToListAsync());
    }

    [Fact]
    public async Task An_event_is_saved_with_the_callers_changes()
    {
        await scene.Do(async scope =>
        {
            scope.GetRequiredService<Journal>().Note("signed-in", "Account", organisation.Id, "Passkey");
            Assert.Empty(await scene.Lines());
            return await scope.GetRequiredService<MaillageDb>().SaveChangesAsync();
        });

        var line = Assert.Single(await scene.Lines());
        Assert.Equal(("signed-in", "Account", organisation.Id), (line.Action, line.Subject, line.SubjectId));
        Assert.Equal(["Passkey"], line.Fields);
    }

    [Fact]
    public async Task What_no_person_asked_for_comes_from_a_job()
    {
        await scene.Save(db => db.Add(organisation));

        Assert.Equal(Channel.Job, Assert.Single(await scene.Lines()).Channel);
    }

    [Fact]
    public async Task What_a_verb_does_comes_from_the_command_line()
    {
        await using var withVerb = await JournalScene.Start(services =>
            services.AddCommand(provider =>
            {
                var verb = new Command("act");
                verb.SetAction(
                    async (_, cancellation) =>
                    {
                        await using var scope = provider.CreateAsyncScope();
                        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
                        db.Add(organisation);
                        await db.SaveChangesAsync(cancellation);
                        return 0;
                    }
                );
                return verb;
            })
        );

        Assert.Equal(0, await Commands.Run(withVerb.Services, ["act"]));
        await withVerb.Save(db => db.Add(new Organisation { Id = Guid.CreateVersion7(), Name = "Après" }));

        Assert.Equal([Channel.CommandLine, Channel.Job], (await withVerb.Lines()).Select(l => l.Channel));
    }

    [Fact]
    public async Task Within_a_request_even_a_scope_of_its_own_acts_for_whoever_asked()
    {
        var account = Guid.CreateVersion7();
        await using var request = scene.Services.CreateAsyncScope();
        scene.Services.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext
        {
            RequestServices = request.ServiceProvider,
        };
        var actor = request.ServiceProvider.GetRequiredService<Actor>();
        Assert.Equal(Channel.Web, actor.Channel);
        actor.AccountId = account;

        await scene.Save(db => db.Add(organisation), own => own.Channel = Channel.Counter);

        var line = Assert.Single(await scene.Lines());
        Assert.Equal((account, Channel.Counter), (line.AccountId, line.Channel));
        Assert.Equal(Channel.Web, actor.Channel);
    }

    private async Task<string> AllColumns()
    {
        await using var db = scene.Db();
        var connection = db.Database.GetDbConnection();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM journal_lines";
        await using var reader = await command.ExecuteReaderAsync();
        var written = new List<string>();
        while (await reader.ReadAsync())
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                var value = reader.GetValue(i);
                written.Add(value is string[] list ? string.Join(' ', list) : $"{value}");
            }
        }

        return string.Join('\n', written);
    }
}
