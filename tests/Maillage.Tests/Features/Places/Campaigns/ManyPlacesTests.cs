using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Network;
using Maillage.Features.Organisations;
using Maillage.Features.Places;
using Maillage.Features.Places.Campaigns;
using Maillage.Features.Places.Duplicates;
using Maillage.Features.Places.Import;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Places.Campaigns;

/// <summary>A coordinator's pages ask the database as often for 20,000 places as for 2,000.</summary>
public sealed class ManyPlacesTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_pages_of_a_coordinator_make_as_many_queries_with_20_000_places_as_with_2_000()
    {
        var few = await Measure(2_000);
        var many = await Measure(20_000);

        foreach (var (page, queries, elapsed) in few)
        {
            var (_, later, slower) = many.Single(m => m.Page == page);
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{page} : {queries} requêtes, {elapsed.TotalMilliseconds:0} ms à 2 000 lieux ; {later} requêtes, {slower.TotalMilliseconds:0} ms à 20 000"
            );
            Assert.True(queries > 1, page);
            Assert.Equal(queries, later);
        }
    }

    private static async Task<List<(string Page, int Queries, TimeSpan Elapsed)>> Measure(int count)
    {
        var counter = new CountQueries();
        var (campaign, organisation) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var app = await TestApp.Start(
            db =>
            {
                Fill(db, count, campaign);
                FillQueues(db, count, organisation);
            },
            services =>
            {
                services.ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(counter));
                services.ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(counter));
            }
        );
        using var client = await app.SignedInClient("Carla Roy");
        (string Name, string Path)[] pages =
        [
            ("fraîcheur", PlaceUrls.Desk),
            ("fraîcheur, périmés, page 3", PlaceUrls.Desk + "?fraicheur=Stale&page=3"),
            ("fraîcheur par territoire", PlaceUrls.FreshnessByTerritory),
            ("doublons", PlaceUrls.Duplicates),
            ("doublons, page 3", PlaceUrls.Duplicates + "?page=3"),
            ("campagnes", PlaceUrls.Campaigns),
            ("campagne", $"{PlaceUrls.Campaigns}/{campaign}"),
            ("liste d’appels", $"{PlaceUrls.Campaigns}/{campaign}/appels"),
            ("lettres d’une campagne", PlaceUrls.Letters(campaign)),
            ("orphelins", PlaceUrls.Orphans),
            ("signalements", PlaceUrls.Reports),
            ("propositions", PlaceUrls.Proposals),
            ("doublons écartés", PlaceUrls.NotDuplicates),
            ("fusions", PlaceUrls.Merges),
            ("imports", PlaceUrls.Imports),
            ("équipe et invitations en attente", AccountUrls.Team(organisation)),
            ("réseau", NetworkUrls.Search),
            ("à faire", AccountUrls.Desk),
        ];
        var measured = new List<(string, int, TimeSpan)>();
        foreach (var (name, path) in pages)
        {
            // The first time compiles the page and its queries.
            await Get(client, path);
            counter.Reset();
            var watch = Stopwatch.StartNew();
            await Get(client, path);
            measured.Add((name, counter.Count, watch.Elapsed));
        }

        var browser = new Browser(client);
        foreach (var round in new[] { 1, 2 })
        {
            await browser.Open(PlaceUrls.NewCampaign);
            browser.Fill("Nom de la campagne", "Tous");
            counter.Reset();
            var watch = Stopwatch.StartNew();
            await browser.Press("Continuer");
            Assert.Contains("En tout", browser.Text);
            if (round == 2)
            {
                measured.Add(("choix d’une campagne", counter.Count, watch.Elapsed));
            }
        }

        return measured;
    }

    private static async Task Get(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>Places of the communes of Maine-et-Loire, half of them in a campaign, one in ten in a pair.</summary>
    private static void Fill(MaillageDb db, int count, Guid campaignId)
    {
        var carla = db.AddNetworkPerson("Carla Roy", NetworkRoleKind.Coordinator);
        var now = TestApp.DefaultNow.UtcDateTime;
        var communes = Maillage.Features.Territories.TerritoryMap.Compiled.CommunesOfDepartement("49").ToList();
        var places = Enumerable
            .Range(0, count)
            .Select(i =>
            {
                var commune = communes[i % communes.Count];
                return Given.Place(
                    $"Lieu {i}",
                    p =>
                    {
                        (p.Insee, p.CommuneName) = (commune.Insee, commune.Name);
                        p.VerifiedOn = new DateOnly(2026, 11, 1).AddDays(-i % 900);
                    }
                );
            })
            .ToList();
        db.Campaigns.Add(
            new Campaign
            {
                Id = campaignId,
                Name = "Tous",
                Picked = "Tous les lieux",
                Territories = ["49"],
                StartedBy = carla.Id,
                StartedAt = now,
                EndsAt = now + Campaign.Length,
            }
        );
        db.SaveChanges();
        using var transaction = db.Database.BeginTransaction();
        db.InsertAll(places).GetAwaiter().GetResult();
        db.InsertAll(
                places
                    .Where((_, i) => i % 2 == 0)
                    .Select(
                        (place, i) =>
                            new Verification
                            {
                                Id = Guid.CreateVersion7(),
                                CampaignId = campaignId,
                                PlaceId = place.Id,
                                State = (VerificationState)(i % 7),
                                Sent = i % 3,
                                AskedAt = now,
                                LetterId = i % 50 == 0 ? Guid.CreateVersion7() : null,
                            }
                    )
                    .ToList()
            )
            .GetAwaiter()
            .GetResult();
        db.InsertAll(
                places
                    .Chunk(20)
                    .Select(chunk =>
                    {
                        var (first, second) = DuplicateProposal.Key(chunk[0].Id, chunk[1].Id);
                        return new DuplicateProposal
                        {
                            Id = Guid.CreateVersion7(),
                            FirstPlaceId = first,
                            SecondPlaceId = second,
                            Score = 0.8,
                            Reasons = [],
                            FoundAt = now,
                        };
                    })
                    .ToList()
            )
            .GetAwaiter()
            .GetResult();
        transaction.Commit();
    }

    /// <summary>As many reports, proposals, imports, merges, invitations and people as places, divided by ten.</summary>
    private static void FillQueues(MaillageDb db, int count, Guid organisation)
    {
        var now = TestApp.DefaultNow.UtcDateTime;
        var places = db.Places.AsNoTracking().OrderBy(p => p.Slug).Take(count / 10).ToList();
        db.Add(
            new Organisation
            {
                Id = organisation,
                Name = "Grande structure",
                Siret = null,
            }
        );
        db.SaveChanges();
        foreach (var (i, place) in places.Index())
        {
            db.Add(
                new PlaceReport
                {
                    Id = Guid.CreateVersion7(),
                    PlaceId = place.Id,
                    Message = "Le téléphone ne répond plus.",
                    CreatedAt = now.AddMinutes(-i),
                }
            );
            db.Add(Given.Proposal($"Nouveau {i}", at: now.AddMinutes(-i)));
            db.Add(
                new ImportRun
                {
                    Id = Guid.CreateVersion7(),
                    Origin = $"liste-{i}.csv",
                    StartedAt = now.AddMinutes(-i),
                    State = ImportState.Done,
                    Territories = ["49"],
                }
            );
            db.Add(
                new Invitation
                {
                    Id = Guid.CreateVersion7(),
                    SecretHash = string.Create(CultureInfo.InvariantCulture, $"{i:x64}"),
                    Email = $"personne{i}@exemple.test",
                    OrganisationId = organisation,
                    Role = OrganisationRole.Volunteer,
                    CreatedAt = now,
                    EndsAt = now.AddDays(7),
                }
            );
        }

        foreach (var pair in places.Chunk(2))
        {
            var (first, second) = DuplicateProposal.Key(pair[0].Id, pair[1].Id);
            if (db.DuplicateProposals.Any(p => p.FirstPlaceId == first && p.SecondPlaceId == second))
            {
                continue;
            }

            var apart = new DuplicateProposal
            {
                Id = Guid.CreateVersion7(),
                FirstPlaceId = first,
                SecondPlaceId = second,
                Score = 0.8,
                Reasons = [],
                FoundAt = now,
            };
            apart.DeclareNotDuplicate(Guid.CreateVersion7(), now);
            db.Add(apart);
            db.Add(
                new PlaceMerge
                {
                    Id = Guid.CreateVersion7(),
                    KeptPlaceId = pair[0].Id,
                    MergedPlaceId = pair[1].Id,
                    AccountId = Guid.CreateVersion7(),
                    At = now,
                    KeptBefore = "{}",
                    KeptAfter = "{}",
                    MergedBefore = "{}",
                    Sources = [],
                    ReportIds = [],
                    VerificationIds = [],
                    StopIds = [],
                }
            );
        }

        db.SaveChanges();
        foreach (var i in Enumerable.Range(0, count / 20))
        {
            var account = db.AddNetworkPerson($"Personne {i}", NetworkRoleKind.Coordinator, "244900015");
            db.Add(
                new Profile
                {
                    Id = Guid.CreateVersion7(),
                    AccountId = account.Id,
                    ModifiedAt = now,
                }
            );
        }

        db.SaveChanges();
    }

    private sealed class CountQueries : DbCommandInterceptor
    {
        private int count;

        public int Count => Volatile.Read(ref count);

        public void Reset() => Volatile.Write(ref count, 0);

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            Interlocked.Increment(ref count);
            return new ValueTask<InterceptionResult<DbDataReader>>(result);
        }
    }
}
