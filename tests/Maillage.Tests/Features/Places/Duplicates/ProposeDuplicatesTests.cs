using System.Text.Json;
using Maillage.Features.Places;
using Maillage.Features.Places.Duplicates;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Maillage.Tests.Features.Places.Duplicates;

public sealed class ProposeDuplicatesTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_pair_is_proposed_once_and_no_place_is_changed()
    {
        await using var database = await TestDatabase.Create();
        await Add(database, Given("Médiathèque Hervé-Bazin"), Given("Bibliothèque Hervé Bazin"), Given("Mairie"));

        var first = await Propose(database);
        var second = await Propose(database);

        Assert.Equal((3, 1, 1, 0), (first.Places, first.Waiting.Count, first.Created, first.Withdrawn));
        Assert.Equal((1, 0, 0), (second.Waiting.Count, second.Created, second.Withdrawn));
        await using var db = database.Open();
        Assert.Equal(3, await db.Places.CountAsync(TestContext.Current.CancellationToken));
        var proposal = await db.DuplicateProposals.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Contains(proposal.Reasons, r => r.Kind == DuplicateReasonKind.SamePhone);
        Assert.Equal(clock.GetUtcNow().UtcDateTime, proposal.FoundAt);
    }

    [Fact]
    public async Task What_a_person_called_not_a_duplicate_is_not_proposed_again()
    {
        await using var database = await TestDatabase.Create();
        await Add(database, Given("Médiathèque Hervé-Bazin"), Given("Bibliothèque Hervé Bazin"));
        await Propose(database);
        await using (var db = database.Open())
        {
            var proposal = await db.DuplicateProposals.SingleAsync(TestContext.Current.CancellationToken);
            proposal.DeclareNotDuplicate(Guid.CreateVersion7(), clock.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var again = await Propose(database);

        Assert.Empty(again.Waiting);
        Assert.Equal(0, again.Created);
        await using var after = database.Open();
        var kept = await after.DuplicateProposals.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(DuplicateState.NotDuplicate, kept.State);
    }

    [Fact]
    public async Task A_proposal_that_nothing_supports_any_more_is_withdrawn()
    {
        await using var database = await TestDatabase.Create();
        var renamed = Given("Bibliothèque Hervé Bazin");
        await Add(database, Given("Médiathèque Hervé-Bazin"), renamed);
        await Propose(database);
        await using (var db = database.Open())
        {
            var place = await db.Places.SingleAsync(p => p.Id == renamed.Id, TestContext.Current.CancellationToken);
            place.Name = "Mairie de Trélazé";
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var again = await Propose(database);

        Assert.Equal((0, 1), (again.Waiting.Count, again.Withdrawn));
    }

    [Fact]
    public async Task The_command_writes_a_report_in_French()
    {
        await using var database = await TestDatabase.Create();
        await Add(database, Given("Médiathèque Hervé-Bazin"), Given("Bibliothèque Hervé Bazin"));
        var report = Path.Combine(Directory.CreateTempSubdirectory().FullName, "duplicates.json");

        var result = await MaillageProcess.Run(
            ["duplicates", "--report", report],
            environment: new()
            {
                ["Database__Provider"] = database.Provider,
                ["Database__ConnectionString"] = database.ConnectionString,
            }
        );

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains(
            "Lieux lus\u00a0: 2. Doublons proposés\u00a0: 1 (nouveaux\u00a0: 1, retirés\u00a0: 0).",
            result.Output
        );
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken));
        var proposal = Assert.Single(json.RootElement.GetProperty("proposals").EnumerateArray());
        Assert.Contains(
            "Même téléphone : 02 41 33 99 99",
            proposal.GetProperty("reasons").EnumerateArray().Select(r => r.GetString())
        );
    }

    private async Task<ProposeDuplicates.Outcome> Propose(TestDatabase database)
    {
        await using var db = database.Open();
        return await new ProposeDuplicates(db, clock).Run(TestContext.Current.CancellationToken);
    }

    private static async Task Add(TestDatabase database, params Place[] places)
    {
        await using var db = database.Open();
        db.Places.AddRange(places);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private Place Given(string name)
    {
        var id = Guid.CreateVersion7();
        return new Place
        {
            Id = id,
            Slug = id.ToString(),
            Name = name,
            Address = "12 avenue du Général de Gaulle",
            PostalCode = "49800",
            Insee = "49353",
            CommuneName = "Trélazé",
            Latitude = 47.4451,
            Longitude = -0.4667,
            LocationPrecision = LocationPrecision.Exact,
            Phone = "+33241339999",
            CreatedAt = clock.GetUtcNow().UtcDateTime,
            ModifiedAt = clock.GetUtcNow().UtcDateTime,
        };
    }
}
