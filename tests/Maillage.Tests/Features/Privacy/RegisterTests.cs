using System.Globalization;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places;
using Maillage.Features.Places.Proposals;
using Maillage.Platform.Audit;
using Maillage.Platform.Messaging;
using Maillage.Platform.Privacy;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Maillage.Tests.Features.Privacy;

/// <summary>The register of personal data, and what is erased at the term.</summary>
public class RegisterTests
{
    private static readonly DateTime Now = TestApp.DefaultNow.UtcDateTime;

    [Fact]
    public async Task Every_entity_is_in_the_register_or_said_to_hold_nothing()
    {
        await using var app = await TestApp.Start();
        await using var scope = app.Services.CreateAsyncScope();
        var kinds = scope.ServiceProvider.GetServices<IPersonalRecords>().Select(records => records.Kind).ToList();
        var declared = kinds
            .SelectMany(kind => kind.Entities)
            .Concat(scope.ServiceProvider.GetServices<NoPersonalData>().SelectMany(none => none.Entities))
            .ToList();

        await using var db = app.Db();
        var model = db.Model.GetEntityTypes().Select(entity => entity.ClrType).ToList();
        Assert.Empty(model.Except(declared));
        Assert.Empty(declared.Except(model));
        Assert.Equal(declared.Count, declared.Distinct().Count());
        Assert.Equal(kinds.Count, kinds.Select(kind => kind.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task The_public_page_tells_every_kind_in_both_languages()
    {
        await using var app = await TestApp.Start(
            settings: new Dictionary<string, string?> { ["Messages:ErasedAfterDays"] = "17" }
        );
        await using var scope = app.Services.CreateAsyncScope();
        var kinds = scope.ServiceProvider.GetServices<IPersonalRecords>().Select(records => records.Kind).ToList();
        var browser = new Browser(app.Client());

        await browser.Open("/donnees-personnelles");
        Assert.All(kinds, kind => Assert.Contains(kind.Name, browser.Text, StringComparison.Ordinal));
        Assert.Contains("17 jours après l’envoi", browser.Text, StringComparison.Ordinal);
        Assert.Contains("24 mois après la dernière connexion", browser.Text, StringComparison.Ordinal);

        var texts = scope.ServiceProvider.GetRequiredService<IStringLocalizer>();
        Assert.All(
            kinds.SelectMany(kind => new[] { kind.Name, kind.Holds, kind.Purpose, kind.Readers, kind.Kept }),
            sentence => Assert.False(texts[sentence].ResourceNotFound, sentence)
        );
        await browser.Open("/en/donnees-personnelles");
        Assert.Contains("24 months after the last sign-in", browser.Text, StringComparison.Ordinal);
        Assert.Contains("17 days after sending", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_counts_what_the_night_then_erases()
    {
        await using var app = await TestApp.Start(Given24MonthsOfLife);

        var foretold = await Counts(app, isDryRun: true);
        await using (var db = app.Db())
        {
            Assert.Equal(1, await db.Accounts.CountAsync(a => a.Name == "Partie Ancienne"));
            Assert.Equal(0, await db.PurgeRuns.CountAsync());
            Assert.Equal(1, await db.Messages.CountAsync(m => m.To != null && m.To.StartsWith("vieux")));
        }

        var erased = await Counts(app, isDryRun: false);
        Assert.Equal(foretold, erased);
        Assert.Equal(
            new Dictionary<string, int>
            {
                ["accounts"] = 1,
                ["invitations"] = 1,
                ["sessions"] = 1,
                ["reports"] = 2,
                ["proposals"] = 1,
                ["messages"] = 1,
                ["stop-list"] = 1,
            },
            erased.Where(pair => pair.Value > 0).ToDictionary()
        );
        Assert.All(await Counts(app, isDryRun: false), pair => Assert.Equal(0, pair.Value));

        await using var after = app.Db();
        Assert.Equal(
            ["Partie Récemment", "Présente", "Présente mais muette", Account.ErasedName],
            (await after.Accounts.Select(a => a.Name).ToListAsync())
                .OrderBy(n => n == Account.ErasedName)
                .ThenBy(n => n, StringComparer.Ordinal)
        );
        var reports = await after.PlaceReports.OrderBy(r => r.CreatedAt).ToListAsync();
        Assert.Equal(["", "", "récent"], reports.Select(r => r.Message));
        Assert.All(
            reports[..2],
            report =>
            {
                Assert.NotNull(report.ClosedAt);
                Assert.Equal((null, null, null), (report.Fact, report.Proposed, report.ReplyTo));
            }
        );
        Assert.Equal((ReportedFact.Phone, "02 41 00 00 00"), (reports[2].Fact, reports[2].Proposed));
        var proposals = await after.PlaceProposals.OrderBy(p => p.CreatedAt).ToListAsync();
        Assert.Equal(["", "Récente"], proposals.Select(p => p.Name));
        Assert.Equal(
            ("", null, null, null),
            (proposals[0].Where, proposals[0].Phone, proposals[0].Hours, proposals[0].ReplyTo)
        );
        Assert.Empty(proposals[0].Needs);
        Assert.Null(proposals[0].Ground);
        Assert.NotNull(proposals[0].ClosedAt);
        Assert.Equal(("06 12 34 56 78", null), (proposals[1].ReplyTo, proposals[1].ClosedAt));
        // The night's work is a line, its changes are journaled, its counts are shown to those who administer.
        Assert.Equal(2, await after.PurgeRuns.CountAsync(r => r.EndedAt != null));
        Assert.Contains(await after.JournalLines.ToListAsync(), l => l.Action == "erased" && l.Channel == Channel.Job);
    }

    [Fact]
    public async Task The_night_works_once_whatever_the_number_of_nodes_and_goes_on_after_a_kill()
    {
        var other = new ColdKind();
        await using var app = await TestApp.Start(
            Given24MonthsOfLife,
            services => services.AddSingleton<IPersonalRecords>(other)
        );
        // 24 November, 11 h 35: three o'clock has gone by and nothing was done.
        other.Breaks = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => Night(app));
        await using (var db = app.Db())
        {
            var left = await db.PurgeRuns.SingleAsync();
            Assert.Null(left.EndedAt);
            Assert.Contains(new PurgedKind("accounts", 1), left.Done);
            Assert.DoesNotContain(left.Done, done => done.Kind == "cold");
        }

        other.Breaks = false;
        await using (var db = app.Db())
        await using (await db.TryLock("privacy"))
        {
            Assert.False(await Night(app));
        }

        var nodes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Night(app)));
        Assert.Single(nodes, ran => ran);
        Assert.Equal(1, other.Done);
        await using (var db = app.Db())
        {
            var run = await db.PurgeRuns.SingleAsync();
            Assert.NotNull(run.EndedAt);
            Assert.Contains(new PurgedKind("accounts", 1), run.Done);
            Assert.Contains(new PurgedKind("cold", 7), run.Done);
        }
        Assert.False(await Night(app));
    }

    [Theory]
    [InlineData("2026-11-24T01:59:00Z", true)]
    [InlineData("2026-11-24T02:00:00Z", false)]
    public async Task A_night_begins_at_three_in_Paris(string lastRun, bool isDue)
    {
        var at = DateTime.Parse(lastRun, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        await using var app = await TestApp.Start(db =>
            db.Add(
                new PurgeRun
                {
                    Id = Guid.CreateVersion7(),
                    StartedAt = at,
                    EndedAt = at,
                }
            )
        );

        Assert.Equal(isDue, await Night(app));
    }

    [Fact]
    public async Task The_night_comes_by_itself_and_those_who_administer_read_what_it_did()
    {
        await using var app = await TestApp.Start(db =>
        {
            Given24MonthsOfLife(db);
            db.AddNetworkPerson("Ada", NetworkRoleKind.Administrator);
        });
        var ada = await app.SignIn("Ada");
        await using var db = app.Db();
        while (!await db.PurgeRuns.AnyAsync(r => r.EndedAt != null))
        {
            app.Clock.Advance(TimeSpan.FromMinutes(10));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await ada.Open("/espace/donnees-personnelles");
        Assert.Contains("Comptes et rôles1", ada.Text, StringComparison.Ordinal);
        Assert.Contains("Erreurs signalées2", ada.Text, StringComparison.Ordinal);
        await ada.Open("/espace");
        Assert.DoesNotContain("Rien n’a été effacé", ada.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_journal_leaves_by_whole_segments_at_its_term()
    {
        await using var app = await TestApp.Start(db =>
            db.Add(
                new JournalLine
                {
                    Id = Guid.CreateVersion7(),
                    At = Now.AddMonths(-12).AddHours(-1),
                    Channel = Channel.Web,
                    Action = "signed-in",
                    Subject = nameof(Account),
                    SubjectId = Guid.CreateVersion7(),
                    Fields = [],
                }
            )
        );
        await Do(app, scope => scope.GetRequiredService<SealJournal>().Run());

        Assert.Equal(1, (await Counts(app, isDryRun: true))["journal"]);
        Assert.Equal(1, (await Counts(app, isDryRun: false))["journal"]);
        var report = await Do(app, scope => scope.GetRequiredService<VerifyJournal>().Run());
        Assert.Empty(report.Faults);
        Assert.Equal(1, report.ExpiredSegments);
    }

    [Fact]
    public async Task People_named_by_a_place_are_forgotten_two_years_after_it_has_gone()
    {
        var place = Given.Place(but: place =>
        {
            place.GoneAt = Now.AddMonths(-25);
            place.Contacts = [new PlaceContact { Name = "Paul Martin" }];
            place.Sources.Add(
                new PlaceSource
                {
                    Id = Guid.CreateVersion7(),
                    PlaceId = place.Id,
                    Source = "Liste",
                    SourceId = "1",
                    Original = """{"contact":"Paul Martin"}""",
                    Fingerprint = "abc",
                    FirstSeenAt = Now,
                    LastSeenAt = Now,
                }
            );
        });
        await using var app = await TestApp.Start(db =>
        {
            db.Add(place);
            db.PlaceVersions.Add(
                new Maillage.Features.Places.Editing.PlaceVersion
                {
                    Id = Guid.CreateVersion7(),
                    PlaceId = place.Id,
                    Kind = Maillage.Features.Places.Editing.VersionKind.Imported,
                    At = Now,
                    State = """{"name":"Maison","contacts":[{"name":"Paul Martin"}]}""",
                }
            );
        });

        Assert.Equal(1, (await Counts(app, isDryRun: false))["place-contacts"]);
        Assert.Equal(0, (await Counts(app, isDryRun: false))["place-contacts"]);
        await using var db = app.Db();
        Assert.Empty((await db.Places.SingleAsync()).Contacts);
        Assert.Equal("{}", (await db.PlaceSources.SingleAsync()).Original);
        Assert.Equal("""{"name":"Maison"}""", (await db.PlaceVersions.SingleAsync()).State);
    }

    [Fact]
    public async Task The_verb_prints_the_counts_of_a_dry_run_and_of_the_real_one()
    {
        await using var database = await TestDatabase.Create();
        await using (var db = database.Open())
        {
            Given24MonthsOfLife(db, new DateTime(2020, 1, 15, 12, 0, 0, DateTimeKind.Utc));
            await db.SaveChangesAsync();
        }

        var environment = new Dictionary<string, string>
        {
            ["Database__Provider"] = database.Provider,
            ["Database__ConnectionString"] = database.ConnectionString,
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
        };
        var dry = await MaillageProcess.Run(["privacy", "purge", "--dry-run"], environment: environment);
        var real = await MaillageProcess.Run(["privacy", "purge"], environment: environment);

        Assert.Equal((0, 0), (dry.ExitCode, real.ExitCode));
        Assert.Contains("Comptes et rôles : 2", dry.Output, StringComparison.Ordinal);
        Assert.Contains("Rien n’a été effacé.", dry.Output, StringComparison.Ordinal);
        Assert.Equal(
            dry.Output.Split('\n').Where(line => line.Contains(" : ", StringComparison.Ordinal)),
            real.Output.Split('\n').Where(line => line.Contains(" : ", StringComparison.Ordinal))
        );
    }

    private static void Given24MonthsOfLife(MaillageDb db) => Given24MonthsOfLife(db, Now);

    /// <summary>One thing of each kind that has reached its term, and its neighbour that has not.</summary>
    private static void Given24MonthsOfLife(MaillageDb db, DateTime now)
    {
        var organisation = People.Organisation("Commune d’essai");
        var place = Given.Place();
        db.AddRange(organisation, place);
        var old = DateOnly.FromDateTime(now.AddMonths(-24));
        var gone = db.AddMember("Partie Ancienne", organisation);
        var recent = db.AddMember("Partie Récemment", organisation);
        var present = db.AddMember("Présente", organisation);
        var silent = db.AddMember("Présente mais muette", organisation);
        foreach (var account in new[] { gone, recent, silent })
        {
            account.LastSignedInOn = old.AddDays(-100);
            db.Entry(account).Property(a => a.CreatedAt).CurrentValue = now.AddMonths(-40);
        }

        foreach (var membership in db.ChangeTracker.Entries<Membership>().Select(entry => entry.Entity).ToList())
        {
            if (membership.AccountId == gone.Id)
            {
                membership.End(old);
            }
            else if (membership.AccountId == recent.Id)
            {
                membership.End(old.AddDays(1));
            }
        }

        db.AddRange(Session(present, now.AddHours(-37)), Session(present, now.AddHours(-1)));
        db.AddRange(Invitation(now.AddDays(-31)), Invitation(now.AddDays(-29)));
        db.AddRange(Report("vieux", now.AddMonths(-12)), Report("récent", now.AddMonths(-11)));
        db.Add(
            new PlaceReport
            {
                Id = Guid.CreateVersion7(),
                PlaceId = place.Id,
                Message = "",
                Fact = ReportedFact.ClosedForGood,
                CreatedAt = now.AddMonths(-13),
            }
        );
        db.AddRange(Proposal("Ancienne", now.AddMonths(-12)), Proposal("Récente", now.AddMonths(-11)));
        db.AddRange(Message("vieux@exemple.test", now.AddDays(-31)), Message("neuf@exemple.test", now.AddDays(-29)));
        db.AddRange(
            Stopped("a", now.AddMonths(-37)),
            new StoppedAddress
            {
                Hash = "b",
                Reason = StopReason.Asked,
                StoppedAt = now.AddMonths(-40),
            },
            new StoppedAddress
            {
                Hash = "c",
                Reason = StopReason.Left,
                StoppedAt = now.AddMonths(-35),
            }
        );

        static PlaceProposal Proposal(string name, DateTime at)
        {
            var proposal = Given.Proposal(name, at: at);
            (proposal.Phone, proposal.Hours, proposal.ReplyTo) = ("+33241000000", "le mardi", "06 12 34 56 78");
            (proposal.Needs, proposal.Ground) = (["sante"], ProposalGround.Other);
            return proposal;
        }

        PlaceReport Report(string words, DateTime at) =>
            new()
            {
                Id = Guid.CreateVersion7(),
                PlaceId = place.Id,
                Message = words,
                Fact = ReportedFact.Phone,
                Proposed = "02 41 00 00 00",
                ReplyTo = "0612345678",
                CreatedAt = at,
            };
    }

    private static StoppedAddress Stopped(string hash, DateTime at) =>
        new()
        {
            Hash = hash,
            Reason = StopReason.Left,
            StoppedAt = at,
        };

    private static AccountSession Session(Account account, DateTime start) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            AccountId = account.Id,
            Device = "Firefox sur Windows",
            StartedAt = start,
            EndsAt = start + AccountSession.Longest,
        };

    private static Invitation Invitation(DateTime end) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            SecretHash = Guid.CreateVersion7().ToString("N"),
            Email = "quelqu.un@exemple.test",
            Role = OrganisationRole.Aidant,
            CreatedAt = end.AddDays(-7),
            EndsAt = end,
        };

    private static Message Message(string to, DateTime end) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Channel = MessageChannel.Email,
            Template = "essai",
            IsIndispensable = false,
            IsUrgent = false,
            To = to,
            Subject = "Objet",
            Text = "Texte",
            State = MessageState.Sent,
            CreatedAt = end,
            DueAt = end,
            ExpiresAt = end.AddDays(7),
            EndedAt = end,
        };

    private static async Task<Dictionary<string, int>> Counts(TestApp app, bool isDryRun) =>
        (await Do(app, scope => scope.GetRequiredService<PurgePersonalData>().Run(isDryRun, default)))!.ToDictionary(
            count => count.Kind.Id,
            count => count.Records
        );

    private static Task<bool> Night(TestApp app) =>
        Do(app, scope => scope.GetRequiredService<PurgePersonalData>().RunWhenDue(default));

    private static async Task<T> Do<T>(TestApp app, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider);
    }

    /// <summary>A kind that a process dies on.</summary>
    private sealed class ColdKind : IPersonalRecords
    {
        public bool Breaks { get; set; }

        public int Done { get; private set; }

        public PersonalKind Kind { get; } =
            new()
            {
                Id = "cold",
                Name = "Essai",
                Holds = "Essai",
                Purpose = "Essai",
                Basis = LegalBasis.Consent,
                Readers = "Essai",
                Kept = "{0} jours",
                Length = 1,
                Entities = [],
            };

        public Task<int> DeleteExpired(DateTime now, CancellationToken cancellation)
        {
            if (Breaks)
            {
                throw new InvalidOperationException("kill -9");
            }

            Done++;
            return Task.FromResult(7);
        }
    }
}
